"""A transcript's lines as one stream: stretches of talk, silences, descriptions and breaks.

Lines are layout. A silence stands between two stretches of talk whether it was typed inside a line
or on a line of its own, so everything behind this module is free of layout (G-05).
"""

from __future__ import annotations

from collections.abc import Callable

from ca_tool.transcript import Flag, Line, LineKind, Token, TokenKind, Transcript
from ca_tool.turn_taking.comments import Sort, sort_of
from ca_tool.turn_taking.items import Aside, Bracket, Break, Item, Joint, Still, Stretch
from ca_tool.turn_taking.letters import letters

_FINAL = frozenset(".?¿;_")
_ALONE = frozenset("[⌈⎡⌊⎣|")
_FILLER, _CUT_OFF, _RESPONSE = int(Flag.FILLER), int(Flag.CUT_OFF), int(Flag.RESPONSE)


def stream_of(transcript: Transcript) -> list[Item]:
    """Return what happens, in the order of the lines."""
    reader = _Reader(transcript.profile == "chat-ca")
    for row, (line, tokens) in enumerate(zip(transcript.lines, transcript.tokens, strict=True)):
        kind = line.kind
        if kind is LineKind.TALK or kind is LineKind.CONTINUATION:
            reader.talk(row, line, tokens)
        elif kind is LineKind.SILENCE or kind is LineKind.COMMENT:
            reader.beside(row, line, tokens)
        elif kind is LineKind.OMISSION or (kind is LineKind.HEADER and reader.parted_by(line)):
            reader.items.append(Break(row))
    return reader.items


class _Reader:
    """Goes through the tokens of one line after another; ``now`` is the stretch being filled."""

    def __init__(self, in_chat: bool) -> None:  # noqa: FBT001 (one of two notations)
        self.items: list[Item] = []
        self._begun = False
        self._in_chat = in_chat

    def parted_by(self, line: Line) -> bool:
        """Whether the header *line* begins another extract: most CHAT headers do not.

        Nor does the rest of a long CHAT header, which goes on after a tab.
        """
        chat = line.raw.startswith("@") or (self._in_chat and line.raw.startswith("\t"))
        return self._begun and (not chat or line.raw.startswith(("@New Episode", "@Begin")))

    def talk(self, row: int, line: Line, tokens: tuple[Token, ...]) -> None:
        """Read a line that belongs to a speaker."""
        self._row, self._raw, self._tokens = row, line.raw, tokens
        self._now: Stretch | None = None
        self._last: Stretch | None = None
        self._place, self._covered = line.body, -1
        self._seen, self._latch, self._overlaps = 0, -1, False
        wrapped = line.kind is LineKind.CONTINUATION and bool(self.items)
        self._silent = wrapped and isinstance(self.items[-1], Still)
        self._loose: list[Bracket] = []
        for token in tokens:
            handler = _HANDLERS.get(token[2])
            if handler is not None:
                handler(self, token)
        if self._now is not None:
            self._close(line.body_end)
        if self._last is not None:
            self._last.brackets.extend(self._loose)
            self._begun = True
        elif self._loose and not line.label and line.text.strip() in _ALONE:
            self.items.append(Joint(row, self._loose[0].column))

    def beside(self, row: int, line: Line, tokens: tuple[Token, ...]) -> None:
        """Read a line that belongs to nobody: silences and descriptions."""
        self._row, self._raw, column = row, line.raw, -1
        for token in tokens:
            if token.kind in _SILENCES:
                self._add_silence(token)
            elif token.kind is TokenKind.OVERLAP_ONSET:
                column = token.start
            elif token.kind is TokenKind.COMMENT:
                sort = sort_of(token.value or self._raw[token.start : token.end])
                self._add_aside(sort, column)

    def word(self, token: Token) -> None:
        """Count a word."""
        start, end, _, _, flags = token
        now = self._now or self._begin()
        self._seen += 1
        self._covered = end
        now.words += 1
        now.letters += letters(self._raw[start:end])
        now.complete = False
        if flags:
            now.fillers += flags & _FILLER > 0
            now.cut_offs += flags & _CUT_OFF > 0
            now.responses += flags & _RESPONSE > 0

    def contour(self, token: Token) -> None:
        """Note whether the turn may be complete here."""
        if self._now is not None and token.start >= self._covered:
            self._now.complete = token.kind is TokenKind.ANIMATED or token.value[:1] in _FINAL

    def sound(self, token: Token) -> None:
        """Count a breath, a click, laughter."""
        if token.start >= self._covered:
            now = self._now or self._begin()
            self._seen += 1
            now.vocal += 1

    def unintelligible(self, token: Token) -> None:
        """Count a stretch nobody could make out."""
        now = self._now or self._begin()
        self._seen += 1
        now.unintelligible += 1
        now.complete = False

    def silence(self, token: Token) -> None:
        """End the stretch: a silence stands between two."""
        self._close(token.start)
        self._place, self._silent = token.end, True
        self._add_silence(token)

    def description(self, token: Token) -> None:
        """Read a description: after a silence it tells what fills that, if the line has talk."""
        if self._now is not None:
            return
        sort = sort_of(token.value or self._raw[token.start : token.end])
        if sort is Sort.NOTHING or (self._silent and self._says_more()):
            self._add_aside(sort)
            self._place = token.end
            return
        now = self._begin()
        self._seen += 1
        now.unintelligible += sort is Sort.UNINTELLIGIBLE
        now.vocal += sort is Sort.VOCAL
        now.embodied += sort not in (Sort.UNINTELLIGIBLE, Sort.VOCAL)

    def code(self, token: Token) -> None:
        """Read what a body does in CHAT (``&=nods``, ``0 [=! nods]``) and its overlap sign ``+<``.

        Its other codes are not contributions.
        """
        if self._raw.startswith(("&=", "[=!", "[%"), token.start):
            self.description(token)
        elif self._raw.startswith("+<", token.start) and self._last is None:
            self._overlaps = True

    def bracket(self, token: Token) -> None:
        """Keep an overlap bracket with what it stands in."""
        onset = token.kind is TokenKind.OVERLAP_ONSET
        text = self._raw[token.start : token.end]
        found = Bracket(self._row, token.start, text, onset, self._seen)
        (self._loose if self._now is None else self._now.brackets).append(found)

    def latch_sign(self, token: Token) -> None:
        """Keep the place of a latch at either edge of the line."""
        if self._last is None:
            self._latch = token.start
        else:
            self._last.latch_after = token.start

    def _begin(self) -> Stretch:
        raw, start = self._raw, self._place
        while start < len(raw) and raw[start].isspace():
            start += 1
        self._now = self._last = now = Stretch(self._row, start)
        now.latch_before, self._latch = self._latch, -1
        now.in_overlap, self._overlaps = self._overlaps, False
        now.brackets, self._loose = self._loose, []
        self.items.append(now)
        return now

    def _close(self, end: int) -> None:
        if self._now is not None:
            while self._raw[end - 1].isspace():
                end -= 1
            self._now.end, self._now = end, None

    def _says_more(self) -> bool:
        """Whether the line holds talk or sound besides descriptions."""
        return any(token.kind in _CONTRIBUTIONS for token in self._tokens)

    def _add_aside(self, sort: Sort, column: int = -1) -> None:
        """Add a description; what a body does beside a silence fills it, on either side."""
        before = self.items[-1] if self.items else None
        if isinstance(before, Still):
            before.activity = before.activity or _activity(sort)
        self.items.append(Aside(self._row, sort, column))

    def _add_silence(self, token: Token) -> None:
        seconds = token.seconds if token.kind is TokenKind.SILENCE else None
        before = self.items[-1] if self.items else None
        if isinstance(before, Still) and before.seconds is not None and seconds is not None:
            before.seconds = round(before.seconds + seconds, 3)
            before.end_row, before.end = self._row, token.end
            return
        still = Still(self._row, token.start, self._row, token.end, seconds)
        still.micropause = token.kind is TokenKind.MICROPAUSE
        still.activity = _activity(before.sort) if isinstance(before, Aside) else ""
        self.items.append(still)


