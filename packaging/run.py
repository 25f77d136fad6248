"""Open the window on the sample project; where there is no screen, do the same job without one.

Without a screen the folder ``out/`` gets the measure table (CSV), the figures (PNG and SVG), an
HTML report and a picture of the coded session.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.resources import as_file
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run on the path named first, or on the sample project."""
    from ca_tool.resources import folder

    with as_file(folder("sample_transcripts") / "sample_project") as sample:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else sample
        return window(path) if has_screen() else headless(path)


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window(path: Path) -> int:
    """Open the window; without a path of its own the application copies the sample first."""
    from widgets.app import main as open_window

    named = [str(path)] if len(sys.argv) > 1 else ["--sample"]
    return open_window(["ca-tool", *named])


def headless(path: Path) -> int:
    """Write the report, the table, the figures and a picture of the window to ``out/``."""
    sys.stdout.write("There is no screen here, so the results go to the folder out/ instead.\n")
    out = ROOT / "out"
    study = out / "study"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(path, study)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ca_tool.report import write_report
    from widgets.app import main as open_window

    written = write_report(study, out)
    picture = out / "window.png"
    code = open_window(["ca-tool", "--screenshot", str(picture), str(study)])
    for file in (*written, picture):
        sys.stdout.write(f"  {file.relative_to(ROOT)}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
