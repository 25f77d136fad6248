"""Long work beside the window: delivered once, cancelled when asked, never mixed up."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.background import Background


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def background(parent):
    background = Background(parent)
    yield background
    background.stop()


def test_the_result_is_delivered(background, qtbot):
    results = []
    background.start("Counting", 3, lambda say: sum(range(4)), results.append)
    qtbot.waitUntil(lambda: results == [6])
    qtbot.waitUntil(lambda: not background.busy)


def test_cancel_is_heard_at_the_next_step_and_nothing_is_delivered(background, qtbot):
    results, steps, go_on = [], [], Event()

    def work(say):
        for step in range(1000):
            steps.append(step)
            go_on.wait(5)
            say(step, f"step {step}")

    background.start("Counting", 1000, work, results.append)
    qtbot.waitUntil(lambda: bool(steps))
    background._dialog.findChild(QPushButton).click()
    go_on.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert results == []
    assert len(steps) < 1000


def test_work_begun_anew_replaces_what_was_under_way(background, qtbot):
    results, hold = [], Event()

    def slow(say):
        hold.wait(5)
        say(1, "on")
        return "old"

    background.start("Old", 1, slow, results.append)
    hold.set()
    background.start("New", 1, lambda say: "new", results.append)
    qtbot.waitUntil(lambda: bool(results))
    qtbot.waitUntil(lambda: not background.busy)
    assert results[-1] == "new"
    assert "old" not in results


def test_closing_the_window_waits_for_the_thread(parent, qtbot):
    background = Background(parent)
    hold = Event()
    background.start("Slow", 1, lambda say: hold.wait(0.2), print)
    background.stop()
    assert not background.busy
