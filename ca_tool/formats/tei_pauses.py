"""TEI's pauses as Jefferson writes them: by length, else by type, else as a description."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from lxml import etree

PAUSES = {
    "micro": "(.)", "very short": "(.)", "short": "(-)", "medium": "(--)", "long": "(---)",
}  # fmt: skip
"""``pause/@type`` where there is no length, as GAT 2 grades them."""

_DURATION = re.compile(
    r"PT?(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?\Z", re.IGNORECASE
)
_SECONDS = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(ms|s|sec|seconds?)?\Z", re.IGNORECASE)


def pause_sign(element: etree._Element) -> str:
    """Return ``(0.6)`` for a length, ``(.)`` or GAT's signs for a type, else a description."""
    seconds = seconds_in(element.get("dur"))
    if seconds:
        return f"({seconds})"
    kind = (element.get("type") or "").strip().lower()
    if kind in PAUSES:
        return PAUSES[kind]
    rend = (element.get("rend") or "").strip()
    if rend:
        return rend if rend.startswith("(") else f"({rend})"
    return f"(({kind} pause))" if kind else "((pause))"


def seconds_in(value: str | None) -> str:
    """Return a length as seconds with at least one decimal; empty if it is none.

    >>> seconds_in("PT0.6S"), seconds_in("PT1M2.50S"), seconds_in("400 ms"), seconds_in("NaN")
    ('0.6', '62.5', '0.4', '')
    """
    text = (value or "").strip()
    if not text or len(text) > 40:
        return ""
    found = _DURATION.match(text)
    try:
        if found is not None and any(found.groups()):
            parts = [Decimal((part or "0").replace(",", ".")) for part in found.groups()]
            hours, minutes, rest = parts
            total = hours * 3600 + minutes * 60 + rest
        elif plain := _SECONDS.match(text):
            total = Decimal(plain[1].replace(",", "."))
            total = total / 1000 if (plain[2] or "").lower() == "ms" else total
        else:
            return ""
    except InvalidOperation:
        return ""
    return f"{total.normalize():f}" if total != total.to_integral() else f"{total:.1f}"
