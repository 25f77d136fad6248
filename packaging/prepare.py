"""Make ready to run or to test: Debian libraries, a virtual environment, the pinned packages.

Run by ``make`` with nothing but a bare Python 3.11; uses the standard library only.

    python3 packaging/prepare.py run|dev

Does nothing, and takes no time, when all is ready already.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}

# What Qt loads (soname) and the Debian 12 package that brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the tests drive a real display with.
PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "openbox": "openbox", "xdotool": "xdotool"}


def main() -> int:
    """Prepare for ``run`` or ``dev``; return a process exit code."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < (3, 11):  # noqa: UP036 — this file is what an older Python meets first
        return complain(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    stamp = VENV / f"ready-{purpose}"
    wanted = fingerprint(purpose)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    if not (install_debian_packages(purpose) and make_environment()):
        return 1
    install_python_packages(purpose)
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def fingerprint(purpose: str) -> str:
    """Return what must be unchanged for an earlier preparation to hold."""
    parts = [(ROOT / name).read_bytes() for name in (LOCKS[purpose], "pyproject.toml")]
    parts += [Path(__file__).read_bytes(), str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def missing_debian_packages(purpose: str) -> list[str]:
    """Return the names of Debian packages that are needed and not there."""
    missing = [package for soname, package in LIBRARIES.items() if not loads(soname)]
    if purpose == "dev":
        missing += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def loads(soname: str) -> bool:
    """Tell whether the dynamic linker finds *soname*."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install_debian_packages(purpose: str) -> bool:
    """Install what is missing when we may; otherwise say what to install. Linux only."""
    if not sys.platform.startswith("linux"):
        return True
    missing = missing_debian_packages(purpose)
    if not missing:
        return True
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        complain(f"These system packages are missing. Install them, then try again:\n  {command}")
        return False
    say(f"Installing {len(missing)} system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing]
    return subprocess.run(install, check=False, env=environment).returncode == 0


def make_environment() -> bool:
    """Make the virtual environment unless a working one is there."""
    python = VENV / "bin" / "python"
    if python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0:
        return True
    say("Making the virtual environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode == 0
    return made or bool(complain("Python could not make a virtual environment in .venv."))


def install_python_packages(purpose: str) -> None:
    """Install the pinned packages and this project itself, editable."""
    say("Installing the pinned packages (about 400 MB the first time)")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "-r", str(ROOT / LOCKS[purpose])], check=True)
    subprocess.run([*pip, "install", "-q", "--no-deps", "-e", str(ROOT)], check=True)


def say(words: str) -> None:
    """Tell what goes on."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def complain(words: str) -> int:
    """Tell what is wrong; return the exit code for it."""
    sys.stderr.write(f"{words}\n")
    return 0 if not words else 1


if __name__ == "__main__":
    raise SystemExit(main())
