"""Numbers, margins, labels and owners of lines: how transcribers lay talk out."""

import time

import pytest

from ca_tool.notation import parse, suggest_profile
from ca_tool.transcript import UNKNOWN, LineKind
from ca_tool.transcript import TokenKind as K

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes


def rows(text, **options):
    found = parse(text, **options)
    return [(str(line.kind), line.speakers, line.text) for line in found.lines]


def owners(text, **options):
    return [line.speakers for line in parse(text, **options).lines]


def kinds(text, **options):
    return [line.kind for line in parse(text, **options).lines]


class TestHeaders:
    @pytest.mark.parametrize(
        "header",
        [
            "[NB:II:2:R:5]",
            "[GTS:I:2:3:R:1-5:3-4]",
            "((tape 3, 12:30))",
            "Extract 4:",
            "Extract (4) Kitchen",
            "(12) [Code]",
        ],
    )
    def test_n01_headers_are_never_talk(self, header):
        found = parse(f"{header}\nANN: hi\nBEN: hi\n")
        assert found.lines[0].kind is LineKind.HEADER
        assert found.tokens[0] == ()
        assert found.codes == ("ANN", "BEN")

    def test_n01_the_first_header_is_the_title(self):
        assert parse("[GTC-A:kitchen:tea]\nANN: hi\nBEN: hi\n").title == "GTC-A:kitchen:tea"
        extract = "Extract 7: the week (DVD 2)"
        assert parse(f"{extract}\nANN: hi\nBEN: hi\n").title == extract
        assert parse("[NB:1]\nANN: hi\nBEN: hi\n", title="mine").title == "mine"

    def test_words_before_the_first_label_are_a_heading(self):
        assert kinds("Making tea\n\nANN: hi\nBEN: hi\n")[0] is LineKind.HEADER


class TestNumbers:
    @pytest.mark.parametrize(
        "style", ["{:02d} ", "{}. ", "{}) ", "({}) ", "{}\t", "{:4d}  ", "{}: "]
    )
    def test_n02_numbers_of_any_style_are_no_talk(self, style):
        talk = ["ANN: two sugars", "     (0.4)", "BEN: yes"]
        text = "".join(style.format(n) + line + "\n" for n, line in enumerate(talk, 1))
        found = parse(text)
        assert [line.number for line in found.lines] == [
            style.format(n).strip().strip("().:") for n in (1, 2, 3)
        ]
        assert [line.text for line in found.lines] == ["two sugars", "(0.4)", "yes"]

    def test_n02_without_numbering_a_numeral_is_talk(self):
        found = parse("ANN: how many\nBEN: er\n     2 sugars\nANN: right\n")
        assert found.lines[2].text == "2 sugars"
        assert found.lines[2].number == ""

    def test_a23_a_wrapped_line_that_begins_with_a_numeral_is_talk(self):
        found = parse("10 ANN: how many\n11 BEN: I would like\n        2 sugars\n12 ANN: right\n")
        assert found.lines[2].text == "2 sugars"
        assert found.lines[2].speakers == ("BEN",)

    def test_n02_numbering_may_start_anywhere_and_start_again(self):
        text = "12 ANN: hi\n13 BEN: hi\n14 ANN: so\n1  ANN: hi\n2  BEN: hi\n"
        assert [line.number for line in parse(text).lines] == ["12", "13", "14", "1", "2"]

    def test_n02_every_fifth_line_may_be_numbered(self):
        talk = [f"{'' if n % 5 else n:<4}{'AB'[n % 2]}:  so" for n in range(1, 21)]
        found = parse("\n".join(talk))
        assert found.codes == ("B", "A")
        assert [line.number for line in found.lines if line.number] == ["5", "10", "15", "20"]

    def test_n02_lines_between_may_lack_a_number(self):
        text = "1 ANN: hi\n        (0.3)\n2 BEN: hi\n3 ANN: so\n"
        assert [line.number for line in parse(text).lines] == ["1", "", "2", "3"]


class TestMargins:
    @pytest.mark.parametrize("arrow", ["→", "->", "-->", "=>", "1->", "a->", "►"])
    @pytest.mark.parametrize("line", ["{a} 02 BEN: yes", "02 {a} BEN: yes", "02{a} BEN: yes"])
    def test_n50_arrows_are_no_talk(self, arrow, line):
        if line.startswith("02{") and arrow[0] not in "→-►":
            line = "02 {a} BEN: yes"
        found = parse(f"01 ANN: hi\n{line.format(a=arrow)}\n03 ANN: so\n")
        assert found.lines[1].text == "yes"
        assert found.lines[1].speakers == ("BEN",)

    def test_n50_at_the_right_edge(self):
        found = parse("ANN: are you coming      <--\nBEN: yes  →\n")
        assert [line.text for line in found.lines] == ["are you coming", "yes"]


