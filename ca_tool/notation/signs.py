"""What each sign of the notation is inside a chunk (science §1.2 and §1.4).

One function per family of signs, registered under the characters it begins with. Ids in
docstrings are the rules it follows.
"""

from __future__ import annotations

import re
import unicodedata

from ca_tool.notation import brackets
from ca_tool.notation.chunk import (
    EDGE,
    MONEY,
    OVERLAP,
    RIGHT_WORD,
    SPAN,
    UNDERLINE,
    Scan,
    after_letter,
    handles,
    run_end,
    scan_chunk,
    sides,
)
from ca_tool.notation.groups import CLOSERS, make_group
from ca_tool.notation.profiles import BREATH_DOTS, SOFT_SIGNS
from ca_tool.transcript import Flag
from ca_tool.transcript import TokenKind as K

__all__ = ["scan_chunk"]

_BREATH = re.compile(r"[.·˙•∙](?=[hH]+(?![^\W_])|[hH]+[\[\]⌈⌊⌉⌋:]+[hH]|h+[aeu]h)")
_GLUED = re.compile(r"[.·˙•∙](?:h{2,}(?=[^\W\dhH])(?![aeu]h)|h+(?=H[a-z]))")
_CLICK = re.compile(r"[.·˙•∙](?=(?:tk|pt|mt|tch|t|p|k|m|shih|snih)(?![^\W_]))")
_DOTS = re.compile(r"\.+|…")
_TAG = re.compile(r"<(/?)(?:u|i|b|em|strong|s)>", re.IGNORECASE)
_ARROW = re.compile(r"-{1,3}>|=>|<-{1,3}")
_TIME = re.compile(r"#([0-9:.,]{4,12})(?:-[0-9])?#?")
_FIGURE = re.compile(r"#(?:fig)?[0-9.]*", re.IGNORECASE)
_BULLET = re.compile(r"\x15[^\x15]*?([0-9]{1,12})_([0-9]{1,12})[^\x15]*\x15?")
_SQUARE = re.compile(r"\[([^\[\]]*)\]")


@handles([""])
def any_other(scan: Scan, at: int) -> int:
    """Read a character that no rule names: a voice sign, a pitch sign, or nothing we count."""
    char, profile = scan.text[at], scan.profile
    if char in profile.anchors:
        return scan.mark(at, run_end(scan.text, at), K.ANCHOR, char)
    if char in profile.voices:
        return voice(scan, at)
    if char in profile.ups or char in profile.downs:
        kind = K.PITCH_UP if char in profile.ups else K.PITCH_DOWN
        end = run_end(scan.text, at)
        return scan.mark(at, end, kind, "2" if end - at > 1 else "")
    if char in profile.contours:
        return scan.mark(at, at + 1, K.CONTOUR, profile.contours[char])
    if unicodedata.category(char).startswith("M") and scan.parts:
        scan.say(at, at + 1)
        return at + 1
    return scan.mark(at, at + 1, K.OTHER)


def voice(scan: Scan, at: int) -> int:
    """Read a sign that opens or closes a way of speaking; which of the two is settled later."""
    end = run_end(scan.text, at)
    kind, quality = scan.profile.voices[scan.text[at]]
    flags = sides(scan.text, at, end)
    if scan.text[at] in "£$€" and end < len(scan.text) and scan.text[end].isdigit():
        flags |= MONEY
    scan.mask |= SPAN
    return scan.mark(at, end, kind, quality, flags)


@handles(SOFT_SIGNS)
def soft(scan: Scan, at: int) -> int:
    """N-29, A-09: softness, or degrees of temperature after a figure."""
    end = at + 1
    while end < len(scan.text) and scan.text[end] in SOFT_SIGNS:
        end += 1
    flags = sides(scan.text, at, end)
    if at and scan.text[at - 1].isdigit():
        flags |= MONEY
    scan.mask |= SPAN
    return scan.mark(at, end, K.SOFT, "", flags)


@handles("<>")
def pace(scan: Scan, at: int) -> int:
    """N-31…N-34, A-01: pace, once tags of HTML and arrows are excluded."""
    if tag := _TAG.match(scan.text, at):
        scan.mask |= UNDERLINE
        return scan.mark(at, tag.end(), K.STRESS, "close" if tag[1] else "open")
    if arrow := _ARROW.match(scan.text, at):
        return scan.item(at, arrow.end(), K.MARGIN, arrow[0])
    end = run_end(scan.text, at)
    scan.mask |= SPAN
    return scan.mark(at, end, K.FAST, scan.text[at], sides(scan.text, at, end))


@handles("=≈")
def latch(scan: Scan, at: int) -> int:
    """N-12, N-13, A-02: latching; it parts words. At the edge of a line it is settled later."""
    if arrow := _ARROW.match(scan.text, at):
        return scan.item(at, arrow.end(), K.MARGIN, arrow[0])
    scan.mask |= EDGE
    return scan.item(at, run_end(scan.text, at), K.SELF_LATCH)


