"""Reading two coders' tags and saving what was agreed, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ca_tool.agreement import ADJUDICATED, Agreement, Wanted, agree_in, write_agreement
from ca_tool.coding import Coding, Edit
from ca_tool.project import within
from ca_tool.text_edits import apply_edit
from widgets.background import Say


class Compared(NamedTuple):
    """The agreement, or why there is none."""

    found: Agreement | None = None
    failure: str = ""


class Saved(NamedTuple):
    """The agreed coding of a session after a decision, or why it was not saved."""

    session: str = ""
    coding: Coding | None = None
    edit: Edit | None = None
    failure: str = ""


class Written(NamedTuple):
    """The files written, or why none were."""

    paths: tuple[Path, ...] = ()
    failure: str = ""


def counted(say: Say) -> Callable[[str], None]:
    """Return what tells *say* how many steps are done by now."""
    done = -1

    def step(what: str) -> None:
        nonlocal done
        done += 1
        say(done, what)

    return step


def compare(path: Path, wanted: Wanted, sessions: tuple[str, ...], say: Say) -> Compared:
    """Read the sessions, read-only and apart from the open one, and compare the coders."""
    from ca_tool.storage import StorageError

    try:
        return Compared(agree_in(path, wanted, sessions, counted(say)))
    except (OSError, StorageError) as error:
        return Compared(failure=str(error))


def save(path: Path, session_id: str, edits: tuple[Edit, ...], say: Say) -> Saved:
    """Apply *edits* to the agreed coding of a session, and write it.

    The agreed coding is open only meanwhile, so two people can settle disagreements in turn.
    """
    from ca_tool.storage import StorageError, open_project

    say(0, "Saving the decision")
    try:
        with open_project(path, ADJUDICATED) as folder:
            if folder.read_only:
                return Saved(failure=folder.read_only)
            session = folder.load(session_id)
            for edit in edits:
                effective = within(session, folder.project.codebook, edit)
                if effective:
                    after = apply_edit(session, effective)
                    folder.record(session, after, effective, ADJUDICATED)
                    session = after
            folder.checkpoint(session)
    except (OSError, StorageError) as error:
        return Saved(failure=str(error))
    return Saved(session_id, session.coding(ADJUDICATED), edits[-1] if edits else None)


def export(found: Agreement, out: Path, say: Say) -> Written:
    """Write tables and appendix into the folder *out*."""
    say(0, "Writing")
    try:
        return Written(tuple(write_agreement(found, out)))
    except OSError as error:
        return Written(failure=str(error))
