"""Every problem the table names can happen, and says what to do about it."""

from pathlib import Path

import pytest

from ca_tool.formats import read
from ca_tool.problems import PROBLEMS, Problem, Severity
from ca_tool.turn_taking import turn_taking

SPECIMENS = Path(__file__).parents[1] / "data" / "problems"
OURS = sorted(code for code in PROBLEMS if "CHAT" not in code)


def specimen(code):
    """Return the specimen of *code*: a question mark cannot stand in a file name everywhere."""
    (path,) = SPECIMENS.glob(f"{code.rstrip('?')}.*")
    return path


def problems_of(code):
    transcript = read(specimen(code)).transcript
    return (*transcript.problems, *turn_taking(transcript).problems)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_has_a_specimen(code):
    assert specimen(code).is_file()


@pytest.mark.parametrize("code", OURS)
def test_every_specimen_shows_its_code(code):
    assert code in {problem.code for problem in problems_of(code)}


@pytest.mark.parametrize("code", OURS)
def test_a_problem_points_into_the_file(code):
    lines = read(specimen(code)).transcript.lines
    for problem in problems_of(code):
        assert 0 <= problem.line <= len(lines)
        if problem.line and problem.column:
            assert problem.column + problem.length <= len(lines[problem.line - 1].raw) + 2


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_a_code_begins_with_its_severity_and_gives_advice(code):
    kind = PROBLEMS[code]
    assert (
        code[:2]
        == {Severity.INFO: "I-", Severity.WARNING: "W-", Severity.ERROR: "E-"}[kind.severity]
    )
    assert kind.message
    assert kind.advice.endswith((".", ")", "]"))


def test_no_specimen_is_without_a_code():
    stems = {code.rstrip("?") for code in PROBLEMS}
    assert {path.stem for path in SPECIMENS.iterdir()} <= stems


def test_a_problem_reads_as_a_sentence_with_its_place():
    problem = Problem("W-UNCLOSED", 3, 6, "°", 1)
    assert str(problem) == "3:6: warning W-UNCLOSED: the sign ° has no partner in this turn"


def test_a_file_full_of_the_same_slip_reports_it_a_bounded_number_of_times():
    from ca_tool.notation import parse

    found = parse("ANN: so °it was\nBEN: (laughs)\n" * 5_000).problems
    assert len(found) == 4_000
