"""How far coders agree, on what, where not, and what that does to the results (science Part 4).

Finding instances (:mod:`~ca_tool.agreement.units`) and labelling them
(:mod:`~ca_tool.agreement.labelling`) are never merged into one number. numpy and scipy are
imported by the functions that need them.
"""

from __future__ import annotations

from ca_tool.agreement.adjudication import CODER as ADJUDICATED
from ca_tool.agreement.adjudication import Choice, decide, settled, take_agreed
from ca_tool.agreement.disagreements import Disagreement, Kind
from ca_tool.agreement.export import write_agreement
from ca_tool.agreement.intervals import Estimate, Resampling
from ca_tool.agreement.pairing import RULES
from ca_tool.agreement.reading import agree_in, coders_of
from ca_tool.agreement.study import Agreement, Wanted, agree

__all__ = [
    "ADJUDICATED",
    "RULES",
    "Agreement",
    "Choice",
    "Disagreement",
    "Estimate",
    "Kind",
    "Resampling",
    "Wanted",
    "agree",
    "agree_in",
    "coders_of",
    "decide",
    "settled",
    "take_agreed",
    "write_agreement",
]
