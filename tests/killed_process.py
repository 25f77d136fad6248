"""A process that edits a project until it is killed, saying what it does as it goes.

``python tests/killed_process.py core|document PROJECT`` imports what it needs once and then, for
every seed it reads from standard input, forks a child that edits. The child writes ``try DIGEST``
before each edit and ``done DIGEST`` when it was acknowledged, where the digest stands for the whole
state of the session. Being killed is how a child ends.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SESSION = "S01"
CODER = "ana"

TALK = "".join(
    f"{number:02d} {'SUE' if number % 2 else 'TOM'}: so what (0.3) about th[is then {number}\n"
    for number in range(1, 31)
)


def digest(session) -> str:
    """Return what stands for everything an analyst would miss if it were lost."""
    lines = [(line.id, line.raw, line.ending) for line in session.transcript.lines]
    tags = sorted(session.coding(CODER).tags.values())
    links = sorted(link.id for link in session.coding(CODER).links.values())
    state = (lines, tags, links, session.facts, session.exchanges, session.moved)
    return sha256(repr(state).encode()).hexdigest()[:24]


class Killed(NamedTuple):
    """What a killed child had said: the state last acknowledged, and the one in the making."""

    done: str
    tried: str
    edits: int


@contextmanager
def breeder(kind: str, project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process that forks children, and end it afterwards."""
    with subprocess.Popen(
        [sys.executable, __file__, kind, str(project)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        yield process
        process.stdin.close()


def run_and_kill(process: subprocess.Popen[bytes], chance: random.Random) -> Killed:
    """Let a child edit for a while and kill it at a random moment, also within an edit."""
    process.stdin.write(b"%d\n" % chance.randrange(2**31))
    process.stdin.flush()
    child = int(process.stdout.readline())
    heard = [process.stdout.readline() for _ in range(1 + 2 * chance.randrange(1, 12))]
    Event().wait(chance.random() * 0.006)
    os.kill(child, signal.SIGKILL)
    while (line := process.stdout.readline()) != b"dead\n":
        heard.append(line)
    words = [line.split() for line in heard]
    done = [digest for word, digest in words if word == b"done"]
    return Killed(done[-1].decode(), words[-1][1].decode(), len(done) - 1)


def wander(session, chance: random.Random) -> Iterator:
    """Yield edits as an analyst makes them; each is given the session after the one before."""
    from ca_tool.coding import Edit, Link, Tag, new_id
    from ca_tool.storage import delete_line, insert_line, text_edit
    from ca_tool.transcript import Span

    while True:
        line = chance.choice(session.transcript.lines)
        tags = list(session.coding(CODER).tags.values())
        kind = chance.choice(["tag", "tag", "tag", "note", "link", "untag", "facts", "text"])
        edit = Edit("Nothing")
        if kind == "tag" or not tags:
            span = Span(line.id, line.body, line.id, line.body_end)
            tag = Tag(new_id(), "question", (span,), note="é\n", coder=CODER)
            edit = Edit("Tag", added=frozenset({tag}))
        elif kind == "note":
            tag = chance.choice(tags)
            noted = replace(tag, note=f"{tag.note}!")
            edit = Edit("Note", frozenset({tag}), frozenset({noted}))
        elif kind == "link":
            link = Link(new_id(), "answers", tags[0].id, tags[-1].id, coder=CODER)
            edit = Edit("Link", added=frozenset({link}))
        elif kind == "untag":
            edit = Edit("Untag", removed=frozenset({chance.choice(tags)}))
        elif kind == "facts":
            facts = replace(session.facts, notes=f"{len(session.facts.notes)} notes {new_id()}")
            edit = Edit("Facts", frozenset({session.facts}), frozenset({facts}))
        else:
            texts = [
                text_edit(session, line.id, line.raw + " mm"),
                insert_line(session, line.id, "        (0.2)"),
                delete_line(session, line.id) if len(session.transcript.lines) > 20 else edit,
            ]
            edit = chance.choice(texts)
        session = yield edit


def edit_project(path: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Edit through the project folder."""
    from ca_tool.project import within
    from ca_tool.storage import apply_edit, open_project

    folder = open_project(path, CODER)
    session = folder.load(SESSION)
    yield "done", digest(session)
    edits = wander(session, chance)
    edit = next(edits)
    while True:
        effective = within(session, folder.project.codebook, edit)
        after = apply_edit(session, effective)
        yield "try", digest(after)
        folder.record(session, after, effective, CODER)
        session = after
        yield "done", digest(session)
        if chance.random() < 0.1:
            folder.checkpoint(session)
        edit = edits.send(session)


def edit_document(path: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Edit, undo and redo through the window's document."""
    from PySide6.QtCore import QCoreApplication

    from ca_tool.project import within
    from ca_tool.storage import apply_edit, open_project
    from widgets.document import Document

    app = QCoreApplication([])
    document = Document()
    document.open_folder(open_project(path, CODER), SESSION)
    yield "done", digest(document.session)
    edits = wander(document.session, chance)
    edit = next(edits)
    steps = []
    while app:
        undo = bool(steps) and chance.random() < 0.25
        step = steps.pop().inverse if undo else within(document.session, document.codebook, edit)
        yield "try", digest(apply_edit(document.session, step))
        if undo:
            document.undo_stack.undo()
        else:
            document.push(edit)
            steps += [step] if step else []
        yield "done", digest(document.session)
        edit = edits.send(document.session)


def main(kind: str, path: Path) -> None:
    """Fork a child for every seed that is read."""
    import ca_tool.notation
    import ca_tool.storage  # noqa: F401 - imported once, for all children

    if kind == "document":
        import widgets.document  # noqa: F401 - imported once, for all children
    edit = {"core": edit_project, "document": edit_document}[kind]
    for seed in sys.stdin:
        child = os.fork()
        if not child:
            for word, state in edit(path, random.Random(int(seed))):
                os.write(1, f"{word} {state}\n".encode())
        os.write(1, b"%d\n" % child)
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
