"""Times of lines as synchronisation points of a transcript, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ca_tool.formats.refi_document import SyncPoint
from ca_tool.formats.refi_places import Places
from ca_tool.formats.timed_talk import LONGEST_MS, Found
from ca_tool.transcript import Line, Transcript


def with_times(transcript: Transcript, points: Sequence[SyncPoint], found: Found) -> Transcript:
    """Return *transcript* with the times of points at the starts and ends of its lines."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    places = Places(transcript)
    for point in points:
        if point.position is None or point.ms is None or not transcript.lines:
            continue
        if point.ms > LONGEST_MS or point.position > places.end:
            found("W-TIME", f"{point.ms} at position {point.position}")
            continue
        row = places.row_at(point.position)
        line, column = transcript.lines[row], point.position - places.start_of(row)
        if column <= line.body and row not in starts:
            starts[row] = point.ms
        elif column >= len(line.raw.rstrip()):
            ends[row] = point.ms
    if not starts and not ends:
        return transcript
    lines = tuple(
        _timed(line, starts.get(row), ends.get(row), found)
        if row in starts or row in ends
        else line
        for row, line in enumerate(transcript.lines)
    )
    return replace(transcript, lines=lines)


def _timed(line: Line, start: int | None, end: int | None, found: Found) -> Line:
    if start is not None and end is not None and end < start:
        found("W-TIME-BACKWARDS", f"{start}–{end} ms")
        end = None
    return replace(line, start_ms=start, end_ms=end)


def points_of(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Yield position and ms for the start and the end of each line that has a time."""
    places = Places(transcript)
    for row, line in enumerate(transcript.lines):
        at = places.start_of(row)
        if line.start_ms is not None:
            yield at, line.start_ms
        if line.end_ms is not None and line.raw:
            yield at + len(line.raw), line.end_ms
