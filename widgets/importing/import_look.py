"""Looking at one file closely, beside the window: read again whenever a setting changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from ca_tool.formats import Parsed, UnknownFormatError, UnreadableFileError
from ca_tool.problems import Problem
from ca_tool.transcript import Transcript
from ca_tool.turn_taking import turns
from widgets.importing.import_draft import (
    Draft,
    failed,
    format_of,
    matched,
    parts_of,
    with_found,
)
from widgets.importing.import_found import found_lines, sign_lines
from widgets.importing.import_source import SourceLine, source_lines
from widgets.workers import Worker


@dataclass(frozen=True)
class Look:
    """A file as it is shown.

    Attributes
    ----------
    drafts
        All transcripts of the file, read as the settings say.
    draft
        The one looked at; its transcript and all that is said of it follow.
    turns
        Code → how many turns are theirs.
    same_lines
        Whether the lines of the source are those of the transcript, one for one.
    """

    drafts: tuple[Draft, ...]
    draft: Draft
    transcript: Transcript = field(default_factory=Transcript)
    found: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    signs: tuple[str, ...] = ()
    turns: tuple[tuple[str, int], ...] = ()
    source: tuple[SourceLine, ...] = ()
    same_lines: bool = False


def look(drafts: tuple[Draft, ...], part: int) -> Look:
    """Read the file of *drafts* again and look at the transcript *part*."""
    first = drafts[0]
    try:
        parts = parts_of(first)
        data = first.path.read_bytes()
        key = format_of(first)
    except (UnknownFormatError, UnreadableFileError, OSError) as error:
        return Look((failed(first, error),), failed(first, error))
    part = min(part, len(parts) - 1)
    read = tuple(
        with_found(draft, parsed, key) if draft.part == part or draft.summary is None else draft
        for draft, parsed in zip(matched(drafts, len(parts)), parts, strict=True)
    )
    return _looked_at(read, part, parts[part], source_lines(data, first.path.name))


def _looked_at(
    drafts: tuple[Draft, ...], part: int, parsed: Parsed, source: tuple[SourceLine, ...]
) -> Look:
    draft = drafts[part]
    whole = draft.whole(parsed)
    transcript = whole.transcript
    same = len(source) >= len(transcript.lines) and all(
        line.raw == there.text for line, there in zip(transcript.lines, source, strict=False)
    )
    return Look(
        drafts,
        draft,
        transcript,
        tuple(found_lines(transcript, whole.evidence)),
        whole.problems,
        tuple(sign_lines(transcript)),
        tuple(Counter(turn.speaker for turn in turns(transcript)).items()),
        source,
        same,
    )


class Looking(QObject):
    """Looks at one file at a time, in a thread; of several wishes the last one counts."""

    looked = Signal(object)
    """The :class:`Look`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: Worker[Look] | None = None
        self._next: tuple[tuple[Draft, ...], int] | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being looked at."""
        return self._worker is not None

    def ask(self, drafts: tuple[Draft, ...], part: int) -> None:
        """Look at the transcript *part* of the file of *drafts* as soon as may be."""
        self._next = (drafts, part)
        if self._worker is None:
            self._start()

    def stop(self) -> None:
        """Look at nothing any more, and wait until the last look is over."""
        self._next = None
        if self._worker is not None:
            self._worker.forget()
            self._worker.wait()
            self._worker = None

    def _start(self) -> None:
        if self._next is None:
            return
        (drafts, part), self._next = self._next, None
        self._worker = Worker(partial(look, drafts, part), self)
        self._worker.done.connect(self._deliver)
        self._worker.finished.connect(self._end)
        self._worker.start()

    def _deliver(self, found: object) -> None:
        if self.sender() is self._worker and self._next is None:
            self.looked.emit(found)

    def _end(self) -> None:
        if self.sender() is self._worker and self._worker is not None:
            self._worker.deleteLater()
            self._worker = None
            self._start()
