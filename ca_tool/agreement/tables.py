"""The agreement as tables of words: the same on screen, in files and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ca_tool.agreement.adjudication import Choice, settled
from ca_tool.agreement.carried import Carried
from ca_tool.agreement.crossing import Crossed
from ca_tool.agreement.disagreements import Disagreement
from ca_tool.agreement.intervals import Estimate
from ca_tool.agreement.pairing import RULES
from ca_tool.agreement.study import EVERYTHING, Agreement
from ca_tool.agreement.words import COEFFICIENTS, shown, standing
from ca_tool.coding import LINK_KINDS
from ca_tool.measures import MEASURES
from ca_tool.measures import shown as measured

SPANS = (
    "γ says how alike two coders’ stretches are, in place and code together: 1 is identical, 0 is "
    "chance, below 0 less alike than chance. The range is how far another seed may move it; it "
    "says nothing of other talk. γ-cat looks at the code of aligned stretches only."
)


class Line(NamedTuple):
    """A row of a table: its cells, and what they are about."""

    cells: tuple[str, ...]
    value: object = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading, in the order it is shown.

    ``words`` is the column that takes the room that is left.
    """

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    words: int = 0


def code_label(found: Agreement, code: str) -> str:
    """Return the name of a code as the codebook has it."""
    known = found.codebook.by_name.get(code)
    return known.label if known else code.replace("_", " ")


def estimate(one: Estimate) -> str:
    """Return a coefficient with its interval, counts apart: ``.68 (.35 to 1.00)``."""
    if one.value is None:
        return "–"
    if one.low is None or one.high is None:
        return shown(one.value)
    return f"{shown(one.value)} ({shown(one.low)} to {shown(one.high)})"


def identification(found: Agreement) -> Table:
    """Return how far the same instances were found, code by code."""
    first, second = found.wanted.first, found.wanted.second
    heads = (
        "Code",
        "Both",
        f"Only {first}",
        f"Only {second}",
        "Precision",
        "Recall",
        "F1 (95% interval)",
        "α over turns",
        "κ over turns",
        "PABAK",
        "AC1",
        "Turns",
        "Token-level α",
    )
    return Table(
        "Identification",
        heads,
        tuple(
            Line(
                (
                    code_label(found, one.code),
                    str(one.both),
                    str(one.only_first),
                    str(one.only_second),
                    shown(one.precision),
                    shown(one.recall),
                    estimate(one.f1),
                    *(estimate(one.turns.estimate(key)) for key in ("alpha", "kappa")),
                    *(shown(one.turns.estimate(key).value) for key in ("pabak", "ac1")),
                    str(one.turns.n),
                    estimate(one.words.estimate("alpha")),
                ),
                one,
            )
            for one in found.detections
        ),
    )


def labels(found: Agreement) -> Table:
    """Return how far instances were labelled alike, attribute by attribute."""
    named = ("n", "Same", "κ (95% interval)", "α", "PABAK", "AC1", "Missing because")
    heads = ("Code", "What is said of it", *named)
    lines = []
    for one in found.labellings:
        crossed = one.crossed
        alpha = estimate(crossed.estimate("alpha"))
        if crossed.scale == "ordinal" and crossed.estimate("alpha").value is not None:
            alpha += " ordinal"
        cells = (
            code_label(found, one.variable.code),
            one.variable.label,
            str(crossed.n),
            shown(crossed.estimate("observed").value),
            estimate(crossed.estimate("kappa")),
            alpha,
            *(shown(crossed.estimate(key).value) for key in ("pabak", "ac1")),
            crossed.estimate("kappa").why,
        )
        lines.append(Line(cells, one))
    return Table("Labels", heads, tuple(lines), len(heads) - 1)


