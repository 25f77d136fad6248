"""Keeping the collection of garbage short while hundreds of sessions are at hand."""

from __future__ import annotations

import gc
from functools import cache


@cache
def leave_alone(what: str) -> None:
    """Let garbage be looked for only among what is made from now on; once for each *what*.

    Modules, classes and the window stay for good, and looking at all of them again and again
    stops the window for a tenth of a second. What is no longer used is freed as always; only
    circles of objects that are there now would stay.
    """
    del what
    gc.freeze()
