"""How long until something happens, where the wait is sometimes cut short (Kaplan–Meier).

A plain formula, as those for proportions: it stands among the measures, and importing
``scipy.stats`` would hold the window up for a second. The tests hold it equal to
``scipy.stats.ecdf`` and to statsmodels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KAPLAN_MEIER = "Kaplan–Meier"
_HALF = 0.5 + 1e-12
"""A half, with room for the rounding of a product of fractions."""


@dataclass(frozen=True, slots=True)
class Survival:
    """A product-limit curve, a step down at each time something happened.

    Attributes
    ----------
    times, surviving
        In step: at each time, the share (0 to 1) that is still waiting just after it.
    at_risk
        How many were waiting just before each time.
    median
        The first time at which no more than half are still waiting; ``None`` if it never comes
        to that.
    events, censored
        How many ended with the event, and how many were cut short.
    """

    times: tuple[float, ...]
    surviving: tuple[float, ...]
    at_risk: tuple[int, ...]
    median: float | None
    events: int
    censored: int

    @property
    def method(self) -> str:
        """As it is printed beside the number."""
        return f"{KAPLAN_MEIER}, {_counted(self.events, 'event')}, {self.censored} censored"


def km_median(events: Iterable[float], censored: Iterable[float] = ()) -> Survival:
    """Return the Kaplan–Meier curve of waits and its median.

    Parameters
    ----------
    events
        Waits that ended with the event, 0 upwards.
    censored
        Waits that were cut short: the event had not come by then. One as long as an event counts
        as still waiting at that event.

    References
    ----------
    Kaplan, E. & Meier, P. (1958) Journal of the American Statistical Association 53: 457–481.

    Examples
    --------
    >>> km_median([1.8], [0.6, 0.1]).median
    1.8
    >>> km_median([1.0], [2.0, 3.0]).median is None
    True
    """
    happened, cut = sorted(events), sorted(censored)
    times = tuple(dict.fromkeys(happened))
    surviving, at_risk, left = [], [], 1.0
    for time in times:
        waiting = sum(t >= time for t in happened) + sum(t >= time for t in cut)
        left *= 1 - happened.count(time) / waiting
        surviving.append(left)
        at_risk.append(waiting)
    median = next((t for t, s in zip(times, surviving, strict=True) if s <= _HALF), None)
    return Survival(times, tuple(surviving), tuple(at_risk), median, len(happened), len(cut))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
