"""A transcript as EAF 3.0: one tier of talk for each person, one for what is nobody's.

Templates, every value escaped: six to ten times as fast as building a tree (the schema is checked
in the tests). A line without times gets slots without a value, in their place in the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from ca_tool.formats.timed_talk import NOBODY, Stretch, stretches_of
from ca_tool.transcript import UNKNOWN, Transcript

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="{date}" FORMAT="3.0" VERSION="3.0" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
        <PROPERTY NAME="title">{title}</PROPERTY>
        <PROPERTY NAME="lastUsedAnnotationId">{last}</PROPERTY>
    </HEADER>
    <TIME_ORDER>
"""
_TAIL = """\
    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="talk" TIME_ALIGNABLE="true"/>
    <CONSTRAINT DESCRIPTION="Time subdivision of parent annotation's time interval, no time gaps \
allowed within this interval" STEREOTYPE="Time_Subdivision"/>
    <CONSTRAINT DESCRIPTION="Symbolic subdivision of a parent annotation. Annotations refering to \
the same parent are ordered" STEREOTYPE="Symbolic_Subdivision"/>
    <CONSTRAINT DESCRIPTION="1-1 association with a parent annotation" \
STEREOTYPE="Symbolic_Association"/>
    <CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation's time \
interval, gaps are allowed" STEREOTYPE="Included_In"/>
</ANNOTATION_DOCUMENT>
"""
_ANNOTATION = """\
        <ANNOTATION>
            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{0}" \
TIME_SLOT_REF1="ts{1}" TIME_SLOT_REF2="ts{2}">
                <ANNOTATION_VALUE>{3}</ANNOTATION_VALUE>
            </ALIGNABLE_ANNOTATION>
        </ANNOTATION>
"""


def eaf_text(transcript: Transcript) -> str:
    """Return *transcript* as an EAF 3.0 document."""
    stretches = stretches_of(transcript)
    slots, numbers = _slots(stretches)
    date = datetime.now(UTC).isoformat(timespec="seconds")
    title = _escaped(transcript.title)
    return "".join(
        (
            _HEAD.format(date=date, title=title, last=len(stretches)),
            *slots,
            "    </TIME_ORDER>\n",
            *_tiers(transcript, stretches, numbers),
            _TAIL,
        )
    )


def _escaped(text: str) -> str:
    """Return *text* safe in elements and attributes, without what XML cannot hold."""
    plain = text if text.isprintable() else "".join(c for c in text if c >= " " and _fits(c))
    return plain.translate(_ESCAPES)


def _fits(character: str) -> bool:
    return not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


def _slots(stretches: Sequence[Stretch]) -> tuple[list[str], list[int]]:
    """Return the elements of the time order, and the number of each stretch's two slots.

    Slots are in order of time; those without a time stand where their line stands.
    """
    keys: list[tuple[int, int, int | None]] = []
    running = 0
    for index, one in enumerate(stretches):
        start, end = one.start_ms, one.end_ms
        running = running if start is None else start
        keys.append((running, 2 * index, start))
        keys.append((running if end is None else max(end, running), 2 * index + 1, end))
    numbers = [0] * len(keys)
    elements = []
    for number, (_, which, ms) in enumerate(sorted(keys, key=lambda key: key[:2]), 1):
        numbers[which] = number
        value = "" if ms is None else f' TIME_VALUE="{ms}"'
        elements.append(f'        <TIME_SLOT TIME_SLOT_ID="ts{number}"{value}/>\n')
    return elements, numbers


def _tiers(
    transcript: Transcript, stretches: Sequence[Stretch], numbers: Sequence[int]
) -> Iterator[str]:
    """Yield the tiers: people in the order of the roster, silent ones too, then nobody's."""
    tiers: dict[str, list[str]] = {person.code: [] for person in transcript.participants}
    for index, one in enumerate(stretches):
        first, last = numbers[2 * index], numbers[2 * index + 1]
        annotation = _ANNOTATION.format(index + 1, first, last, _escaped(one.text))
        tiers.setdefault(one.speaker, []).append(annotation)
    for speaker, elements in tiers.items():
        name = _escaped(speaker) or NOBODY
        whose = "" if not speaker or speaker == UNKNOWN else f' PARTICIPANT="{name}"'
        begin = f'    <TIER LINGUISTIC_TYPE_REF="talk"{whose} TIER_ID="{name}"'
        if elements:
            yield from (f"{begin}>\n", *elements, "    </TIER>\n")
        else:
            yield f"{begin}/>\n"
