"""Comparisons saved in a project, and primary measures fixed beforehand."""

from dataclasses import replace
from pathlib import Path

import pytest

from ca_tool.compare import duplicate, fix, fixing_words, unused_title
from ca_tool.project import Fixing, SavedComparison
from ca_tool.storage import create_project, open_project

OLD = Path(__file__).parents[1] / "data" / "projects" / "format-1"
NOON = "2026-11-20T10:00:00+00:00"
LATER = "2026-12-01T08:30:00+00:00"
SAVED = SavedComparison(
    "c1",
    "Before & after <training>",
    ("S01", "S02"),
    ("AK", "Łucja"),
    ("CP-1", "CP-1s"),
    "activity",
    "role",
    ("M-18", "M-02"),
    (Fixing(("M-18",), NOON, ("S01",), "AK"), Fixing((), LATER)),
    NOON,
)


def test_everything_of_a_comparison_is_there_when_the_project_is_opened_again(tmp_path):
    with create_project(tmp_path / "study", "Study") as folder:
        folder.record_comparisons(lambda saved: (*saved, SAVED, SavedComparison("c2", "All")))
    with open_project(tmp_path / "study", "me") as folder:
        assert folder.project.comparisons == (SAVED, SavedComparison("c2", "All"))


def test_a_project_from_before_there_were_comparisons_opens_without_any():
    with open_project(OLD, "", read_only=True) as folder:
        assert folder.project.comparisons == ()
        assert not folder.problems
        assert folder.project.primary_measures


def test_two_people_who_save_a_comparison_each_keep_both(tmp_path):
    create_project(tmp_path / "study", "Study").close()
    with (
        open_project(tmp_path / "study", "AK") as one,
        open_project(tmp_path / "study", "RM") as two,
    ):
        one.record_comparisons(lambda saved: (*saved, SavedComparison("a", "AK’s")))
        two.record_comparisons(lambda saved: (*saved, SavedComparison("b", "RM’s")))
        assert [saved.title for saved in two.project.comparisons] == ["AK’s", "RM’s"]


def test_measures_fixed_before_a_phase_was_added_say_so():
    saved = fix(SavedComparison("c", "Phases"), ["M-18"], ["S01", "S02"], "AK", NOON)
    phases = {"S01": "before", "S02": "before", "S03": "after"}
    assert fixing_words(saved, phases) == (
        "M-18 fixed 2026-11-20 10:00 UTC by AK, before any session of phase ‘after’ was added.",
    )


def test_measures_fixed_when_all_phases_were_there_claim_nothing():
    saved = fix(SavedComparison("c", "Phases"), ["M-18"], ["S01", "S03"], "", NOON)
    phases = {"S01": "before", "S02": "before", "S03": "after"}
    assert fixing_words(saved, phases) == ("M-18 fixed 2026-11-20 10:00 UTC.",)


def test_a_phase_recorded_only_later_for_a_session_that_was_there_is_not_called_new():
    saved = fix(SavedComparison("c", "Phases"), ["M-18"], ["S01", "S02"], "", NOON)
    assert fixing_words(saved, {"S01": "before", "S02": "after"}) == (
        "M-18 fixed 2026-11-20 10:00 UTC.",
    )


def test_every_fixing_is_kept_and_the_first_is_said_first():
    saved = fix(SavedComparison("c", "Phases"), ["M-18"], [], "", NOON)
    saved = fix(saved, ["M-02", "M-13"], [], "", LATER)
    assert saved.primary == ("M-02", "M-13")
    first, second = fixing_words(saved, {})
    assert first.startswith("M-18 fixed 2026-11-20")
    assert second == "Changed to M-02, M-13 2026-12-01 08:30 UTC."


def test_more_than_three_measures_cannot_be_primary():
    with pytest.raises(ValueError, match="not more than 3"):
        fix(SAVED, ["M-01", "M-02", "M-03", "M-04"], [], "", NOON)


def test_a_copy_has_no_primary_measures_of_its_own():
    copy = duplicate(SAVED, [SAVED], LATER)
    assert copy.id != SAVED.id
    assert copy.title == "Before & after <training> (copy)"
    assert copy.fixings == ()
    assert replace(copy, id="c1", title=SAVED.title, fixings=SAVED.fixings, created=NOON) == SAVED


def test_titles_stay_different():
    assert unused_title("All", [SAVED]) == "All"
    assert unused_title("All", [replace(SAVED, title="All")]) == "All 2"
