"""Waiting, overlap, repair, deciding, leading, and who gets the turn: worked by hand."""

from dataclasses import replace

import pytest

from ca_tool.measures import measure_session
from ca_tool.measures.participation import FAMILIES, shift_kind
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook
from ca_tool.transcript import Participant
from tests.core.test_measures_edges import tagged

CODEBOOK = default_codebook()
CODER = "kim"


def rows(session, measure, variant, codebook=CODEBOOK):
    found = measure_session(session, CODER, codebook=codebook, measures=[measure])
    return {(row.participant, row.other): row for row in found if row.variant == variant}


class TestWaiting:
    def asked(self, *waits):
        """Sue asks Tom once for each wait; after a pursued one she goes on, else he answers."""
        text, tags = "", []
        for number, (seconds, pursued) in enumerate(waits, 1):
            text += f"SUE: d'you want tea.\n      ({seconds})\n"
            text += "SUE: or what.\nTOM: mm well\n" if pursued else "TOM: yes please\n"
            row = text.count("\n") - (3 if pursued else 2)
            tags.append((f"q{number}", "question", row, "SUE", ["TOM"], {}))
        return tagged(text, *tags)

    def test_five_pursuits_give_a_kaplan_meier_median(self):
        """Of 1, 2, 3, 4, 5 s pursued and 2.5 s answered: 4/6 are left after 2 s, 4/9 after 3 s."""
        waits = [(1.0, True), (2.0, True), (2.5, False), (3.0, True), (4.0, True), (5.0, True)]
        row = rows(self.asked(*waits), "M-21", "median")["SUE", ""]
        assert (row.value, row.n) == (3.0, 5)
        assert row.note.startswith("5 pursuits, 1 cut short")
        assert "Kaplan" in row.method

    def test_with_fewer_they_are_listed(self):
        row = rows(self.asked((1.0, True), (0.4, False), (2.0, True)), "M-21", "median")["SUE", ""]
        assert (row.value, row.note) == (None, "2 pursuits, after 1.0, 2.0 s; a median needs 5")

    def test_where_most_waits_are_cut_short_half_never_went_on(self):
        waits = [(n / 10, True) for n in range(1, 6)] + [(3.0, False)] * 9
        row = rows(self.asked(*waits), "M-21", "median")["SUE", ""]
        assert row.value is None
        assert row.note.startswith("not reached")

    def test_silences_on_two_lines_are_one_wait(self):
        text = "SUE: d'you want tea.\n      (1.0)\n      (0.8)\nSUE: or what.\nTOM: no\n"
        session = tagged(text, ("q", "question", 1, "SUE", ["TOM"], {}))
        assert rows(session, "M-21", "longest")["SUE", ""].value == 1.8
        assert rows(session, "M-21", "pursuits")["SUE", ""].value == 1

    def test_going_on_is_counted_by_what_was_asked(self):
        row = rows(self.asked((1.0, True), (0.4, False), (2.0, True)), "M-32", "resumed")["SUE", ""]
        assert (row.k, row.n) == (2, 3)


class TestSoon:
    def test_between_two_categories_the_middle_is_said_in_words(self):
        from ca_tool.measures import shown

        session = Session("S", parse("SUE: well=\nTOM: =yes\nSUE: so\nTOM: (0.4) no\n"))
        row = rows(session, "M-20", "floor_median_category")["SUE", "TOM"]
        assert row.value == 3.5
        assert shown(row) == "between unmarked and micropause"

    def test_somebody_else_first_is_no_latency(self):
        session = tagged(
            "SUE: is it cold\nPAM: very\nTOM: yes\n", ("q", "question", 1, "SUE", ["TOM"], {})
        )
        row = rows(session, "M-20", "median_category")["SUE", "TOM"]
        assert (row.value, row.excluded) == (None, "1 somebody else spoke first")