def _activity(sort: Sort) -> str:
    """Return what a silence is filled with when a description of *sort* stands beside it."""
    if sort is Sort.COMPOSING:
        return sort.value
    return Sort.EMBODIED.value if sort in (Sort.EMBODIED, Sort.VOCAL) else ""


_SILENCES = frozenset({TokenKind.SILENCE, TokenKind.MICROPAUSE, TokenKind.UNTIMED})
_HANDLERS: dict[TokenKind, Callable[[_Reader, Token], None]] = {
    TokenKind.WORD: _Reader.word,
    TokenKind.CONTOUR: _Reader.contour,
    TokenKind.ANIMATED: _Reader.contour,
    TokenKind.IN_BREATH: _Reader.sound,
    TokenKind.OUT_BREATH: _Reader.sound,
    TokenKind.LAUGHTER: _Reader.sound,
    TokenKind.CLICK: _Reader.sound,
    TokenKind.SOB: _Reader.sound,
    TokenKind.UNINTELLIGIBLE: _Reader.unintelligible,
    TokenKind.SILENCE: _Reader.silence,
    TokenKind.MICROPAUSE: _Reader.silence,
    TokenKind.UNTIMED: _Reader.silence,
    TokenKind.COMMENT: _Reader.description,
    TokenKind.CODE: _Reader.code,
    TokenKind.OVERLAP_ONSET: _Reader.bracket,
    TokenKind.OVERLAP_END: _Reader.bracket,
    TokenKind.LATCH: _Reader.latch_sign,
}
_CONTRIBUTIONS = frozenset(
    {
        TokenKind.WORD,
        TokenKind.UNINTELLIGIBLE,
        TokenKind.IN_BREATH,
        TokenKind.OUT_BREATH,
        TokenKind.LAUGHTER,
        TokenKind.CLICK,
        TokenKind.SOB,
    }
)