class TestLabels:
    def test_n03_a_prolongation_at_the_end_of_a_line_is_no_label(self):
        text = "01 PAM: you'll have to\n02      ask Jo:\n03 JO:  yes\n04 PAM: right\n05 JO:  mm\n"
        assert owners(text) == [("PAM",), ("PAM",), ("JO",), ("PAM",), ("JO",)]

    def test_n03_a_colon_inside_a_word_is_no_label(self):
        assert owners("ANN: hi\nBEN: hi\nso:me of them\n") == [("ANN",), ("BEN",), ("BEN",)]

    def test_n03_somebody_who_speaks_once_has_a_label_too(self):
        assert owners("ANN: hi\nBEN: hi\nANN: so\nBEN: mm\nCAT: yes\n")[-1] == ("CAT",)

    def test_n03_the_same_label_in_another_case_is_the_same_person(self):
        found = parse("Ann: hi\nBen: hi\nANN: so\n")
        assert found.codes == ("ANN", "BEN")
        assert found.participants[0].labels == ("Ann", "ANN")

    def test_labels_may_have_several_words_and_figures(self):
        text = "Support worker: hi\nP1: hi\nSupport worker: so\nP1: mm\n"
        assert parse(text).codes == ("SUPPORT WORKER", "P1")

    def test_a_figure_may_be_a_label(self):
        assert owners("1: hello\n2: hi\n1: so\n2: mm\n") == [("1",), ("2",), ("1",), ("2",)]

    def test_a_figure_with_a_colon_may_be_a_number(self):
        found = parse("1: ANN: hello\n2: BEN: hi\n3: ANN: so\n")
        assert found.codes == ("ANN", "BEN")

    def test_what_somebody_does_may_stand_before_the_colon(self):
        assert owners("Ann: hi\nBen: hi\nAnn (laughs): so\n")[2] == ("ANN",)

    def test_a_tab_may_stand_for_the_colon(self):
        found = parse("ANN\thi there\nBEN\thi\n\t(0.4)\nANN\tso\n")
        assert owners("ANN\thi there\nBEN\thi\n\t(0.4)\nANN\tso\n") == [
            ("ANN",),
            ("BEN",),
            (),
            ("ANN",),
        ]
        assert found.lines[0].text == "hi there"

    @pytest.mark.parametrize("label", ["(Ben)", "Ben?", "?Ben"])
    def test_n04_a_doubted_speaker(self, label):
        found = parse(f"Ann: hi\nBen: hi\n{label}: so\nBen: mm\n")
        assert found.lines[2].speakers == ("BEN",)
        assert not found.lines[2].certain
        assert found.lines[1].certain

    @pytest.mark.parametrize("label", ["?", "??", "(   )", "( )"])
    def test_n04_an_unknown_speaker_is_nobody_in_particular(self, label):
        found = parse(f"ANN: hi\nBEN: hi\n{label}: so\nBEN: mm\nANN: mm\n")
        assert found.lines[2].speakers == (UNKNOWN,)
        assert found.codes == ("ANN", "BEN")
        assert [p.code for p in found.problems] == ["I-UNKNOWN"]

    @pytest.mark.parametrize("label", ["Ann & Tom", "Ann and Tom", "Ann/Tom", "ALL", "Both"])
    def test_n05_choral_lines_belong_to_everybody_named(self, label):
        text = f"Ann: hi\nTom: hi\nAnn: so\n{label}: yes\nTom: mm\n"
        assert owners(text)[3] == ("ANN", "TOM")
        assert parse(text).codes == ("ANN", "TOM")

    def test_n07_a_label_without_talk_is_kept(self):
        found = parse("ANN: hi\nTOM:\nANN: hi Tom\nTOM: hi\n")
        assert found.lines[1].kind is LineKind.TALK
        assert found.lines[1].text == ""
        assert [p.code for p in found.problems] == ["I-BLANK"]

    def test_the_analyst_may_fix_a_label(self):
        text = "Sue: hi\nS: so\nTom: mm\n"
        assert owners(text, labels={"S": "SUE"}) == [("SUE",), ("SUE",), ("TOM",)]

    def test_the_analyst_may_say_that_something_is_no_label(self):
        text = "Sue: hi\nTom: well\nSure: I do\nSue: good\nTom: mm\n"
        assert owners(text)[2] == ("SURE",)
        assert owners(text, labels={"Sure": ""})[2] == ("TOM",)