class TestOverlap:
    TEXT = "SUE: I was [going to\nTOM:        [no you weren't\n"

    def test_who_stopped_when_both_talked(self):
        how = {"onset_type": "interjacent", "problematic": "yes", "resolution": "incumbent_drops"}
        session = tagged(self.TEXT, ("o", "overlap", 2, "", [], how))
        assert rows(session, "M-27", "interjacent")["SUE", ""].k == 1
        assert rows(session, "M-27", "interjacent")["TOM", ""].k == 0
        assert rows(session, "M-27", "competed_and_other_dropped")["TOM", ""].k == 1

    @pytest.mark.parametrize(
        ("end", "stopped"),
        [("onsetter_drops", {"TOM"}), ("both_drop", {"SUE", "TOM"}), ("both_complete", set())],
    )
    def test_each_end_says_who_stopped(self, end, stopped):
        session = tagged(self.TEXT, ("o", "overlap", 2, "", [], {"resolution": end}))
        found = rows(session, "M-27", "any")
        assert {who for (who, _), row in found.items() if row.k} == stopped

    def test_of_three_the_brackets_say_whose_turn_it_was(self):
        text = self.TEXT + "PAM: oh\n"
        session = tagged(text, ("o", "overlap", 2, "", [], {"resolution": "incumbent_drops"}))
        assert rows(session, "M-27", "any")["SUE", ""].k == 1
        assert rows(session, "M-27", "any")["PAM", ""].n == 0

    def test_both_at_once_is_nobodys_onset(self):
        session = Session("S", parse("SUE: hm\n      (1.0)\nTOM: [[so\nSUE: [[well\n"))
        assert rows(session, "M-26", "simultaneous")["", ""].value == 1
        assert rows(session, "M-26", "share")["TOM", ""].value is None


def test_repair_is_shared_out_and_rated_by_the_turns_of_the_others():
    session = tagged(
        "SUE: the Tuesday club\nTOM: the what\nSUE: Tuesday\nTOM: who\nSUE: Dan\n",
        ("r1", "repair", 2, "", [], {"format": "restricted_request", "outcome": "resolved"}),
        ("r2", "repair", 4, "", [], {"format": "open_request"}),
    )
    assert rows(session, "M-28", "share")["TOM", ""].k == 2
    assert rows(session, "M-28", "per_100_turns")["TOM", ""].value == pytest.approx(200 / 3)
    assert rows(session, "M-28", "format:open_request")["TOM", ""].value == 0.5
    assert rows(session, "M-28", "outcome:resolved")["TOM", ""].excluded == "1 not coded"


def test_orders_in_the_others_matters_are_counted_apart():
    session = tagged(
        "SUE: sit down\nTOM: no\nSUE: shall we go\n",
        (
            "d1",
            "deontic",
            1,
            "",
            [],
            {
                "act": "directive_imperative",
                "domain": "others",
                "response": "refuse",
                "staff_practice": "minimises_task",
            },
        ),
        ("d2", "deontic", 3, "", [], {"act": "proposal", "domain": "joint"}),
    )
    assert rows(session, "M-16", "share")["SUE", ""].value == 1
    assert rows(session, "M-16", "domain:others")["SUE", ""].value == 0.5
    assert rows(session, "M-16", "response:refuse")["SUE", ""].n == 1
    assert rows(session, "M-16", "act_in_others_domain:directive_imperative")["SUE", ""].value == 1
    assert rows(session, "M-16", "after_refusal:minimises_task")["SUE", ""].value == 1


