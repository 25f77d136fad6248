"""What is remembered between two starts: layout, theme, text size, recent projects, who codes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8


class Settings:
    """The settings file, a plain INI file in the user's own folder."""

    def __init__(self) -> None:
        scope = QSettings.Scope.UserScope
        self._file = QSettings(QSettings.Format.IniFormat, scope, "ca-tool", "ca-tool")

    @property
    def theme(self) -> str:
        """One of :data:`widgets.theme.THEMES`."""
        return str(self._file.value("theme", "system", type=str))

    @theme.setter
    def theme(self, theme: str) -> None:
        self._file.setValue("theme", theme)

    @property
    def text_size(self) -> int:
        """Percent, 100–300."""
        return min(max(int(str(self._file.value("text_size", 100, type=int))), 100), 300)

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._file.setValue("text_size", percent)

    @property
    def coder(self) -> str:
        """Whose tags are made."""
        return str(self._file.value("coder", "", type=str)) or "me"

    @coder.setter
    def coder(self, coder: str) -> None:
        self._file.setValue("coder", coder)

    @property
    def recent(self) -> list[Path]:
        """Projects opened last, the newest first; those that are gone are left out."""
        names = str(self._file.value("recent", "", type=str)).splitlines()
        return [path for path in map(Path, names) if path.is_dir()]

    def add_recent(self, project: Path) -> None:
        """Put *project* first among the recent ones."""
        kept = [project, *(path for path in self.recent if path != project)]
        self._file.setValue("recent", "\n".join(map(str, kept[:RECENT])))

    def session_of(self, project: Path) -> str:
        """Return the id of the session last open in *project*."""
        return str(self._file.value(f"session/{_key(project)}", "", type=str))

    def set_session_of(self, project: Path, session_id: str) -> None:
        """Remember which session of *project* is open."""
        self._file.setValue(f"session/{_key(project)}", session_id)

    def coder_of(self, project: Path) -> str:
        """Return who coded in *project* last; empty if nobody did here."""
        return str(self._file.value(f"coder_of/{_key(project)}", "", type=str))

    def set_coder_of(self, project: Path, coder: str) -> None:
        """Remember who codes in *project*."""
        self._file.setValue(f"coder_of/{_key(project)}", coder)

    def layout(self, name: str) -> QByteArray:
        """Return a stored geometry or dock layout; empty if there is none."""
        found = self._file.value(f"window/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def set_layout(self, name: str, layout: QByteArray) -> None:
        """Store a geometry or dock layout."""
        self._file.setValue(f"window/{name}", layout)

    def save(self) -> None:
        """Write now."""
        self._file.sync()


def _key(project: Path) -> str:
    return str(project).replace("/", "|").replace("\\", "|")