class TestUnlabelledLines:
    def test_n06_a_silence_belongs_to_nobody(self):
        assert rows("ANN: hi\n     (0.4)\nBEN: hi\n")[1] == ("silence", (), "(0.4)")

    def test_n06_a_silence_may_carry_a_description(self):
        assert kinds("ANN: hi\n     (0.4) ((Ben nods))\nBEN: hi\n")[1] is LineKind.SILENCE

    def test_n06_a_description_names_who_acts(self):
        found = rows("ANN: hi\n     ((Ben nods))\n     ((door opens))\nBEN: hi\n")
        assert found[1] == ("comment", ("BEN",), "((Ben nods))")
        assert found[2] == ("comment", (), "((door opens))")

    def test_n06_other_talk_goes_on_with_the_label_above(self):
        assert rows("ANN: hi and\n     so on\nBEN: hi\n")[1] == ("continuation", ("ANN",), "so on")

    def test_n06_beyond_a_silence_too(self):
        assert owners("ANN: hi and\n     (0.4)\n     so on\nBEN: hi\n")[2] == ("ANN",)

    def test_n06_a_doubtful_owner_is_reported(self):
        text = "PAM: to the [shops or\nJO:          [mm\n     the park\nPAM: well\nJO:  yes\n"
        assert [p.code for p in parse(text).problems] == ["W-CONT"]

    def test_n08_a_wrapped_line_may_begin_at_the_left_margin(self):
        assert owners("ANN: hi and\nso on\nBEN: hi\n") == [("ANN",), ("ANN",), ("BEN",)]

    @pytest.mark.parametrize(
        "gap", ["...", ". . .", "[...]", "[…]", "((12 lines omitted))", "(lines omitted)"]
    )
    def test_n09_an_omission_ends_the_turn(self, gap):
        found = parse(f"ANN: hi and\n{gap}\nso on\nBEN: hi\nANN: mm\n")
        assert found.lines[1].kind is LineKind.OMISSION
        assert found.lines[2].speakers == (UNKNOWN,)

    def test_n10_a_bracket_alone_between_lines_belongs_to_nobody(self):
        text = "ANN: so I said\n        [\nBEN:    what\nANN: this\n"
        assert owners(text)[1] == ()
        assert [t.kind for t in parse(text).tokens[1]] == [K.OVERLAP_ONSET]

    def test_without_any_label_talk_is_nobodys(self):
        assert owners("so I said\nand then\n") == [(UNKNOWN,), (UNKNOWN,)]

    def test_blank_lines_change_no_owner(self):
        assert owners("ANN: hi and\n\n     so on\nBEN: hi\n")[2] == ("ANN",)


MONDADA = (
    "1 SUE: shall we *take the bus*\n"
    "       sue      *looks at Tom *\n"
    "2      (0.3)*(0.5)\n"
    "       sue  *points-->\n"
    "3 TOM: mm+ yes\n"
    "       tom  +nods-->>\n"
    "       fig  #fig.1\n"
)


class TestTiers:
    def test_tiers_are_never_talk(self):
        found = kinds(MONDADA, profile="mondada")
        assert [str(kind) for kind in found] == [
            "talk",
            "tier",
            "silence",
            "tier",
            "talk",
            "tier",
            "tier",
        ]

    def test_delimiters_are_anchors_and_part_no_word(self):
        found = parse(MONDADA, profile="mondada")
        assert [t.value for t in found.tokens[0] if t.kind is K.ANCHOR] == ["*", "*"]
        assert [t.value for t in found.tokens[4] if t.kind is K.WORD] == ["mm", "yes"]

    def test_anchors_do_not_part_a_silence_from_its_line(self):
        found = parse(MONDADA, profile="mondada")
        assert [t.seconds for t in found.tokens[2] if t.kind is K.SILENCE] == [0.3, 0.5]

    def test_talk_with_an_anchor_inside_is_no_tier(self):
        text = "SUE: shall we *take\n     the *bus then\nTOM: mm\n"
        assert kinds(text, profile="mondada")[1] is LineKind.CONTINUATION


class TestSuggestedProfile:
    def test_tiers_with_arrows_suggest_mondada(self):
        assert suggest_profile(MONDADA)[0] == "mondada"

    def test_speakers_between_star_and_tab_suggest_chat(self):
        assert suggest_profile("*ANN:\thi\n*BEN:\thi\n")[0] == "chat-ca"

    def test_else_it_is_read_loosely(self):
        for text in ("ANN: *oh no*\nBEN: -->yes\n", "", "ANN: hi\n->BEN: hi\n" * 9):
            assert suggest_profile(text)[0] == "loose-CA"

    def test_junk_takes_no_time(self):
        start = time.process_time()
        for junk in ("*" * 200_000, "*-" * 100_000, "\n*" * 100_000, "-" * 200_000):
            suggest_profile(junk)
        assert time.process_time() - start < BOUND


class TestTimes:
    def test_a_time_before_the_label_is_the_lines(self):
        found = parse("[00:01:02] ANN: hi\n[00:01:05] BEN: hi\n[00:01:09] ANN: so\n")
        assert [line.start_ms for line in found.lines] == [62_000, 65_000, 69_000]
        assert [line.text for line in found.lines] == ["hi", "hi", "so"]