class TestLeading:
    def session(self, *categories):
        text = "".join(f"{'SUE' if n % 2 == 0 else 'TOM'}: well\n" for n in range(len(categories)))
        tags = [
            (f"i{n}", "ir", n + 1, "", [], {"category": name})
            for n, name in enumerate(categories)
            if name
        ]
        return tagged(text, *tags)

    def test_a_number_that_rests_on_an_unchecked_strength_says_so(self):
        session = self.session("free_strong", "response", "self_strong", "response")
        row = rows(session, "M-15", "index")["SUE", ""]
        assert row.value == 5
        assert row.note.endswith("not checked against the 1988 article: =>")
        assert not rows(session, "M-15", "index")["TOM", ""].note
        assert "=>" in rows(session, "M-15", "difference")["SUE", "TOM"].note

    def test_a_category_without_a_strength_is_left_out_and_said(self):
        row = rows(self.session("free_strong", "self_response", "response"), "M-15", "index")
        assert row["TOM", ""].value is None
        assert row["SUE", ""].value == 4

    def test_turns_without_a_category_are_left_out(self):
        row = rows(self.session("free_strong", "", "response", "response"), "M-15", "index_all")
        assert (row["", ""].n, row["", ""].excluded) == (3, "1 no category")

    def test_a_codebook_without_strengths_has_no_index(self):
        from ca_tool.codebook import Codebook

        row = rows(self.session("free_strong"), "M-15", "index_all", Codebook())["", ""]
        assert (row.value, row.note) == (None, "the codebook has no strengths")

    def test_a_changed_strength_changes_the_number(self):
        code = CODEBOOK.by_name["ir"]
        category = code.attributes[0]
        values = tuple(
            replace(value, score=10.0, verified=False) if value.name == "response" else value
            for value in category.values
        )
        changed = replace(code, attributes=(replace(category, values=values),))
        book = replace(CODEBOOK, codes=(changed,))
        row = rows(self.session("response"), "M-15", "category:<", book)["SUE", ""]
        assert row.value == 1
        session = self.session("response", "response")
        assert rows(session, "M-15", "index", book)["SUE", ""].value == 10


class TestParticipation:
    @pytest.mark.parametrize(
        ("before", "after", "kind"),
        [
            ("AB", "BA", "AB-BA"),
            ("AB", "B*", "AB-B0"),
            ("AB", "BC", "AB-BY"),
            ("A*", "C*", "A0-X0"),
            ("A*", "CA", "A0-XA"),
            ("A*", "CD", "A0-XY"),
            ("AB", "C*", "AB-X0"),
            ("AB", "CA", "AB-XA"),
            ("AB", "CB", "AB-XB"),
            ("AB", "CD", "AB-XY"),
            ("A*", "AC", "A0-AY"),
            ("AB", "A*", "AB-A0"),
            ("AB", "AC", "AB-AY"),
            ("AB", "AB", ""),
        ],
    )
    def test_the_thirteen_types(self, before, after, kind):
        assert shift_kind(*before, *after) == kind
        assert not kind or any(kind in kinds for kinds in FAMILIES.values())

    def test_a_turn_to_nobody_known_is_not_taken_for_one_to_the_group(self):
        session = tagged("SUE: so\nTOM: yes\nPAM: no\n")
        row = rows(session, "M-30", "receiving")["", ""]
        assert (row.value, row.excluded) == (None, "2 addressee not known")

    def test_what_is_said_of_the_addressee_outweighs_what_follows_from_other_tags(self):
        session = tagged(
            "SUE: is it cold\nTOM: yes\nPAM: no\n",
            ("q", "question", 1, "", ["TOM"], {}),
            ("w", "addressed", 1, "", ["PAM"], {}),
        )
        row = rows(session, "M-31", "speaks_next")["PAM", ""]
        assert (row.k, row.n) == (0, 1)

    def test_an_answer_is_said_to_whoever_asked(self):
        session = tagged(
            "SUE: is it cold\nTOM: yes\nSUE: oh\n",
            ("q", "question", 1, "", ["TOM"], {}),
            ("a", "response", 2, "", [], {}),
            links=[("a", "answers", "q")],
            people=("PAM",),
        )
        row = rows(session, "M-31", "speaks_next_all")["", ""]
        assert (row.k, row.n) == (2, 2)

    def test_one_person_alone_hands_the_turn_to_nobody(self):
        alone = parse("SUE: well\n").with_participants((Participant("SUE"),))
        for measure in ("M-20", "M-26", "M-27", "M-30", "M-31"):
            found = measure_session(Session("S", alone), CODER, measures=[measure])
            assert all(row.value is None and row.note for row in found), measure
