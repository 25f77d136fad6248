"""Signs typed in Symbol and Wingdings fonts, as the characters they look like (science §1.6, A-27).

Word keeps such a sign as a code of the font: ``w:sym w:char="F0AD"``, or U+F0AD in a run set in
that font. Codes run from 0x20 to 0xFF. Symbol is the Adobe Symbol encoding (Adobe, symbol.txt,
2008); of the Wingdings only the signs met in transcripts are here.
"""

from __future__ import annotations

_SYMBOL_LOW = (
    " !∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊⟨®©™∑⎛⎜⎝⌈⎢⌊⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⌉⎥⌋⎫⎬⎭"
)
# The halves of large square brackets (0xE9, 0xEB, 0xF9, 0xFB) serve as overlap brackets.

SYMBOL: dict[int, str] = dict(enumerate(_SYMBOL_LOW, 0x20)) | dict(enumerate(_SYMBOL_HIGH, 0xA0))

WINGDINGS: dict[int, str] = {
    0x20: " ", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x9E: "·",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE7: "←", 0xE8: "➔", 0xE9: "↑", 0xEA: "↓",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

WINGDINGS_3: dict[int, str] = {0x20: " ", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓"}

FONTS: dict[str, dict[int, str]] = {
    "symbol": SYMBOL,
    "standard symbols l": SYMBOL,
    "standard symbols ps": SYMBOL,
    "wingdings": WINGDINGS,
    "wingdings 2": {0x20: " "},
    "wingdings 3": WINGDINGS_3,
    "webdings": {0x20: " "},
}
"""Font name in lower case → code → character."""


def is_symbol_font(font: str) -> bool:
    """Whether the characters of *font* are pictures and not letters."""
    return font.strip().lower() in FONTS


def sign_of(font: str, code: int) -> str:
    """Return the character for *code* (0x20…0xFF, or 0xF020…0xF0FF); empty if it is unknown."""
    table = FONTS.get(font.strip().lower(), {})
    return table.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, "")


def as_seen(text: str, font: str) -> tuple[str, str]:
    r"""Return *text* set in *font* as it looks, and the signs nobody knows the look of.

    Letters and figures in Symbol that were not stored as codes of the font stay as they are: they
    are words whose font was chosen by mistake.

    >>> as_seen("\uf0adwhat", "Symbol")
    ('↑what', '')
    >>> as_seen("à", "Wingdings")
    ('→', '')
    """
    known = is_symbol_font(font)
    if not known and not any("\uf020" <= sign <= "\uf0ff" for sign in text):
        return text, ""
    name = font if known else "Symbol"
    plain = name.strip().lower().startswith("s")
    out, unknown = [], []
    for sign in text:
        code = ord(sign)
        coded = 0xF020 <= code <= 0xF0FF
        if not coded and (not known or code > 0xFF or code <= 0x20 or (plain and code < 0xA0)):
            out.append(sign)
            continue
        seen = sign_of(name, code)
        out.append(seen or sign)
        if not seen:
            unknown.append(sign)
    return "".join(out), "".join(unknown)
