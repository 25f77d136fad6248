"""What the coefficients are called and what they mean, in plain words."""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """A coefficient's name and what it says, in one sentence."""

    name: str
    meaning: str


COEFFICIENTS: dict[str, Named] = {
    "f1": Named(
        "F1",
        "Of all instances either coder marked, how many both did; each missed one counts half.",
    ),
    "observed": Named("Same", "The share of units of which both coders said the same."),
    "kappa": Named("Cohen’s κ", "Agreement beyond what each coder’s own habits give by chance."),
    "weighted_kappa": Named(
        "Weighted κ", "κ in which neighbouring values count as nearly the same."
    ),
    "alpha": Named(
        "Krippendorff’s α",
        "Agreement beyond chance, chance taken from what both coders used together.",
    ),
    "pabak": Named("PABAK", "Agreement beyond even odds: what κ would be, were no value rare."),
    "ac1": Named("Gwet’s AC1", "Agreement beyond chance, in a way that holds up with rare values."),
}

CONVENTION = (
    "Krippendorff’s convention: α of .80 and more may be relied on, from .667 it allows tentative "
    "conclusions. It is a convention, not evidence; read it with the matrix and the counts."
)

RELIABLE, TENTATIVE = 0.8, 0.667

TOGETHER = (
    "All coefficients are shown together because each can mislead alone: where one value is rare, "
    "κ and α are low and PABAK and AC1 high for the same coding. Report them together with the "
    "matrix."
)
APART = (
    "Finding instances and labelling them are two questions and are never one number: coders who "
    "find only the easy instances agree very well about them."
)
RESULTS = (
    "What readers use is the number itself: here it is by each coder’s tags. It is never averaged."
)


def standing(alpha: float | None) -> str:
    """Return what convention says of an α, with its caution; empty where there is none."""
    if alpha is None:
        return ""
    if alpha >= RELIABLE:
        return "by convention reliable"
    return "by convention tentative only" if alpha >= TENTATIVE else "by convention not reliable"


def shown(value: float | None, digits: int = 2) -> str:
    """Return a coefficient as it is printed: no zero before the point, a true minus sign.

    Examples
    --------
    >>> shown(0.6809), shown(-0.5), shown(1.0), shown(None)
    ('.68', '−.50', '1.00', '–')
    """
    if value is None:
        return "–"
    text = f"{abs(value):.{digits}f}"
    text = text[1:] if text.startswith("0.") else text
    return f"−{text}" if round(value, digits) < 0 else text