def links(found: Agreement) -> Table:
    """Return how far the same links were drawn."""
    first, second = found.wanted.first, found.wanted.second
    heads = (
        "Link",
        "Both",
        f"Only {first}",
        f"Only {second}",
        "F1, same target (95% interval)",
        "Same target where both linked",
    )
    return Table(
        "Links",
        heads,
        tuple(
            Line(
                (
                    LINK_KINDS.get(one.kind, one.kind),
                    str(one.both),
                    str(one.only_first),
                    str(one.only_second),
                    estimate(one.f1),
                    _portion(one.same, one.linked, one.low, one.high),
                ),
                one,
            )
            for one in found.links
        ),
    )


def _portion(k: int, n: int, low: float | None, high: float | None) -> str:
    if not n:
        return "–"
    if low is None or high is None or n < 5:
        return f"{k} of {n}"
    return f"{k} of {n} ({k / n:.0%}, {low * 100:.0f}–{high:.0%})"


def spans(found: Agreement) -> Table:
    """Return γ of all codes together and of each alone."""
    first, second = found.wanted.first, found.wanted.second
    heads = (
        "Code",
        first,
        second,
        "Aligned",
        "γ",
        "Range by seed",
        "γ-cat",
        "Disorder",
        "By chance",
        "Missing because",
    )
    lines = []
    for code, one in found.gammas:
        ranged = "–" if one.low is None else f"{shown(one.low, 3)} to {shown(one.high, 3)}"
        disorders = ("–" if d is None else f"{d:.4f}" for d in (one.observed, one.expected))
        name = "All codes together" if code == EVERYTHING else code_label(found, code)
        cells = (
            name,
            str(one.first),
            str(one.second),
            str(one.pairs),
            shown(one.value, 3),
            ranged,
            shown(one.by_category),
            *disorders,
            one.why,
        )
        lines.append(Line(cells, one))
    return Table("Spans", heads, tuple(lines), len(heads) - 1)


def results(found: Agreement) -> Table:
    """Return each number by each coder's tags and how far it moves, what moves most first.

    Numbers that no coding gives are left out.
    """
    heads = ("Session", "Number", "Who", "Range", *found.layers)
    lines = []
    for one in sorted(found.carried, key=_moved):
        if not one.values:
            continue
        measure = MEASURES[one.measure]
        what = measure.variant_label(one.variant)
        who = " → ".join(part for part in (one.participant, one.other) if part)
        cells = (
            one.session,
            f"{measure.plain} ({one.measure}): {what}"
            if what
            else f"{measure.plain} ({one.measure})",
            who,
            _range(one.range, next((row.unit for row in one.rows if row is not None), "")),
            *("–" if row is None else measured(row) for row in one.rows),
        )
        lines.append(Line(cells, one))
    return Table("Results side by side", heads, tuple(lines), 1)


def _moved(one: Carried) -> tuple[int, float]:
    """Sort numbers by how far they move, in relation to their size; alike ones keep their order."""
    if one.range is None:
        return (0 if one.values else 2), 0.0
    largest = max(map(abs, one.values))
    return 1, -(one.range / largest if largest else 0.0)


