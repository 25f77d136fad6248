"""What is inside a TEI utterance as a line of Jefferson's notation (science §1.9, TEI column).

Words are parted by blanks, punctuation stands at its word, pauses become ``(0.6)`` or ``(.)``,
what is described ``((…))``, what is unclear ``(word)``. Shifts become the signs that all profiles
share; where there is no sign, the shift is told as a description. Elements not known here are read
as the text they hold, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from ca_tool.formats.tei_pauses import pause_sign
from ca_tool.formats.tei_xml import NAMES, as_typed, children, local, text_of
from ca_tool.formats.timed_talk import Reporter

SOFT, HARD = " ", "\t"
"""Blanks while a line is put together: a soft one gives way to punctuation."""

SHIFTS = {
    ("loud", "p"): ("°", "°"), ("loud", "pp"): ("°°", "°°"), ("loud", "dimin"): ("°", "°"),
    ("tempo", "a"): (">", "<"), ("tempo", "aa"): (">>", "<<"), ("tempo", "acc"): (">", "<"),
    ("tempo", "l"): ("<", ">"), ("tempo", "ll"): ("<<", ">>"), ("tempo", "rall"): ("<", ">"),
    ("voice", "whisp"): ("°°", "°°"), ("voice", "creak"): ("#", "#"),
    ("voice", "smile"): ("£", "£"), ("voice", "laugh"): ("@", "@"), ("voice", "trem"): ("~", "~"),
    ("voice", "sing"): ("♪", "♪"), ("pitch", "high"): ("↑", ""), ("pitch", "low"): ("↓", ""),
    ("pitch", "asc"): ("↑", ""), ("pitch", "desc"): ("↓", ""),
}  # fmt: skip
"""``shift/@feature`` and ``@new`` → the signs that open and close such talk."""

LOUD = frozenset({("loud", "f"), ("loud", "ff"), ("loud", "cresc")})
"""Shifts that Jefferson writes in capitals."""

BRACKETS = {"overlap-start": "[", "overlap-end": "]"}
"""``anchor/@type`` → the sign of an overlap."""

DEEPEST = 60
"""Elements inside each other that are looked into; what is deeper is read as the text in it."""

_OPENING = frozenset('([{„“‘«‹¿¡"')
_BREATHES_IN = re.compile(r"\b(?:inhal|breath\w* in|in-?breath)", re.IGNORECASE)
_BREATHES_OUT = re.compile(r"\b(?:exhal|breath\w* out|out-?breath)", re.IGNORECASE)
_DESCRIBED = re.compile(r"\(\(.*\)\)\Z", re.DOTALL)

_PLAIN = """
u seg s phr cl ab p q quote said sp foreign distinct mentioned soCalled name persName placeName
orgName num date time measure term rs abbr title orig sic corr reg add m c div annotationBlock
annotatedU annotationGrp
"""
PLAIN = frozenset(_PLAIN.split())
"""Elements that are read as the text in them, and are no surprise."""

_BESIDE = "spanGrp span linkGrp link fs f interp interpGrp certainty"
NOT_SAID = frozenset(_BESIDE.split())
"""What stands in or beside an utterance and is none of its talk."""


class Talk:
    """The content of one utterance while it becomes a line."""

    def __init__(self, report: Reporter, *, own: bool = False) -> None:
        self._report = report
        self._own = own
        self._out: list[str] = []
        self._open: dict[str, str] = {}
        self._loud = False
        self._depth = 0

    def line(self, utterances: Iterable[etree._Element]) -> str:
        """Return what stands in *utterances* as one line."""
        for one in utterances:
            trans = one.get("trans")
            if trans:
                self._out.append({"latching": "=", "overlap": "["}.get(trans, ""))
            self._inside(one)
            self._close_all()
            self._out.append(SOFT)
        return " ".join("".join(self._out).split())

    def event(self, element: etree._Element) -> str:
        """Return a pause or description that stands outside all utterances."""
        RULES.get(local(element), _described)(self, element)
        return " ".join("".join(self._out).split())

    def _inside(self, parent: etree._Element) -> None:
        self._depth += 1
        if parent.text:
            self._text(parent.text)
        out = self._out
        for child in parent:
            name = NAMES[child.tag]
            if name == "w" and self._is_plain(child):
                if (text := child.text) and not text.isspace():
                    out.append(text if "join" not in child.attrib else _joined(out, child))
                tail = child.tail
                out.append(SOFT if tail is None or "\n" in tail else _after(tail))
                continue
            self._child(name, child)
        self._depth -= 1

    def _is_plain(self, word: etree._Element) -> bool:
        """Whether a word is its text, as nearly all are."""
        return not (len(word) or self._loud or self._own or word.get("type") == "truncated")

    def _child(self, name: str, child: etree._Element) -> None:
        rule = RULES.get(name)
        if self._depth > DEEPEST:
            self._text(text_of(child))
        elif rule is not None:
            rule(self, child)
        elif name in NOT_SAID:
            pass
        elif name:
            if name not in PLAIN:
                self._report("I-TEI-ELEMENT", f"<{name[:40]}>")
            self._inside(child)
        elif child.tag is etree.Entity:
            self._out.append(child.text or "")
        if child.tail:
            self._tail(child.tail)

    def _text(self, text: str) -> None:
        said = as_typed(text) if self._own else text
        self._out.append(said.upper() if self._loud else said)

    def _tail(self, tail: str) -> None:
        if not tail.isspace():
            self._text(tail)
        elif "\n" in tail:
            self.soft()
        else:
            self._out.append(HARD)

    def soft(self) -> None:
        """Let what follows be apart, unless it belongs to what stands here."""
        if self._out and self._out[-1] != SOFT:
            self._out.append(SOFT)

    def glue(self) -> None:
        """Let what follows stand at what is here."""
        while self._out and self._out[-1] == SOFT:
            self._out.pop()

    def apart(self, text: str) -> None:
        """Add something with blanks around it."""
        self.soft()
        self._out += (text, SOFT)

    def sign(self, text: str) -> None:
        """Add something as it is."""
        self._out.append(text)

    def wrapped(self, element: etree._Element, before: str, after: str) -> None:
        """Add what is in *element* between two signs, which stand at its words."""
        start = len(self._out)
        self._inside(element)
        inner = "".join(self._out[start:])
        del self._out[start:]
        said = inner.strip()
        lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        self._out += (lead, f"{before}{said}{after}" if said else "", SOFT if trail else "")

    def word(self, element: etree._Element) -> None:
        """Add a word; brackets of overlaps may stand in it."""
        start = len(self._out)
        self._inside(element)
        word = "".join("".join(self._out[start:]).split())
        del self._out[start:]
        if element.get("type") == "truncated" and not self._own and word[-1:].isalnum():
            word += "-"
        if word:
            self._out.append(word)
        if not element.tail:
            self._out.append(SOFT)

    def punctuation(self, element: etree._Element) -> None:
        """Add a sign: at the word before it, or at the one after if it opens something."""
        text = text_of(element)
        text = as_typed(text) if self._own else text
        if self._own:
            self.glue()
            self._out.append(text)
        elif text[:1] in _OPENING:
            self._out.append(text)
        else:
            self.glue()
            self._out.append(text)
            if not element.tail:
                self._out.append(SOFT)

    def shift(self, element: etree._Element) -> None:
        """Close what the feature was till here, open what it becomes."""
        feature, new = element.get("feature", ""), element.get("new", "normal")
        if feature in self._open:
            self.glue()
            self._out += (self._open.pop(feature), SOFT)
        if feature == "loud":
            self._loud = (feature, new) in LOUD
        if new == "normal" or (feature, new) in LOUD:
            return
        signs = SHIFTS.get((feature, new))
        if signs is None:
            self.apart(f"(({feature}: {new}))" if feature else "")
            return
        opening, closing = signs
        self._out.append(opening)
        if closing:
            self._open[feature] = closing

    def _close_all(self) -> None:
        for closing in reversed(self._open.values()):
            self.glue()
            self._out.append(closing)
        self._open.clear()
        self._loud = False

    def surface(self, element: etree._Element) -> str:
        """Return how one of our own files says something was typed; empty where it does not."""
        rend = element.get("rend")
        if rend is None and (desc := next(children(element, "desc"), None)) is not None:
            rend = desc.get("rend")
        return as_typed(rend or "") if self._own else (rend or "").strip()

    @property
    def own(self) -> bool:
        """Whether the file is one of ours."""
        return self._own


Rule = Callable[[Talk, etree._Element], None]  # noqa: SLF001 (lxml's only name for it)


def _joined(out: list[str], element: etree._Element) -> str:
    """Return a word that says it stands at the one before it."""
    if element.get("join") in ("left", "both") and out and out[-1] == SOFT:
        out.pop()
    return element.text or ""


def _after(tail: str) -> str:
    return HARD if tail.isspace() else tail


def _pause(talk: Talk, element: etree._Element) -> None:
    typed = talk.surface(element) if talk.own else ""
    talk.apart(typed or pause_sign(element))


def _described(talk: Talk, element: etree._Element) -> None:
    """Add ``((…))``; breathing has signs of its own."""
    typed = talk.surface(element)
    if typed and (talk.own or _DESCRIBED.match(typed)):
        talk.apart(typed)
        return
    words = element.get("desc") or text_of(element)
    if not words:
        words = typed or (element.get("type") or local(element)).strip()
    if _DESCRIBED.match(words):
        talk.apart(words)
    elif local(element) == "vocal" and _BREATHES_IN.search(words):
        talk.apart(".hh")
    elif local(element) == "vocal" and _BREATHES_OUT.search(words):
        talk.apart("hh")
    else:
        talk.apart(f"(({words}))")


def _note(talk: Talk, element: etree._Element) -> None:
    if words := text_of(element):
        talk.apart(f"(({words}))")


def _gap(talk: Talk, element: etree._Element) -> None:
    reason = (element.get("reason") or "").strip()
    desc = text_of(element)
    known = reason in ("", "unintelligible", "inaudible", "unclear", "incomprehensible")
    talk.apart("(   )" if known and not desc else f"(({desc or reason}))")


def _unclear(talk: Talk, element: etree._Element) -> None:
    if text_of(element):
        talk.wrapped(element, "(", ")")
    else:
        talk.apart("(   )")


def _choice(talk: Talk, element: etree._Element) -> None:
    """Add what was said, not what it stands for; of several hearings all: ``(a/b)``."""
    named = [(name, one) for one in element if (name := NAMES[one.tag])]
    for name, one in named:
        if name in ("sic", "orig", "abbr"):
            talk.wrapped(one, "", "")
            return
    heard = [text for _, one in named if (text := text_of(one))]
    if heard:
        talk.apart(f"({'/'.join(heard)})" if len(heard) > 1 else heard[0])


def _deleted(talk: Talk, element: etree._Element) -> None:
    """Add what TEI calls deleted: in speech it was said, and begun wrongly or broken off."""
    broken = element.get("type") == "truncation" and text_of(element)[-1:].isalnum()
    talk.wrapped(element, "", "-" if broken else "")


def _anchor(talk: Talk, element: etree._Element) -> None:
    sign = BRACKETS.get(element.get("type", ""), "")
    if sign == "]":
        talk.glue()
    if sign:
        talk.sign(sign)


def _break(talk: Talk, _: etree._Element) -> None:
    talk.soft()


def _emphasis(talk: Talk, element: etree._Element) -> None:
    talk.wrapped(element, "_", "_")


def _passed_over(_: Talk, __: etree._Element) -> None:
    return


def _highlighted(talk: Talk, element: etree._Element) -> None:
    underlined = "underline" in (element.get("rend") or element.get("rendition") or "")
    sign = "_" if underlined else ""
    talk.wrapped(element, sign, sign)


RULES: dict[str, Rule] = {
    "w": Talk.word,
    "pc": Talk.punctuation,
    "pause": _pause,
    "incident": _described,
    "kinesic": _described,
    "vocal": _described,
    "event": _described,
    "writing": _described,
    "note": _note,
    "gap": _gap,
    "unclear": _unclear,
    "choice": _choice,
    "del": _deleted,
    "shift": Talk.shift,
    "emph": _emphasis,
    "hi": _highlighted,
    "anchor": _anchor,
    "lb": _break,
    "pb": _break,
    "cb": _break,
    "milestone": _passed_over,
    "desc": _passed_over,
    "expan": _passed_over,
    "media": _passed_over,
    "ptr": _passed_over,
}
"""Element → what is done with it; all others are read as the text in them."""
