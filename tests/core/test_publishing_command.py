"""``ca-tool extract`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ca_tool import cli
from ca_tool.publishing import FORMS
from ca_tool.resources import folder

ROOT = Path(__file__).parents[2]
CAFE = ROOT / "tests" / "data" / "gold" / "gold_b.txt"
SAMPLE = folder("sample_transcripts") / "sample_project"


@pytest.fixture
def extract(capsys):
    """Run the command; return its exit code and what it said."""

    def run(*arguments):
        code = cli.main(["extract", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_it_needs_no_window():
    assert cli.is_command(["extract"])


def test_chosen_lines_with_title_arrow_and_another_name(extract, tmp_path):
    target = tmp_path / "cream.txt"
    code, said = extract(
        *(CAFE, target, "--lines", "7-8,11", "--title", "Extract 2: cream", "--arrow", "8"),
        *("--name", "WAI=Waiter", "--source", "café"),
    )
    assert code == 0, said
    assert target.read_text(encoding="utf-8").splitlines() == [
        "Extract 2: cream",
        "",
        "07   PAM:    hot choc[olate with cream?",
        "08 → Waiter:         [with or without [cream",
        "             ((2 lines omitted))",
        "11   PAM:    she doesn't like marshmallows though=",
        "",
        "café",
    ]


def test_a_session_of_a_project_gives_its_title(extract, tmp_path):
    target = tmp_path / "dinner.html"
    code, said = extract(
        SAMPLE, target, "--session", "S01", "--lines", "3-6", "--font", "proportional"
    )
    assert code == 0, said
    assert "Dinner, before the workshop" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_the_suffix_says_the_form_and_losses_are_said(extract, tmp_path, form):
    code, said = extract(CAFE, tmp_path / f"cream{form.suffix}", "--lines", "7-9")
    assert code == 0, said
    assert all(loss in said for loss in form.losses)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((CAFE, "x.txt", "--lines", "99"), "There is no line 99"),
        ((CAFE, "x.txt", "--arrow", "99"), "There is no line 99"),
        ((CAFE, "x.xyz"), "no form of extract"),
        ((CAFE, "x.txt", "--font", "comic"), "No font"),
        ((CAFE, "x.txt", "--name", "WAI"), "CODE=name"),
        ((SAMPLE, "x.txt"), "S01, S02"),
        (("nowhere.txt", "x.txt"), "nowhere.txt"),
        ((CAFE, CAFE), "same file"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(extract, tmp_path, arguments, words):
    source, target, *others = arguments
    code, said = extract(source, tmp_path / target, *others)
    assert code == 2
    assert words in " ".join(said.replace("│", "").split())
    assert not (tmp_path / "x.txt").exists()
