"""What was found as lines of a list: how often, beside how often not; then each exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.appreciation import KINDS, Appreciation, Found, Tally

if TYPE_CHECKING:
    from ca_tool.codebook import Codebook

NO_ROLES = (
    "Nobody here has the role ‘disabled person’, so everybody is listed. Say who it is in the "
    "People panel."
)
NOTHING_OPEN = "Open a transcript: where the disabled person leads or is taken up is listed here."
FILTERED = "Nothing of what is chosen above was found. Choose everything, or everybody."


class Line(Enum):
    """What a line of the list is."""

    HEADING = auto()
    TALLY = auto()
    CARD = auto()
    NOTE = auto()


class Entry(NamedTuple):
    """A line of the list; cards have an exchange, counts a tally, headings a name to fold by."""

    line: Line
    text: str
    session: str = ""
    found: Found | None = None
    tally: Tally | None = None
    fold: str = ""

    @property
    def quote(self) -> str:
        """What was said, in quotation marks."""
        return f"“{self.found.quote}”" if self.found else ""

    @property
    def beside(self) -> str:
        """What did not come of it, and the support around it."""
        if self.found is None:
            return ""
        parts = [f"But {self.found.who} also {' · '.join(self.found.but)}."] * bool(self.found.but)
        if self.found.around:
            near = "; ".join(f"{one.who} {one.words} ({one.line})" for one in self.found.around)
            parts.append(f"Around it: {near}.")
        return " ".join(parts)

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader and the clipboard."""
        if self.found is None:
            return self.text
        return f"{lines_of(self.found)}: {self.text}. {self.quote} {self.beside}".strip()


class Part(NamedTuple):
    """What was found in one session."""

    session: str
    title: str
    coder: str
    appreciation: Appreciation


def lines_of(found: Found) -> str:
    """Return ``Line 5`` or ``Lines 5–8``."""
    return f"{'Lines' if '–' in found.lines else 'Line'} {found.lines}"


def tally_words(tally: Tally) -> str:
    """Return a count beside its opposite: ``Starts a topic: taken up 1 of 3 · not taken up 2``."""
    kind, cases = KINDS[tally.kind], tally.cases
    came, others = len(cases.numerator), len(cases.others)
    if kind.other:
        words = f"{kind.came} {came} of {came + others}"
        words += f" · {kind.other} {others}" if others else ""
    else:
        words = f"{kind.came} {came}"
    if not came + others:
        words = "nothing to count"
    out = f" · left out {len(cases.excluded)}" if cases.excluded else ""
    return f"{kind.title}: {words}{out}"


def entries(
    parts: Sequence[Part], *, kind: str = "", who: str = "", closed: Iterable[str] = ()
) -> tuple[Entry, ...]:
    """Return the lines that show *parts*, of one *kind* and of one person where so chosen."""
    folded = frozenset(closed)
    several = len(parts) > 1
    return tuple(
        entry for part in parts for entry in _of_session(part, kind, who, folded, several=several)
    )


def _of_session(
    part: Part, kind: str, who: str, folded: frozenset[str], *, several: bool
) -> Iterator[Entry]:
    seen, session = part.appreciation, part.session
    tallies = [t for t in seen.tallies if kind in ("", t.kind) and who in ("", t.who)]
    cards = [f for f in seen.found if (not kind or kind in f.kinds) and who in ("", f.who)]
    if several:
        nothing = "" if tallies else f" – nothing of this tagged by {part.coder}"
        yield Entry(Line.HEADING, f"{part.title}{nothing}", session, fold=session)
    if not tallies or (several and session in folded):
        return
    if not seen.by_role:
        yield Entry(Line.NOTE, NO_ROLES, session)
    yield from _how_often(session, tallies, folded)
    if cards:
        fold = f"{session}/exchanges"
        count = f"{len(cards)} {'exchange' if len(cards) == 1 else 'exchanges'}"
        yield Entry(Line.HEADING, f"{count}, in the order of the session", session, fold=fold)
        if fold not in folded:
            yield from (Entry(Line.CARD, found.words, session, found) for found in cards)
    if seen.untagged and not several:
        names = ", ".join(seen.untagged)
        note = f"Not tagged here by {part.coder}: {names}. With them more may be found."
        yield Entry(Line.NOTE, note, session)


def _how_often(session: str, tallies: Sequence[Tally], folded: frozenset[str]) -> Iterator[Entry]:
    for person in dict.fromkeys(tally.who for tally in tallies):
        fold = f"{session}/{person}"
        yield Entry(Line.HEADING, f"{person}: how often, and how often not", session, fold=fold)
        if fold not in folded:
            for tally in tallies:
                if tally.who == person:
                    yield Entry(Line.TALLY, tally_words(tally), session, tally=tally)


def what_to_tag(codebook: Codebook, coder: str) -> str:
    """Return what an empty list says: which codes fill it, with their keys."""
    lines = [
        f"{coder} has tagged nothing here yet by which this is found. Tag what happens, say what "
        "became of it, and it stands here:",
        "",
    ]
    for kind in KINDS.values():
        codes = [codebook.by_name[name] for name in kind.codes if name in codebook.by_name]
        named = (f"{code.label} ({code.key.upper()})" if code.key else code.label for code in codes)
        if codes:
            lines.append(f"• {kind.title}: {', '.join(named)}")
    return "\n".join(lines)