@handles("[]⌈⌉⌊⌋⎡⎢⎣⎤⎥⎦")
def overlap(scan: Scan, at: int) -> int:
    """N-10, N-11, A-03: overlap, unless the group is a time, an editor's or a CHAT code."""
    text = scan.text
    if text[at] == "[" and (group := _SQUARE.match(text, at)):
        if scan.profile.chat:
            return scan.item(at, group.end(), K.CODE, group[1].strip())
        if named := brackets.square(group[1], editorial=scan.editorial):
            return make_group(scan, at, group.end(), named)
    end = at + 1
    while end < at + 2 and end < len(text) and text[end] == text[at] and text[at] in "[]":
        end += 1
    deep = run_end(text, at) - at
    if deep > 8:
        scan.note("W-DEEP", at, at + deep)
        end = at + deep
    value = "[[" if end - at > 1 else ""
    if end < len(text) and text[end] in "123456789" and _is_index(text, at, end):
        value, end = text[end], end + 1
    scan.mask |= OVERLAP
    closing = text[at] == "]" or text[at] in CLOSERS
    return scan.mark(at, end, K.OVERLAP_END if closing else K.OVERLAP_ONSET, value)


def _is_index(text: str, at: int, digit: int) -> bool:
    """Whether a figure after a bracket numbers the overlap (``[2yeah]2``) and is not said."""
    after = text[digit + 1 : digit + 2]
    if text[at] not in "[]":
        return not after.isdigit()
    return (after.isalpha() or after == "") if text[at] == "]" else after.isalpha() or after == "("


@handles(BREATH_DOTS + "…")
def dot(scan: Scan, at: int) -> int:
    """N-18, N-36, N-45, A-08, A-22: a contour, a breath, a click, a decimal or an ellipsis."""
    text = scan.text
    if glued := _GLUED.match(text, at):
        return scan.item(at, glued.end(), K.IN_BREATH, text[at + 1 : glued.end()])
    if _BREATH.match(text, at) or (_CLICK.match(text, at) and not text[at - 1 : at].isalnum()):
        scan.close()
        scan.breath, scan.start, scan.end = True, at, at + 1
        return at + 1
    run = _DOTS.match(text, at)
    if run is None:
        return scan.mark(at, at + 1, K.OTHER)
    if len(run[0]) > 2 or run[0] == "…":
        return scan.item(at, run.end(), K.UNTIMED, run[0][:3])
    after = text[run.end() : run.end() + 1]
    if scan.parts and after.isalnum() and at and text[at - 1].isalnum():
        scan.say(at, run.end())
        return run.end()
    return scan.mark(at, run.end(), K.CONTOUR, ".")


@handles(",?¿;؟")
def contour(scan: Scan, at: int) -> int:
    """N-19…N-23: final contours; ``?,`` and ``,?`` are the middle rise of N-21."""
    text = scan.text
    if text[at] == "," and text[at + 1 : at + 2].isdigit() and at and text[at - 1].isdigit():
        scan.say(at, at + 1)
        return at + 1
    if text[at : at + 2] in {"?,", ",?"}:
        return scan.mark(at, at + 2, K.CONTOUR, "¿")
    value = "?" if text[at] == "؟" else text[at]
    return scan.mark(at, run_end(text, at), K.CONTOUR, value)


@handles("!")
def animated(scan: Scan, at: int) -> int:
    """N-24: an animated tone."""
    return scan.mark(at, run_end(scan.text, at), K.ANIMATED)


_COLONS = re.compile(r":(?:\u0332?:)*\u0332?")
_CLOCK = re.compile(r":[0-9]{2}(?![0-9])")


@handles(":ː")
def colon(scan: Scan, at: int) -> int:
    """N-25, A-07: prolongation beside a letter; part of a clock time between figures."""
    text = scan.text
    if scan.parts and text[at - 1].isdigit() and (clock := _CLOCK.match(text, at)):
        scan.say(at, clock.end())
        return clock.end()
    run = _COLONS.match(text, at)
    end = run.end() if run else run_end(text, at)
    if not scan.parts:
        return scan.mark(at, end, K.OTHER)
    scan.end = end
    if "\u0332" in text[at:end]:
        scan.mark(at, end, K.STRESS)
    return scan.mark(at, end, K.PROLONGATION, text[at:end].replace("\u0332", ""))


@handles("-–—‐‑−ʔ")
def hyphen(scan: Scan, at: int) -> int:
    """N-35, A-10: a cut-off, a hyphen inside a word, or a dash."""
    text = scan.text
    if arrow := _ARROW.match(text, at):
        return scan.item(at, arrow.end(), K.MARGIN, arrow[0])
    end = run_end(text, at)
    after = text[end : end + 1]
    ahead = end if after.isalnum() else _past_brackets(text, end)
    if not scan.parts:
        kind = K.DASH if end - at > 1 or len(text) == end - at else K.OTHER
        if kind is K.DASH:
            scan.note("I-DASH", at, end)
        return scan.item(at, end, kind)
    if text[ahead : ahead + 1].isalnum():
        if text[at] == "—":
            scan.note("I-DASH", at, end)
            return scan.item(at, end, K.DASH)
        scan.parts.append("-")
        scan.end = end
        return end
    scan.flags |= Flag.CUT_OFF
    scan.end = end
    return scan.mark(at, end, K.CUT_OFF)


