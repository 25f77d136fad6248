"""A small file in every format that can be read, all with the same talk; made up here."""

import io
import zipfile
from functools import cache
from html import escape

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Tag
from ca_tool.formats import FORMATS, Parsed
from ca_tool.formats.timed_talk import Stretch, parsed
from ca_tool.transcript import Span

TALK = (
    Stretch("ANN", "what d'you want for your °tea° Ben?", 0, 1500),
    Stretch("BEN", "hot. (0.4) the [hot one", 3300, 4800),
    Stretch("ANN", "[o:kay=", 4200, 4900),
    Stretch("BEN", "=mm (h)hh", 4900, 5700),
)

MAIN_PART = {
    "word": "word/document.xml",
    "odt": "content.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "refi": "project.qde",
}
"""Where a package keeps its talk, or what leads to it."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_ODT = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"))
)
_QDE = """\
<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="tea" origin="made up"><Users>
<User guid="00000000-0000-4000-8000-000000000001" name="Cat"/></Users><CodeBook><Codes>
<Code guid="00000000-0000-4000-8000-000000000002" name="question" isCodable="true"/></Codes>
</CodeBook><Sources><TextSource guid="00000000-0000-4000-8000-000000000003" name="tea">
<PlainTextContent>{text}</PlainTextContent>
<PlainTextSelection guid="00000000-0000-4000-8000-000000000004" startPosition="5" \
endPosition="20" creatingUser="00000000-0000-4000-8000-000000000001">
<Coding guid="00000000-0000-4000-8000-000000000005" \
creatingUser="00000000-0000-4000-8000-000000000001">
<CodeRef targetGUID="00000000-0000-4000-8000-000000000002"/></Coding></PlainTextSelection>
</TextSource></Sources></Project>
"""
_QDC = """\
<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="made up"><Codes>
<Code guid="00000000-0000-4000-8000-000000000002" name="{text}" isCodable="true" color="#ff0000">
<Description>{text}</Description></Code></Codes></CodeBook>
"""


def sample(key, talk=TALK):
    """Return the bytes of a file in format *key* that holds *talk*."""
    lines = [f"{one.speaker}: {one.text}" for one in talk]
    match key:
        case "word":
            return _word(lines)
        case "odt":
            return _odt(lines)
        case "rtf":
            return _rtf(lines)
        case "folker":
            return _folker(talk)
        case "qde":
            return _QDE.format(text=escape("\n".join(lines))).encode(errors="replace")
        case "qdc":
            return _QDC.format(text=escape(lines[0])).encode(errors="replace")
        case _:
            return FORMATS[key].write(_tagged(parsed(talk, profile="loose-CA", title="tea")))


def _tagged(content):
    """Tag the first turn, for formats that carry tags."""
    line = content.transcript.lines[0]
    span = Span(line.id, line.body, line.id, line.body_end)
    coding = Coding("Cat", {"t1": Tag("t1", "question", (span,), "ANN", note="so polite")})
    return Parsed(
        content.transcript, {"Cat": coding}, codebook=Codebook((Code("question", "Question", "Q"),))
    )


def packed(parts):
    """Return a zip package of *parts*, name → bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def parts_of(data):
    """Return the parts of a zip package, name → bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_main_part(key, xml):
    """Return the sample of a packed format with another main part; of others just *xml*."""
    if key not in MAIN_PART:
        return xml
    return packed(_parts(key) | {MAIN_PART[key]: xml})


@cache
def _parts(key):
    return parts_of(sample(key))


def main_part(key):
    """Return the XML where the sample of *key* has its talk; all of it if it is no package."""
    data = sample(key)
    return parts_of(data)[MAIN_PART[key]] if key in MAIN_PART else data


def _word(lines):
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": _bytes(document)})


def _odt(lines):
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = (
        f"<office:document-content {_ODT}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": _bytes(content)})


def _rtf(lines):
    text = "\\par\n".join("".join(map(_in_rtf, line)) for line in lines)
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Courier;}}}}\f0\fs20 {text}}}".encode("ascii")


def _in_rtf(character):
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    units = character.encode("utf-16-le", "surrogatepass")
    halves = [units[at : at + 2] for at in range(0, len(units), 2)]
    return "".join(f"\\u{int.from_bytes(half, 'little', signed=True)}?" for half in halves)


def _folker(talk):
    times = sorted({at for one in talk for at in (one.start_ms, one.end_ms)})
    points = "".join(
        f'<timepoint timepoint-id="T{times.index(at)}" absolute-time="{at / 1000}"/>'
        for at in times
    )
    people = "".join(
        f'<speaker speaker-id="{who}"/>' for who in dict.fromkeys(one.speaker for one in talk)
    )
    said = "".join(
        f'<contribution speaker-reference="{one.speaker}" start-reference="T'
        f'{times.index(one.start_ms)}" end-reference="T{times.index(one.end_ms)}">'
        f"<unparsed>{escape(one.text)}</unparsed></contribution>"
        for one in talk
    )
    return _bytes(
        f'<?xml version="1.0"?><folker-transcription><head/><speakers>{people}</speakers>'
        f'<recording path="tea.wav"/><timeline>{points}</timeline>{said}</folker-transcription>'
    )


def _bytes(text):
    return text.encode(errors="replace")
