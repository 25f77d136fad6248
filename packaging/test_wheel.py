"""Build the wheel, install it into an environment of its own, and run the core tests against it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {"ca_tool", "widgets"}
ABOUT_CODE_ONLY = ("test_formats_hostile.py", "test_formats_losses.py", "test_kill.py")
"""Long tests of what code does, tried in the checkout: how it was installed changes nothing."""

OURS = ("ca_tool", "_ca_tool", "_editable", "pip-")


def main() -> int:
    """Return 0 when the wheel holds what it should and the core tests pass against it."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = build(Path(folder))
        check_contents(wheel)
        return run_core_tests(wheel, Path(folder))


def build(folder: Path) -> Path:
    """Build sdist and, from it, the wheel."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("*.whl"))


def check_contents(wheel: Path) -> None:
    """Refuse a wheel that brings other top-level names, or lacks its data."""
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names if ".dist-info" not in name}
    if top != TOP_LEVEL:
        raise SystemExit(f"the wheel's top level is {sorted(top)}, not {sorted(TOP_LEVEL)}")
    for needed in ("ca_tool/schemas/codebook.xml", "ca_tool/sample_transcripts/README.md"):
        if needed not in names:
            raise SystemExit(f"the wheel lacks {needed}")


def run_core_tests(wheel: Path, folder: Path) -> int:
    """Run tests/core from outside the checkout, so that only the wheel can be imported."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    # The pinned packages are already here; only our own code must come from the wheel.
    ours = subprocess.run(
        [sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps"]
    subprocess.run([*pip, wheel], check=True)
    site = next((environment / "lib").glob("python*/site-packages"))
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for entry in Path(ours).iterdir():
        if entry.name != "pip" and not entry.name.startswith(OURS):
            (borrowed / entry.name).symlink_to(entry)
    (site / "borrowed.pth").write_text(str(borrowed), encoding="utf-8")
    copy_tests(folder)
    command = [python, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir=.", "-p", "no:pytest-qt"]
    command += ["--import-mode=importlib", "-n", "auto", "-p", "no:cacheprovider", "-W", "error"]
    command += ["-o", "markers=real_data\nxvfb", "-m", "not real_data"]
    command += [f"--ignore=tests/core/{name}" for name in ABOUT_CODE_ONLY]
    command += ["tests/core"]
    return subprocess.run(command, check=False, cwd=folder).returncode


def copy_tests(folder: Path) -> None:
    """Copy tests and docs beside the environment, out of reach of the checkout's packages."""
    for name in ("tests", "docs"):
        shutil.copytree(ROOT / name, folder / name)


if __name__ == "__main__":
    raise SystemExit(main())
