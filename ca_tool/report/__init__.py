"""A report anybody can open: one HTML file that needs nothing else, the table and the figures.

Every number stands with its counts, its interval, its definition and the very lines of one of its
cases. There are participants' codes in it and no names, no notes and no paths.
"""

from __future__ import annotations

from ca_tool.report.writing import write_report

__all__ = ["write_report"]
