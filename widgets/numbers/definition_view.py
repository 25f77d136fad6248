"""What a measure is: its definition, as in its docstring, nicely set."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTextBrowser, QWidget

from ca_tool.measures import Measure
from widgets.numbers.number_words import sentence


def as_html(measure: Measure) -> str:
    """Return the definition of *measure* as simple HTML; sections become headings."""
    parts = [
        f"<h3>{escape(measure.plain.partition(' (')[0])}</h3>",
        f"<p><i>{measure.id}: {escape(measure.label)}</i>",
    ]
    parts.extend(map(_paragraph, sentence(measure.definition).split("\n\n")))
    if measure.variants:
        items = (
            f"<li><b>{escape(name)}</b>: {escape(what)}</li>"
            for name, what in measure.variants.items()
        )
        parts.append(f"<h4>Variants</h4><ul>{''.join(items)}</ul>")
    return "".join(parts)


def _paragraph(text: str) -> str:
    lines = text.splitlines()
    if len(lines) > 1 and set(lines[1]) == {"-"}:
        return f"<h4>{escape(lines[0])}</h4>" + _section(lines[2:])
    if text.startswith(("    ", ".. math::", ">>>")) or any(
        line.startswith(">>>") for line in lines
    ):
        code = "\n".join(line for line in lines if line != ".. math::")
        return f"<pre>{escape(code)}</pre>"
    return f"<p>{escape(' '.join(line.strip() for line in lines)).replace('``', '')}</p>"


def _section(lines: list[str]) -> str:
    """Return a section's lines: each one not indented begins anew, indented ones follow on."""
    items: list[str] = []
    for line in lines:
        if line.startswith(" ") and items:
            items[-1] += f" {line.strip()}"
        else:
            items.append(line)
    return "".join(f"<p>{escape(item).replace('``', '')}</p>" for item in items)


class DefinitionView(QTextBrowser):
    """Shows the definition of one measure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Definition of the measure")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(10)

    def show_measure(self, measure: Measure) -> None:
        """Show the definition of *measure*."""
        self.setHtml(as_html(measure))
        # It may only now get its size, and would then stand where the layout left it.
        QTimer.singleShot(0, self._to_top)

    def _to_top(self) -> None:
        self.verticalScrollBar().setValue(0)
