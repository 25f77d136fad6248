"""What an estimate says of itself: number, interval, how it came about, or why it did not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95% interval and everything needed to compute it again.

    Attributes
    ----------
    value
        ``None`` where it is undefined.
    low, high
        ``None`` where an interval would mislead; :attr:`refused` says why.
    method
        As it is printed beside the number: kind, resamples, blocks, seed. Empty if refused.
    n_blocks
        How many blocks were resampled; of a refused bootstrap how many there are; ``None`` for a
        formula.
    resamples, seed
        ``None`` for a formula.
    refused
        Why there is no interval; empty where there is one.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    method: str = ""
    n_blocks: int | None = None
    resamples: int | None = None
    seed: int | None = None
    refused: str = ""
