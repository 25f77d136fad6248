r"""Text as LaTeX: nothing in it is a command, a comment, a ligature or an unknown letter."""

from __future__ import annotations

SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"'{}",
    "-": r"-{}",
    ",": r",{}",
    "?": r"?{}",
    "!": r"!{}",
    "[": r"{[}",
    "]": r"{]}",
    "\u00a0": "~",
    "\u00ad": "",
    "£": r"\textsterling{}",
    "€": r"\texteuro{}",
    "°": r"\textdegree{}",
    "º": r"\textordmasculine{}",
    "ª": r"\textordfeminine{}",
    "˚": r"\textdegree{}",
    "◦": r"\ensuremath{\circ}",
    "∘": r"\ensuremath{\circ}",
    "¿": r"\textquestiondown{}",
    "¡": r"\textexclamdown{}",
    "·": r"\textperiodcentered{}",
    "∙": r"\textperiodcentered{}",
    "˙": r"\textperiodcentered{}",
    "•": r"\textbullet{}",
    "…": r"\ldots{}",
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "‐": r"-{}",
    "‑": r"-{}",
    "−": r"\ensuremath{-}",
    "‘": r"\textquoteleft{}",
    "’": r"\textquoteright{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "¬": r"\ensuremath{\neg}",
    "×": r"\texttimes{}",
    "±": r"\textpm{}",
    "§": r"\textsection{}",
    "†": r"\textdagger{}",
    "‡": r"\textdaggerdbl{}",
    "↑": r"\ensuremath{\uparrow}",
    "↓": r"\ensuremath{\downarrow}",
    "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}",
    "⇑": r"\ensuremath{\Uparrow}",
    "⇓": r"\ensuremath{\Downarrow}",
    "⇒": r"\ensuremath{\Rightarrow}",
    "⇐": r"\ensuremath{\Leftarrow}",
    "↗": r"\ensuremath{\nearrow}",
    "↘": r"\ensuremath{\searrow}",
    "≈": r"\ensuremath{\approx}",
    "∆": r"\ensuremath{\Delta}",
    "Δ": r"\ensuremath{\Delta}",
    "∇": r"\ensuremath{\nabla}",
    "∫": r"\ensuremath{\int}",
    "∮": r"\ensuremath{\oint}",
    "⌈": r"\ensuremath{\lceil}",
    "⌉": r"\ensuremath{\rceil}",
    "⌊": r"\ensuremath{\lfloor}",
    "⌋": r"\ensuremath{\rfloor}",
    "‖": r"\ensuremath{\Vert}",
    "▔": r"\textasciimacron{}",
    "¯": r"\textasciimacron{}",
}
"""Sign → LaTeX that pdflatex and xelatex both set with the packages of the preamble."""

_LETTERS = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĂăĄąĆćČčĎďĐđĘęĚěĞğĹĺĽľŁłŃńŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽž"
)
"""Letters beyond ASCII that pdflatex sets as they are under T1."""


def escaped(text: str) -> str:
    r"""Return *text* so that LaTeX prints it character for character.

    Blanks beside blanks, and at both ends, are kept.

    >>> escaped(r"50% \input{x}")
    '50\\% \\textbackslash{}input\\{x\\}'
    """
    parts = []
    for at, sign in enumerate(text):
        if sign == " ":
            alone = 0 < at < len(text) - 1 and text[at - 1] != " "
            parts.append(" " if alone else "~")
        elif sign in SIGNS:
            parts.append(SIGNS[sign])
        elif sign.isascii() or sign in _LETTERS:
            parts.append(sign)
        else:
            parts.append(rf"\CAsign{{{ord(sign):04X}}}{{{sign}}}")
    return "".join(parts)
