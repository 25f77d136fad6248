r"""An extract as LaTeX for pdflatex and xelatex; TeX itself measures where overlaps stand.

A stop is as far right as the widest text before it. ``\CAreach`` finds that before the lines are
set, so the alignment holds in any font.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ca_tool.publishing.extract import START, Piece, Segment
from ca_tool.publishing.latex_signs import escaped
from ca_tool.publishing.layout import Layout, Row

PREAMBLE = r"""% Packages: lmodern, and with pdflatex fontenc, inputenc and textcomp.
\documentclass[a4paper,11pt]{article}
\ifdefined\XeTeXversion\else\ifdefined\directlua\else
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
\fi\fi
\usepackage{lmodern}

% Copy the commands that follow into the preamble of your own paper.
\makeatletter
\newdimen\CAnumber \newdimen\CAarrow \newdimen\CAspeaker \newdimen\CAindent \newdimen\CAwidth
\newcommand\CAul[1]{\underline{\smash{#1}}}
\newcommand\CAstop[1]{\expandafter\gdef\csname CA@#1\endcsname{0pt}}
\newcommand\CAreach[3]{% a stop, the stop before it, the text between them
  \settowidth\CAwidth{#3}\advance\CAwidth by \csname CA@#2\endcsname\relax
  \ifdim\csname CA@#1\endcsname<\CAwidth
    \expandafter\xdef\csname CA@#1\endcsname{\the\CAwidth}\fi}
\newcommand\CAupto[3]{% text from stop 2 up to stop 1
  \CAwidth=\csname CA@#1\endcsname\advance\CAwidth by -\csname CA@#2\endcsname\relax
  \leavevmode\hbox to \CAwidth{#3\hss}}
\newcommand\CAcolumn[2]{% a column of the margin that must hold the text
  \settowidth\CAwidth{#2\kern0.6em}\ifdim#1<\CAwidth #1=\CAwidth\fi}
\newcommand\CAline[4]{% number, arrow, speaker, talk
  \par\CAindent=\CAnumber\advance\CAindent by \CAarrow\advance\CAindent by \CAspeaker
  \noindent\hangindent=\CAindent\hangafter=1\relax
  \hbox to \CAnumber{#1\hss}\hbox to \CAarrow{#2\hss}\hbox to \CAspeaker{#3\hss}#4\par}
% A sign that pdflatex has no letter for is named by its code point.
\ifdefined\XeTeXversion \newcommand\CAsign[2]{#2}\else\ifdefined\directlua
  \newcommand\CAsign[2]{#2}\else \newcommand\CAsign[2]{\fbox{\tiny U+#1}}\fi\fi
\newenvironment{CAextract}[1]{\par\medskip\begingroup #1\small\frenchspacing
  \parindent=0pt \parskip=0pt \raggedright
  \CAnumber=0pt \CAarrow=0pt \CAspeaker=0pt \CAstop{0}}{\par\endgroup\medskip}
\makeatother

\begin{document}
"""


def render(layout: Layout) -> bytes:
    """Return *layout* as a LaTeX document; every special character is escaped."""
    return (PREAMBLE + "".join(f"{line}\n" for line in _lines(layout))).encode()


def _lines(layout: Layout) -> Iterator[str]:
    extract = layout.extract
    family = r"\ttfamily" if layout.face.monospaced else r"\rmfamily"
    yield rf"\begin{{CAextract}}{{{family}}}"
    if extract.title:
        yield rf"{{\bfseries {escaped(extract.title)}}}\par\smallskip"
    yield from _columns(layout)
    yield from _reaches(layout)
    for row in layout.rows:
        margin = (escaped(row.number), escaped(row.arrow), escaped(row.speaker))
        parts = "".join(f"{{{part}}}" for part in margin)
        yield rf"\CAline{parts}{{{_talk(row)}}}"
    if extract.source:
        yield rf"\smallskip{{\itshape {escaped(extract.source)}}}\par"
    yield r"\end{CAextract}"
    yield r"\end{document}"


def _columns(layout: Layout) -> Iterator[str]:
    """Yield the widths of the columns before the talk: each must hold all its texts."""
    for name, texts in (
        ("number", (row.number for row in layout.rows)),
        ("arrow", (row.arrow for row in layout.rows)),
        ("speaker", (row.speaker for row in layout.rows)),
    ):
        for text in sorted({text for text in texts if text}):
            yield rf"\CAcolumn\CA{name}{{{escaped(text)}}}"


def _reaches(layout: Layout) -> Iterator[str]:
    """Yield what pushes each stop to the right, a stop after those before it."""
    steps = {
        (right.stop, left.stop, _said(left))
        for row in layout.rows
        for left, right in pairwise(row.segments)
    }
    for stop in sorted({stop for stop, _, _ in steps}):
        yield rf"\CAstop{{{stop}}}"
    order = {stop: place for place, stop in enumerate(_rightwards(steps))}
    for stop, before, said in sorted(steps, key=lambda step: (order[step[0]], step)):
        yield rf"\CAreach{{{stop}}}{{{before}}}{{{said}}}"


def _rightwards(steps: set[tuple[int, int, str]]) -> Iterator[int]:
    """Yield the stops so that each comes after those it follows on some row."""
    before: dict[int, set[int]] = {}
    for stop, left, _ in steps:
        before.setdefault(stop, set()).add(left)
    given = {START}
    while before:
        ready = sorted(stop for stop, lefts in before.items() if lefts <= given)
        yield from ready
        given.update(ready)
        for stop in ready:
            del before[stop]


def _talk(row: Row) -> str:
    parts = []
    for segment, following in pairwise(row.segments):
        parts.append(rf"\CAupto{{{following.stop}}}{{{segment.stop}}}{{{_said(segment)}}}")
    return "".join((*parts, _said(row.segments[-1])))


def _said(segment: Segment) -> str:
    return "".join(map(_piece, segment.pieces))


def _piece(piece: Piece) -> str:
    said = escaped(piece.text)
    return rf"\CAul{{{said}}}" if piece.underlined else said
