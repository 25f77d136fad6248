"""The agreement of a project's two coders in a few sentences, for a methods paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ca_tool.agreement.pairing import RULES
from ca_tool.agreement.reading import agree_in, coders_of
from ca_tool.agreement.study import Agreement, Wanted
from ca_tool.agreement.tables import code_label, estimate
from ca_tool.storage import MissingFileError, open_project

ENOUGH = 10
"""Instances from which a label's coefficient is quoted; fewer are in the tables only."""


def the_two(path: Path) -> tuple[str, str] | None:
    """Return the coders of the project at *path* if it has two, neither of them coding blind."""
    try:
        with open_project(path, "", read_only=True) as folder:
            names, blind = coders_of(folder), folder.project.blind
    except MissingFileError:
        return None
    if len(names) != 2 or any(name in blind for name in names):
        return None
    return names[0], names[1]


def agreement_of(path: Path, policy: str = "CP-1", seed: int = 1) -> tuple[str, ...]:
    """Return the sentences for the project at *path*; none unless it has two coders."""
    names = the_two(path)
    if names is None:
        return ()
    wanted = Wanted(*names, policy=policy)
    wanted = wanted._replace(how=wanted.how._replace(seed=seed))
    return summary(agree_in(path, wanted))


def summary(found: Agreement) -> tuple[str, ...]:
    """Return who coded what in common, and how far they agree on each code and each label."""
    if not found.doubles:
        return ("No session was coded by both, so that nothing is known of their agreement.",)
    return tuple(_sentences(found))


def _sentences(found: Agreement) -> Iterator[str]:
    wanted = found.wanted
    sessions = len(found.doubles)
    yield (
        f"{wanted.first} and {wanted.second} both coded {sessions} "
        f"session{'s' * (sessions != 1)}; two tags are the same instance where "
        f"{RULES[wanted.rule]}."
    )
    finding = "; ".join(
        f"{code_label(found, one.code)} {estimate(one.f1)}" for one in found.detections
    )
    yield f"Finding instances, F1 by code (95% interval): {finding}."
    labels = "; ".join(
        f"{code_label(found, one.variable.code)}, {one.variable.label} "
        f"{estimate(one.crossed.estimate('alpha'))}, n = {one.crossed.n}"
        for one in found.labellings
        if one.crossed.n >= ENOUGH and one.crossed.estimate("alpha").value is not None
    )
    if labels:
        yield f"Labelling the instances both found, Krippendorff’s α (95% interval): {labels}."
    yield (
        f"Intervals of agreement: {wanted.how.resamples:,} draws of whole blocks "
        f"({found.blocks}), seed {wanted.how.seed}."
    )