def _past_brackets(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] in "[]⌈⌊" and end - at < 4:
        end += 1
    return end


@handles("'’‘ʼ`´")
def apostrophe(scan: Scan, at: int) -> int:
    """Read an apostrophe inside a word as part of it; elsewhere it is a quotation mark."""
    if scan.parts and scan.text[at + 1 : at + 2].isalnum() and after_letter(scan.text, at):
        scan.say(at, at + 1)
    return at + 1


@handles('"“”«»„')
def quote(scan: Scan, at: int) -> int:
    """Read a quotation mark: no token (A-28 is for the coder)."""
    return at + 1


@handles("_")
def underscore(scan: Scan, at: int) -> int:
    """A-18: stress ``_so_``, level contour ``so_``, or a blank left for a name ``____``."""
    text = scan.text
    end = run_end(text, at)
    if end - at >= 3:
        scan.close()
        scan.tokens.append((at, end, K.WORD, text[at : min(end, at + 20)], int(Flag.ANONYMISED)))
        return end
    partner = text.find("_", end)
    if partner > end and text[end].isalnum() and text[partner - 1] not in " (":
        if scan.profile.chat:
            scan.parts.append("_")
            return end
        scan.mark(at, partner + 1, K.STRESS)
        return end
    if scan.parts and text[end : end + 1].isalnum():
        if scan.profile.chat:
            scan.parts.append("_")
        return end
    inside_stress = any(token[2] is K.STRESS and token[1] == end for token in scan.tokens)
    if inside_stress or not scan.parts:
        return end
    return scan.mark(at, end, K.CONTOUR, "_")


@handles("\u0332")
def underline(scan: Scan, at: int) -> int:
    """N-26: U+0332 underlines the character before it; neighbouring ones make one stretch."""
    first = max(at - 1, 0)
    last = next((t for t in reversed(scan.tokens) if t[2] is K.STRESS), None)
    if last is not None and last[1] == first:
        scan.tokens.remove(last)
        first = last[0]
    return scan.mark(first, at + 1, K.STRESS)


@handles("\x02\x01")
def chat_underline(scan: Scan, at: int) -> int:
    """N-26: CHAT's control characters around an underlined stretch."""
    text = scan.text
    if text.startswith("\x02\x01", at):
        end = text.find("\x02\x02", at + 2)
        scan.mark(at, len(text) if end < 0 else end + 2, K.STRESS)
        return at + 2
    return at + 2 if text.startswith("\x02\x02", at) else scan.mark(at, at + 1, K.OTHER)


@handles("/|‖\\&+")
def slashes(scan: Scan, at: int) -> int:
    """N-10 variants: ``//`` and ``||`` are where someone else comes in; ``and/or`` is one word."""
    end = run_end(scan.text, at)
    if scan.text[at] == "‖" or (scan.text[at] in "/|" and end - at == 2):
        scan.mask |= OVERLAP
        return scan.mark(at, end, K.OVERLAP_ONSET, "//")
    if scan.text[at] in "/&+" and scan.parts and scan.text[end : end + 1].isalnum():
        scan.parts.append(scan.text[at])
        return end
    return scan.mark(at, end, K.OTHER)


@handles("→➔►⇒\uf0ae")
def arrow(scan: Scan, at: int) -> int:
    """N-50 in the body, or CHAT's level contour."""
    if scan.text[at] in scan.profile.contours:
        return scan.mark(at, at + 1, K.CONTOUR, scan.profile.contours[scan.text[at]])
    return scan.item(at, at + 1, K.MARGIN, scan.text[at])


@handles("#")
def hash_(scan: Scan, at: int) -> int:
    """A-12: a time code, an image's number, creaky voice, or nothing."""
    if (time := _TIME.match(scan.text, at)) and ":" in time[1]:
        clock = brackets.milliseconds(re.sub(r"-[0-9]$", "", time[1]).rstrip(".,:"))
        if clock is not None:
            return scan.item(at, time.end(), K.TIME_CODE, str(clock))
    if scan.profile.anchors and (figure := _FIGURE.match(scan.text, at)):
        return scan.mark(at, figure.end(), K.ANCHOR, "#")
    if scan.text[at + 1 : at + 2].isdigit() and not sides(scan.text, at, at + 1) & RIGHT_WORD:
        return scan.mark(at, at + 1, K.OTHER)
    return any_other(scan, at)


@handles("\x15")
def bullet(scan: Scan, at: int) -> int:
    """N-54: CHAT's media times in milliseconds."""
    times = _BULLET.match(scan.text, at)
    if times is None:
        return scan.mark(at, at + 1, K.OTHER)
    return scan.item(at, times.end(), K.TIME_CODE, f"{times[1]}_{times[2]}")


@handles("~")
def tilde(scan: Scan, at: int) -> int:
    """N-42: tremulous voice where the profile has it."""
    return any_other(scan, at)
