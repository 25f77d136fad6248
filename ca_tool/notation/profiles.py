"""Convention profiles: which sign means what (science N-00).

There is no single standard, so the same sign means different things in different projects. A file
is read under one profile. To add a profile: one entry in :data:`PROFILES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ca_tool.transcript import TokenKind as K

SOFT_SIGNS = "°º˚◦∘ᵒ\uf0b0"
"""Degree signs and their look-alikes in files (science §1.6); raw text keeps what was typed."""

BREATH_DOTS = ".·˙•∙"
"""Dots that make *hh* an in-breath."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a transcription project means by its signs. Compared by identity.

    Attributes
    ----------
    voices
        Sign → what the stretch between two of them is: a kind, and for
        :attr:`~ca_tool.transcript.TokenKind.VOICE` the quality.
    tentative
        Signs of ``voices`` that mean it only where they are paired.
    ups, downs
        Signs for a step up or down in pitch.
    contours
        Further signs for a final contour → the contour in Jefferson's signs.
    anchors
        Mondada's delimiters: one sign per participant.
    chat
        CHAT codes (``&=``, ``[...]``, ``xxx``, linkers, terminators) are read.
    """

    key: str
    label: str
    about: str
    voices: dict[str, tuple[K, str]] = field(default_factory=dict)
    tentative: str = ""
    ups: str = "↑⇑⇧\uf0ad"
    downs: str = "↓⇓⇩\uf0af"
    contours: dict[str, str] = field(default_factory=dict)
    anchors: str = ""
    chat: bool = False


_SMILE, _CREAK = (K.SMILE, ""), (K.CREAK, "")
_BASE = {"£": _SMILE, "€": _SMILE, "☺": _SMILE, "~": (K.TREMULOUS, ""), "♪": (K.VOICE, "singing")}
_LOOSE = _BASE | {
    "$": _SMILE,
    "#": _CREAK,
    "*": _CREAK,
    "@": (K.LAUGHING_VOICE, ""),
    "%": (K.VOICE, "unnamed"),
}
_CHAT = {
    "∆": (K.FAST, ""),
    "Δ": (K.FAST, ""),
    "∇": (K.SLOW, ""),
    "◉": (K.LOUD, ""),
    "⁎": _CREAK,
    "☺": _SMILE,
    "£": _SMILE,
    "∬": (K.VOICE, "whisper"),
    "♋": (K.VOICE, "breathy"),
    "∮": (K.VOICE, "singing"),
    "♪": (K.VOICE, "singing"),
    "Ϋ": (K.VOICE, "yawn"),
    "§": (K.VOICE, "precise"),
    "▔": (K.VOICE, "high pitch"),
    "▁": (K.VOICE, "low pitch"),
    "∾": (K.VOICE, "unsure"),
}

PROFILES: dict[str, Profile] = {
    profile.key: profile
    for profile in (
        Profile(
            "loose-CA",
            "Jefferson, as found in files",
            "Reads all common variants. A voice sign counts where it is paired.",
            _LOOSE,
            tentative="$#*@%~",
            ups="↑⇑⇧^\uf0ad",
        ),
        Profile(
            "jefferson-2004",
            "Jefferson 2004",
            "Creaky voice is *…*.",
            _BASE | {"*": _CREAK},
            tentative="~",
            ups="↑⇑⇧^\uf0ad",
        ),
        Profile(
            "hepburn-bolden",
            "Hepburn and Bolden",
            "Creaky voice is #…#, tremulous voice ~…~, smile voice £…£ or $…$.",
            _BASE | {"#": _CREAK, "$": _SMILE, "@": (K.LAUGHING_VOICE, "")},
            tentative="@$",
        ),
        Profile(
            "mondada",
            "Mondada, multimodal",
            "Signs such as * + % Δ tie tiers of action to the talk; tiers are never talk.",
            _BASE,
            tentative="~",
            anchors="*+%Δ∆#&@$¤•‡†",
        ),
        Profile(
            "chat-ca",
            "CHAT-CA",
            "TalkBank's CHAT with CA signs.",
            _CHAT,
            tentative="£§",
            contours={"⇗": "?", "↗": "¿", "→": "_", "↘": ";", "⇘": "."},
            chat=True,
        ),
    )
}
"""Key → profile. The first is the default."""

_DELIMITERS = frozenset("*+%Δ∆")
_CHAT_LINE = re.compile(r"^\*[A-Z0-9]{2,7}:[ \t]", re.MULTILINE)
_SAMPLE = 200_000


def suggest_profile(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of the profile that fits *text*, and the evidence in words.

    Only the first 200,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    if len(_CHAT_LINE.findall(sample)) >= 2:
        return "chat-ca", ("lines begin with *CODE: and a tab",)
    tiers = sum(_is_arrowed(line) for line in sample.split("\n"))
    if tiers >= 2:
        return "mondada", (f"{tiers} lines hold a delimiter and an arrow such as *-->",)
    return "loose-CA", ("no sign of a more particular convention",)


def _is_arrowed(line: str) -> bool:
    """Whether *line* reads as a tier of actions that go on: ``*points--->``."""
    before, arrow, _ = line.partition("-->")
    return bool(arrow) and ":" not in before and not _DELIMITERS.isdisjoint(line)
