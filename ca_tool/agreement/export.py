"""The agreement in files: CSV for further work, and an appendix as HTML and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from ca_tool.agreement import tables
from ca_tool.agreement.intervals import Estimate
from ca_tool.agreement.study import EVERYTHING, Agreement
from ca_tool.agreement.tables import Table
from ca_tool.agreement.words import APART, CONVENTION, RESULTS, TOGETHER
from ca_tool.measures.table_csv import safe

TITLE = "Agreement between coders"


class Part(NamedTuple):
    """A section of the appendix: what it means, then its tables."""

    title: str
    words: tuple[str, ...]
    tables: tuple[Table, ...]


def write_agreement(found: Agreement, out: Path) -> list[Path]:
    """Write ``agreement.html``, ``agreement.md`` and the tables as CSV into the folder *out*.

    Raises
    ------
    OSError
        If *out* cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    parts = appendix(found)
    texts = {"agreement.html": html(parts), "agreement.md": markdown(parts)}
    sheets = {
        "coefficients.csv": tuple(_records(found)),
        "matrices.csv": tuple(_cells(found)),
        "results.csv": _sheet(tables.results(found)),
        "disagreements.csv": _sheet(tables.differences(found)),
    }
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    for name, rows in sheets.items():  # Excel takes UTF-8 for what it is only with a mark
        (out / name).write_text(_csv(rows), encoding="utf-8-sig", newline="")
    return [out / name for name in (*texts, *sheets)]


def appendix(found: Agreement) -> tuple[Part, ...]:
    """Return the agreement as sections, in the order a paper reports it."""
    wanted = found.wanted
    crossings = tuple(
        tables.matrix(
            one.crossed,
            wanted.first,
            wanted.second,
            tables.value_labels(found, one.variable.code, one.variable.name),
            f"{tables.code_label(found, one.variable.code)}: {one.variable.label}",
        )
        for one in found.labellings
    )
    turns = tuple(
        tables.matrix(
            one.turns,
            wanted.first,
            wanted.second,
            {},
            f"{tables.code_label(found, one.code)}: begins in the turn",
        )
        for one in found.detections
    )
    return (
        Part("How it was done", tables.how_it_was_done(found), ()),
        Part("Identification", (APART, CONVENTION), (tables.identification(found), *turns)),
        Part("Labels", (TOGETHER, CONVENTION), (tables.labels(found), *crossings)),
        Part("Links", (), (tables.links(found),)),
        Part("Spans", (tables.SPANS,), (tables.spans(found),)),
        Part("Results side by side", (RESULTS,), (tables.results(found),)),
        Part("Disagreements", (), (tables.differences(found),)),
    )


def markdown(parts: Sequence[Part]) -> str:
    """Return the appendix as Markdown; signs that Markdown reads are escaped."""
    said = [f"# {TITLE}"]
    for part in parts:
        said += [f"## {part.title}", *(_plain(words) for words in part.words)]
        for table in part.tables:
            if table.title != part.title:
                said.append(f"### {_plain(table.title)}")
            rows = [tuple(map(_plain, row)) for row in (table.heads, *_texts(table))]
            rows.insert(1, ("---",) * len(table.heads))
            said.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(said) + "\n"


def _texts(table: Table) -> Iterator[tuple[str, ...]]:
    return (line.cells for line in table.lines)


def _plain(text: str) -> str:
    for sign in "\\`*_{}[]<>|#~":
        text = text.replace(sign, f"\\{sign}")
    return text


def html(parts: Sequence[Part]) -> str:
    """Return the appendix as one HTML page that needs nothing else."""
    body = []
    for part in parts:
        body.append(f"<h2>{escape(part.title)}</h2>")
        body += [f"<p>{escape(words)}</p>" for words in part.words]
        body += [_html_table(table) for table in part.tables]
    return PAGE.format(title=escape(TITLE), body="\n".join(body))


def _html_table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(line.cells[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in line.cells[1:])
        + "</tr>\n"
        for line in table.lines
    )
    name = escape(table.title, quote=True)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<caption>{name}</caption><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>"
        "</table></div>"
    )


PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }}
.wide {{ overflow-x: auto; margin: 1rem 0 2rem; }}
table {{ border-collapse: collapse; }}
caption {{ text-align: left; font-weight: 600; padding: .3rem 0; }}
th, td {{ text-align: left; vertical-align: top; padding: .25rem .7rem;
  border-bottom: 1px solid #ccc; font-variant-numeric: tabular-nums; }}
thead th {{ border-bottom: 2px solid #333; }}
tbody th {{ font-weight: 400; }}
@media (prefers-color-scheme: dark) {{
  body {{ color: #eee; background: #1a1a1a; }}
  thead th {{ border-bottom-color: #ccc; }} th, td {{ border-bottom-color: #555; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""

RECORD = (
    "part",
    "code",
    "what",
    "coefficient",
    "value",
    "low",
    "high",
    "n",
    "blocks",
    "interval",
    "missing_because",
)


def _records(found: Agreement) -> Iterator[tuple[object, ...]]:
    """Yield every coefficient as one record of :data:`RECORD`, the heads first."""
    yield RECORD
    for one in found.detections:
        yield _record("identification", one.code, "instances", one.f1)
        for what, crossed in (
            ("turns", one.turns),
            ("words", one.words),
            ("characters", one.characters),
        ):
            for each in crossed.estimates:
                yield _record("identification", one.code, what, each)
    for label in found.labellings:
        for each in label.crossed.estimates:
            yield _record("labels", label.variable.code, label.variable.name, each)
    for link in found.links:
        yield _record("links", "", link.kind, link.f1)
    for code, gamma in found.gammas:
        name = "all" if code == EVERYTHING else code
        n = gamma.first + gamma.second
        yield (
            *("spans", name, "stretches", "gamma", gamma.value, gamma.low, gamma.high, n, ""),
            f"range by seed; {gamma.settings}",
            gamma.why,
        )


def _record(part: str, code: str, what: str, one: Estimate) -> tuple[object, ...]:
    return (
        *(part, code, what, one.key, one.value, one.low, one.high, one.n, one.blocks),
        one.method,
        one.why,
    )


def _cells(found: Agreement) -> Iterator[tuple[object, ...]]:
    """Yield every cell of every confusion matrix, the heads first."""
    yield "part", "code", "what", found.wanted.first, found.wanted.second, "count"
    crossings = [("identification", one.code, "turns", one.turns) for one in found.detections]
    crossings += [
        ("labels", one.variable.code, one.variable.name, one.crossed) for one in found.labellings
    ]
    for part, code, what, crossed in crossings:
        for first, row in zip(crossed.categories, crossed.counts, strict=True):
            for second, count in zip(crossed.categories, row, strict=True):
                yield part, code, what, first, second, count


def _sheet(table: Table) -> tuple[tuple[object, ...], ...]:
    return table.heads, *_texts(table)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()
