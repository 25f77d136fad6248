"""Tags find their words again after the transcript was changed outside the program.

Lines are matched by the digest of their text, what is left by similarity; spans on a changed line
are mapped by character difference. What is uncertain is listed, never silently moved or dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import blake2b, sha256

from ca_tool.carrying import Change, change
from ca_tool.coding import Tag
from ca_tool.project import Moved
from ca_tool.transcript import Span, Transcript

ALIKE = 0.5
"""How similar (0 to 1, :meth:`difflib.SequenceMatcher.ratio`) a line must be to be the same one."""

LARGEST_BLOCK = 100
"""Lines of a changed block that are compared each with each; larger ones in step."""


def line_digest(raw: str) -> str:
    """Return 12 hexadecimal digits that stand for a line's text."""
    return blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def file_digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, hexadecimal."""
    return sha256(data).hexdigest()


def match_lines(
    old: Sequence[tuple[int, str]],
    texts: Sequence[str],
    known: Mapping[int, str],
    next_line: int,
) -> tuple[int, ...]:
    """Return an id for each line of a text that was changed outside.

    Parameters
    ----------
    old
        Ids and digests of the lines as they were.
    texts
        The lines as they are.
    known
        Text of old lines, by id, as far as it is known.
    next_line
        The first id for lines that are new.
    """
    digests = [line_digest(text) for text in texts]
    was = [digest for _, digest in old]
    ids: list[int] = [0] * len(texts)
    left: list[int] = []
    large = len(was) * len(digests) > LARGEST_BLOCK**4
    for name, i1, i2, j1, j2 in SequenceMatcher(None, was, digests, autojunk=large).get_opcodes():
        if name == "equal":
            ids[j1:j2] = [line_id for line_id, _ in old[i1:i2]]
        else:
            pairs = _alike([line_id for line_id, _ in old[i1:i2]], texts[j1:j2], known)
            for line_id, at in pairs.items():
                ids[j1 + at] = line_id
            left += [i for i in range(i1, i2) if old[i][0] not in pairs]
    _match_moved([old[i] for i in left], digests, ids)
    fresh = iter(range(next_line, next_line + len(ids)))
    return tuple(line_id or next(fresh) for line_id in ids)


def reanchor(
    tags: Iterable[Tag], lines: Mapping[int, str], transcript: Transcript
) -> tuple[dict[str, Tag], tuple[Moved, ...]]:
    """Return tags with their spans in *transcript*, and those whose place is uncertain.

    Parameters
    ----------
    lines
        The text of the tagged lines, by id, at the time when the spans were right.

    Returns
    -------
    tuple
        Tags by id, the best guesses for uncertain ones among them; and the uncertain ones.
    """
    changes: dict[int, Change] = {}
    placed: dict[str, Tag] = {}
    moved: list[Moved] = []
    same = _unchanged(lines, transcript)
    for tag in tags:
        if all(
            same.get(s.line, -1) >= s.start and same.get(s.end_line, -1) >= s.end for s in tag.spans
        ):
            placed[tag.id] = tag
            continue
        spans, why = _spans_now(tag, lines, transcript, changes)
        now = replace(tag, spans=spans) if spans else None
        if now:
            placed[tag.id] = now
        if why:
            old = {edge for span in tag.spans for edge in (span.line, span.end_line)}
            kept = tuple((line, lines[line]) for line in sorted(old) if line in lines)
            moved.append(Moved(tag, kept, now, why))
    return placed, tuple(moved)


def _unchanged(lines: Mapping[int, str], transcript: Transcript) -> dict[int, int]:
    """Return the length of each line that is as it was, by id."""
    now = {line.id: line.raw for line in transcript.lines}
    return {line: len(raw) for line, raw in lines.items() if now.get(line) == raw}


def _spans_now(
    tag: Tag, lines: Mapping[int, str], transcript: Transcript, changes: dict[int, Change]
) -> tuple[tuple[Span, ...], str]:
    """Return where the spans of *tag* are now, and what is uncertain about it."""
    spans: list[Span] = []
    reasons: list[str] = []
    for span in tag.spans:
        if not {span.line, span.end_line} <= transcript.row.keys():
            reasons.append("its line is gone")
            continue
        for line in {span.line, span.end_line} - changes.keys():
            raw = transcript.line(line).raw
            changes[line] = change(lines.get(line, raw), raw)
        now, certain = _carried(span, changes[span.line], changes[span.end_line])
        if now.line == now.end_line and now.start >= now.end and span.start < span.end:
            reasons.append("its words are gone")
            continue
        spans.append(now)
        if not certain:
            reasons.append("its words were changed")
    return tuple(spans), "; ".join(dict.fromkeys(reasons))


def _carried(span: Span, first: Change, last: Change) -> tuple[Span, bool]:
    if span.line == span.end_line:
        if first.old == first.new:
            inside = span.end <= len(first.new)
            return span, inside
        now = first.carry(span.start, span.end)
        return Span(span.line, now.start, span.end_line, now.end), now.certain
    start = first.carry(span.start, max(span.start, len(first.old)))
    end = last.carry(0, span.end)
    return Span(span.line, start.start, span.end_line, end.end), start.certain and end.certain


def _alike(ids: Sequence[int], texts: Sequence[str], known: Mapping[int, str]) -> dict[int, int]:
    """Return id → index in *texts* for a changed block, in order, best total similarity."""
    if len(ids) == len(texts) and (len(ids) > LARGEST_BLOCK or not known.keys() & set(ids)):
        return {line_id: at for at, line_id in enumerate(ids)}
    if max(len(ids), len(texts)) > LARGEST_BLOCK:
        ids, texts = ids[:LARGEST_BLOCK], texts[:LARGEST_BLOCK]
    best: list[list[tuple[float, dict[int, int]]]] = [[(0.0, {})] * (len(texts) + 1)]
    for line_id in ids:
        row = [best[-1][0]]
        for at, text in enumerate(texts):
            score = _likeness(known.get(line_id), text)
            before = best[-1][at]
            options = [best[-1][at + 1], row[at]]
            if score >= ALIKE:
                options.append((before[0] + score, {**before[1], line_id: at}))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return best[-1][-1][1]


def _likeness(old: str | None, new: str) -> float:
    """Return how alike two lines are; one whose old text is not known is like none."""
    if not old or not new.strip():
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _match_moved(left: Sequence[tuple[int, str]], digests: Sequence[str], ids: list[int]) -> None:
    """Let a line that was cut and pasted elsewhere keep its id, if it is the only one like it."""
    free = {at for at, line_id in enumerate(ids) if not line_id}
    there = Counter(digests[at] for at in free)
    gone = Counter(digest for _, digest in left)
    place = {digests[at]: at for at in free}
    for line_id, digest in left:
        if there[digest] == gone[digest] == 1:
            ids[place[digest]] = line_id
