"""Where the caret goes when a key is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ca_tool.transcript import Line
from widgets.transcript.cells import columns, offset_at, talk_start
from widgets.transcript.selection import Spot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def moved(lines: Sequence[Line], spot: Spot, event: QKeyEvent, page: int) -> Spot | None:
    """Return where *event* takes the caret from *spot*; ``None`` if it is no key for that."""
    key, modifiers = event.key(), event.modifiers()
    if not lines or modifiers & ALT:
        return None
    control = bool(modifiers & CONTROL)
    steps = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -page, Key.Key_PageDown: page}
    if key in steps and not control:
        return _vertically(lines, spot, steps[Key(key)])
    match key:
        case Key.Key_Left:
            return _left(lines, spot, word=control)
        case Key.Key_Right:
            return _right(lines, spot, word=control)
        case Key.Key_Home:
            row = 0 if control else spot.row
            return Spot(row, talk_start(lines[row]))
        case Key.Key_End:
            row = len(lines) - 1 if control else spot.row
            return Spot(row, lines[row].body_end)
    return None


def _vertically(lines: Sequence[Line], spot: Spot, step: int) -> Spot:
    row = min(max(spot.row + step, 0), len(lines) - 1)
    column = columns(lines[spot.row].raw)[min(spot.offset, len(lines[spot.row].raw))]
    offset = offset_at(lines[row].raw, column)
    return Spot(row, min(max(offset, talk_start(lines[row])), lines[row].body_end))


def _left(lines: Sequence[Line], spot: Spot, *, word: bool) -> Spot:
    row, offset = spot
    start = talk_start(lines[row])
    if offset <= start:
        return Spot(row - 1, lines[row - 1].body_end) if row else Spot(row, start)
    offset -= 1
    raw = lines[row].raw
    while word and offset > start and not (raw[offset - 1].isspace() and not raw[offset].isspace()):
        offset -= 1
    return Spot(row, offset)


def _right(lines: Sequence[Line], spot: Spot, *, word: bool) -> Spot:
    row, offset = spot
    end = lines[row].body_end
    if offset >= end:
        following = row + 1
        return Spot(following, talk_start(lines[following])) if following < len(lines) else spot
    offset += 1
    raw = lines[row].raw
    while word and offset < end and not (raw[offset - 1].isspace() and not raw[offset].isspace()):
        offset += 1
    return Spot(row, offset)
