"""How sure a number is: intervals, tests over sessions, effect sizes (science §3.5).

Every result is a frozen value that carries its method, seed and number of blocks, or the reason
why there is none. numpy and scipy are imported by the functions that need them.
"""

from __future__ import annotations

from ca_tool.uncertainty.bootstrap import (
    block_bootstrap,
    block_bootstraps,
    bootstrap,
    two_level_bootstrap,
)
from ca_tool.uncertainty.effects import cliffs_delta, log_ratio, odds_ratio, risk_difference
from ca_tool.uncertainty.medians import median_bootstrap
from ca_tool.uncertainty.permutation import (
    Permutation,
    beforehand,
    permute_pairs,
    permute_sessions,
    smallest_p,
    smallest_p_of_pairs,
)
from ca_tool.uncertainty.proportions import clopper_pearson, newcombe, wilson
from ca_tool.uncertainty.survival import Survival, km_median
from ca_tool.uncertainty.values import Estimate

__all__ = [
    "Estimate",
    "Permutation",
    "Survival",
    "beforehand",
    "block_bootstrap",
    "block_bootstraps",
    "bootstrap",
    "cliffs_delta",
    "clopper_pearson",
    "km_median",
    "log_ratio",
    "median_bootstrap",
    "newcombe",
    "odds_ratio",
    "permute_pairs",
    "permute_sessions",
    "risk_difference",
    "smallest_p",
    "smallest_p_of_pairs",
    "two_level_bootstrap",
    "wilson",
]