def _range(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit in ("share", "proportion"):
        return f"{value * 100:.0f} points"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def differences(found: Agreement) -> Table:
    """Return every disagreement with its line, and what was decided."""
    first, second = found.wanted.first, found.wanted.second
    heads = ("Session", "Line", "Code", "Difference", first, second, "Agreed", "What was said")
    return Table(
        "Disagreements",
        heads,
        tuple(_difference(found, one) for one in found.disagreements),
        7,
    )


def _difference(found: Agreement, one: Disagreement) -> Line:
    double = found.sessions[one.session]
    transcript = double.session.transcript
    line = transcript.line(one.spans[0].line)
    words = " … ".join(" ".join(transcript.quote(span).split()) for span in one.spans)
    cells = (
        one.session,
        line.number or str(transcript.row[line.id] + 1),
        code_label(found, one.code),
        f"{one.kind}: {one.label}" if one.label else one.kind.value,
        *one.says,
        decision(found, settled(double, one)),
        words,
    )
    return Line(cells, one)


def decision(found: Agreement, choice: Choice | None) -> str:
    """Return a decision in words: whose version was taken."""
    if choice is None:
        return "open"
    return {
        Choice.FIRST: f"{found.wanted.first}’s",
        Choice.SECOND: f"{found.wanted.second}’s",
        Choice.NEITHER: "neither",
    }[choice]


def matrix(
    crossed: Crossed, first: str, second: str, labels: Mapping[str, str], title: str
) -> Table:
    """Return a confusion matrix: the first coder in rows, the second in columns.

    Values nobody used are left out; the coefficients count them.
    """
    size = range(len(crossed.categories))
    counts = crossed.counts
    held = [at for at in size if sum(counts[at]) + sum(row[at] for row in counts)]
    names = [labels.get(crossed.categories[at], crossed.categories[at]) for at in held]
    heads = (f"{first} ↓  {second} →", *names, "Together", "F1")
    lines = [
        Line(
            (
                name,
                *(str(counts[at][to]) for to in held),
                str(sum(counts[at])),
                shown(crossed.f1[at]),
            )
        )
        for at, name in zip(held, names, strict=True)
    ]
    sums = (str(sum(row[to] for row in counts)) for to in held)
    lines.append(Line(("Together", *sums, str(crossed.n), "")))
    return Table(title, heads, tuple(lines))


def value_labels(found: Agreement, code: str, attribute: str) -> dict[str, str]:
    """Return the names of an attribute's values as the codebook has them."""
    known = found.codebook.by_name.get(code)
    wanted = known.attribute(attribute) if known else None
    return {value.name: value.label for value in wanted.values} if wanted else {}


def coefficients(estimates: Iterable[Estimate]) -> Table:
    """Return every coefficient of one matrix together, with what each says."""
    lines = []
    for one in estimates:
        named = COEFFICIENTS[one.key]
        caution = standing(one.value) if one.key == "alpha" else ""
        note = one.why or "; ".join(part for part in (caution, named.meaning) if part)
        cells = (named.name, estimate(one), str(one.n), str(one.blocks), note, one.method)
        lines.append(Line(cells, one))
    heads = ("Coefficient", "Value (95% interval)", "n", "Blocks", "What it says", "Interval")
    return Table("All coefficients", heads, tuple(lines), 4)


def how_it_was_done(found: Agreement) -> tuple[str, ...]:
    """Return the sentences a methods section needs: who, what, rule, blocks, seeds, parameters."""
    wanted = found.wanted
    sessions = ", ".join(found.sessions) or "none"
    said = [
        f"Coders: {wanted.first} and {wanted.second}. Codebook version {found.codebook.version}. "
        f"Sessions both coded: {sessions}. Counting policy {wanted.policy}.",
        f"Two tags of a code are the same instance where {RULES[wanted.rule]}; they are paired "
        "one to one by the greatest total overlap.",
        f"Precision and recall take {wanted.first} as the reference; F1 takes neither.",
        f"Intervals: {wanted.how.resamples:,} draws of whole blocks, seed {wanted.how.seed}; "
        f"blocks are {found.blocks}. Fewer than 10 blocks are not resampled.",
        f"γ: {wanted.spans}; unit of length: a character of the talk.",
    ]
    said += left_out_words(found)
    return tuple(said)


def left_out_words(found: Agreement, most: int = 1_000) -> list[str]:
    """Return a sentence for each reason for which sessions were left out, naming up to *most*."""
    by_reason: dict[str, list[str]] = {}
    for session, why in found.left_out:
        by_reason.setdefault(why, []).append(session)
    said = []
    for why, sessions in by_reason.items():
        more = f" and {len(sessions) - most:,} more" if len(sessions) > most else ""
        said.append(f"Left out, {why}: {', '.join(sessions[:most])}{more}.")
    return said
