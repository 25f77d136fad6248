"""Jefferson's signs, rule by rule: ids are those of the notation reference."""

import pytest

from ca_tool.notation import PROFILES, parse, tokenise
from ca_tool.notation.words import letters
from ca_tool.transcript import Flag, LineKind
from ca_tool.transcript import TokenKind as K


def read(body, profile="loose-CA"):
    return tokenise(body, 0, PROFILES[profile])[0]


def of(body, *kinds, profile="loose-CA"):
    """Return (text, value) of the tokens of *kinds* in *body*."""
    return [(body[t.start : t.end], t.value) for t in read(body, profile) if t.kind in kinds]


def words(body, profile="loose-CA"):
    return [token.value for token in read(body, profile) if token.kind is K.WORD]


def flags(body, word):
    return next(Flag(t.flags) for t in read(body) if t.kind is K.WORD and t.value == word)


def odd(body, profile="loose-CA"):
    return [problem.code for problem in tokenise(body, 0, PROFILES[profile])[1]]


def sole(body, profile="loose-CA"):
    """Return the kind and value of the only token of *body*."""
    (token,) = read(body, profile)
    return token.kind, token.value


class TestSigns:
    def test_n10_onsets_of_overlap(self):
        assert of("so [yeah", K.OVERLAP_ONSET) == [("[", "")]
        assert of("[[what", K.OVERLAP_ONSET) == [("[[", "[[")]
        assert of("my son // did it", K.OVERLAP_ONSET) == [("//", "//")]
        assert of("my son ‖ did it", K.OVERLAP_ONSET) == [("‖", "//")]
        assert of("[2yeah]2", K.OVERLAP_ONSET, K.OVERLAP_END) == [("[2", "2"), ("]2", "2")]

    def test_n10_a_numeral_after_a_bracket_is_said(self):
        assert words("[2 sugars") == ["2", "sugars"]

    def test_n11_ends_of_overlap(self):
        assert of("ye]ah", K.OVERLAP_END) == [("]", "")]
        assert words("ye]ah") == ["yeah"]

    def test_n12_latches_at_the_edge_say_which(self):
        assert of("=so I said=", K.LATCH) == [("=", "start"), ("=", "end")]
        assert of("though= ((laughs))", K.LATCH) == [("=", "end")]
        assert of("I know]=", K.LATCH) == [("=", "end")]
        assert of("=[[what", K.LATCH) == [("=", "start")]

    def test_n13_a_rush_through_parts_words(self):
        assert words("well=I") == ["well", "I"]
        assert of("well = I", K.SELF_LATCH) == [("=", "")]

    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("(0.5)", 0.5),
            ("(.5)", 0.5),
            ("(0,5)", 0.5),
            ("(5)", 5),
            ("(0.5 sec)", 0.5),
            ("(2s)", 2),
            ("(2.0 secs)", 2),
            ("[0.5]", 0.5),
            ("( 1.2 )", 1.2),
        ],
    )
    def test_n15_timed_silences(self, written, seconds):
        (token,) = read(written)
        assert (token.kind, token.seconds) == (K.SILENCE, seconds)

    @pytest.mark.parametrize("written", ["(.)", "(·)", "( . )", "(•)"])
    def test_n16_micropauses(self, written):
        assert sole(written)[0] is K.MICROPAUSE

    @pytest.mark.parametrize("written", ["((pause))", "(pause)", "(..)", "(-)", "(---)", "…"])
    def test_n17_untimed_silences(self, written):
        assert sole(written)[0] is K.UNTIMED

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("so.", "."),
            ("so,", ","),
            ("so?", "?"),
            ("so¿", "¿"),
            ("so?,", "¿"),
            ("so,?", "¿"),
            ("so_", "_"),
            ("so;", ";"),
        ],
    )
    def test_n18_to_n23_final_contours(self, written, value):
        assert [v for _, v in of(written, K.CONTOUR)] == [value]
        assert words(written) == ["so"]

    def test_n24_an_animated_tone(self):
        assert of("wow!", K.ANIMATED) == [("!", "")]

    def test_n25_prolongation_is_no_letter(self):
        assert words("the::n so:::") == ["then", "so"]
        assert of("the::n so:::", K.PROLONGATION) == [("::", "::"), (":::", ":::")]

    @pytest.mark.parametrize(
        ("written", "stressed"),
        [
            ("<u>w</u>ord", "<u>w</u>"),
            ("w_or_d", "_or_"),
            ("_word_", "_word_"),
            ("wo\u0332r\u0332d", "o\u0332r\u0332"),
            ("\x02\x01word\x02\x02", "\x02\x01word\x02\x02"),
        ],
    )
    def test_n26_stress_parts_no_word(self, written, stressed):
        assert words(written) == ["word"]
        assert [text for text, _ in of(written, K.STRESS)] == [stressed]

    def test_n26_underlining_may_run_over_several_words(self):
        assert of("<u>not now</u>", K.STRESS) == [("<u>not now</u>", "")]
        assert words("<u>not now</u>") == ["not", "now"]

    def test_n28_capitals_are_loud(self):
        assert of("OH right", K.LOUD) == [("OH", "")]
        assert flags("OH right", "OH") & Flag.LOUD

    @pytest.mark.parametrize("sign", "°º˚◦∘ᵒ")
    def test_n29_degree_signs_of_all_kinds_are_soft(self, sign):
        assert [v for _, v in of(f"{sign}yes{sign}", K.SOFT)] == ["open", "close"]

    def test_n29_doubled_is_softer(self):
        assert [v for _, v in of("°°yes°°", K.SOFT)] == ["open2", "close2"]

    def test_n30_steps_in_pitch(self):
        body = "↑what ↓no ↑↑hey ^yes"
        assert of(body, K.PITCH_UP) == [("↑", ""), ("↑↑", "2"), ("^", "")]
        assert of(body, K.PITCH_DOWN) == [("↓", "")]

    def test_n35_cut_off_words_count_and_are_flagged(self):
        assert flags("the- the", "the") & Flag.CUT_OFF
        assert words("get the- the–") == ["get", "the", "the"]

    @pytest.mark.parametrize("written", [".hh", "·hh", "˙hh", "•hh", "∙hh", ".h", ".hhh"])
    def test_n36_in_breaths(self, written):
        assert sole(written)[0] is K.IN_BREATH

    @pytest.mark.parametrize("written", ["hh", "hhh", "h", "Hhhh"])
    def test_n37_out_breaths(self, written):
        assert sole(written)[0] is K.OUT_BREATH

    @pytest.mark.parametrize("written", ["wo(h)rd", "wo(hh)rd", "wo(hah)rd"])
    def test_n38_laughter_in_a_word(self, written):
        assert words(written) == ["word"]
        assert flags(written, "word") & Flag.LAUGHED

    @pytest.mark.parametrize("written", ["heh", "hah", "ha", "hih", "hheh", "eheh", "hahaha"])
    def test_n39_laughter_is_no_word(self, written):
        assert sole(written)[0] is K.LAUGHTER

    @pytest.mark.parametrize("written", ["he", "hi", "oh", "ah", "aha", "her", "hay", "ho"])
    def test_n39_words_that_look_like_laughter(self, written):
        assert words(written) == [written]

    @pytest.mark.parametrize(
        ("profile", "sign", "kind"),
        [
            ("loose-CA", "£", K.SMILE),
            ("loose-CA", "€", K.SMILE),
            ("loose-CA", "#", K.CREAK),
            ("jefferson-2004", "*", K.CREAK),
            ("hepburn-bolden", "#", K.CREAK),
            ("hepburn-bolden", "~", K.TREMULOUS),
            ("loose-CA", "@", K.LAUGHING_VOICE),
        ],
    )
    def test_n40_to_n43_voices(self, profile, sign, kind):
        body = f"{sign}lots of it{sign}"
        assert [v for _, v in of(body, kind, profile=profile)] == ["open", "close"]
        assert words(body, profile) == ["lots", "of", "it"]

    def test_n44_sniffs(self):
        assert sole(".shih")[0] is K.SOB

    @pytest.mark.parametrize("written", ["tch", ".tk", "pt", ".mt", "((click))"])
    def test_n45_clicks(self, written):
        assert sole(written)[0] is K.CLICK

    @pytest.mark.parametrize(
        ("written", "width"),
        [
            ("( )", "1"),
            ("(   )", "3"),
            ("(xxx)", "3"),
            ("(x x)", "3"),
            ("(??)", "2"),
            ("(inaudible)", "9"),
            ("xxx", "3"),
        ],
    )
    def test_n46_unintelligible_talk_keeps_its_width(self, written, width):
        assert sole(written) == (K.UNINTELLIGIBLE, width)

    def test_n47_uncertain_words_count_and_are_flagged(self):
        assert words("(think so)") == ["think", "so"]
        assert flags("(think so)", "think") & Flag.UNCERTAIN
        assert flags("(word?)", "word") & Flag.UNCERTAIN
        assert words("go(ing) {there}") == ["going", "there"]

    def test_n47_a_guess_may_hold_a_silence(self):
        body = "(so it (.) was (0.4) there)"
        assert words(body) == ["so", "it", "was", "there"]
        assert of(body, K.SILENCE, K.MICROPAUSE) == [("(.)", ""), ("(0.4)", "0.4")]
        assert odd(body) == []

    @pytest.mark.parametrize("written", ["(word/ward)", "(word)/(ward)"])
    def test_n48_of_alternative_hearings_the_first_counts(self, written):
        assert words(written) == ["word"]
        assert [text for text, _ in of(written, K.ALTERNATIVES)] == [written]

    def test_n49_descriptions_are_no_talk(self):
        assert sole("((Tom nods (twice)))") == (K.COMMENT, "Tom nods (twice)")
        assert sole("{points to the fridge}") == (K.COMMENT, "points to the fridge")

    def test_n51_letter_spaced_words_are_joined(self):
        assert words("[m y  f a t h e r ’s") == ["my", "fathers"]
        assert odd("[m y  f a t h e r ’s") == ["I-SPACED"]
        assert flags("[m y  f a t h e r ’s", "my") & Flag.SPACED

    @pytest.mark.parametrize("written", ["[name]", "((name))", "____", "XXX", "[place]"])
    def test_n53_a_name_taken_out_is_one_word(self, written):
        (word,) = [token for token in read(written) if token.kind is K.WORD]
        assert word.flags & Flag.ANONYMISED

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("[00:01:23]", "83000"),
            ("(00:12)", "12000"),
            ("#00:01:23-4#", "83000"),
            ("\x151234_5678\x15", "1234_5678"),
        ],
    )
    def test_n54_times_are_no_talk(self, written, value):
        assert sole(written) == (K.TIME_CODE, value)


class TestScope:
    def test_n60_a_span_may_close_in_a_later_line_of_the_turn(self):
        found = parse("ANN: °so I said\n     well no°\nBEN: mm\n")
        assert [t.value for t in found.tokens[0] if t.kind is K.SOFT] == ["open"]
        assert [t.value for t in found.tokens[1] if t.kind is K.SOFT] == ["close"]
        assert not found.problems

    def test_n60_the_silence_between_does_not_matter(self):
        found = parse("ANN: >so I said\n     (0.4)\nANN: well no<\nBEN: mm\n")
        assert [t.value for t in found.tokens[2] if t.kind is K.FAST] == ["close"]
        assert not found.problems

    def test_n60_a_span_does_not_reach_over_another_speaker(self):
        found = parse("ANN: °so I said\nBEN: mm°\n")
        assert [p.code for p in found.problems] == ["W-UNCLOSED", "W-UNCLOSED"]

    def test_n60_an_opening_sign_closes_the_one_before(self):
        assert [v for _, v in of("°yes °no°", K.SOFT)] == ["open", "open", "close"]
        assert odd("°yes °no°") == ["W-UNCLOSED"]

    def test_n62_layers_may_cross(self):
        body = ">I was go[ing< to]"
        assert words(body) == ["I", "was", "going", "to"]
        assert [v for _, v in of(body, K.FAST)] == ["open", "close"]
        assert odd(body) == []

    @pytest.mark.parametrize(
        ("written", "said"),
        [("thi[rty", "thirty"), ("Mar::[garet", "Margaret"), ("wo(h)rd", "word")],
    )
    def test_n63_signs_inside_a_word_do_not_part_it(self, written, said):
        assert words(written) == [said]

    def test_n63_offsets_are_exact(self):
        (word, mark) = read("thi[rty")
        assert (word.start, word.end, mark.start) == (0, 7, 3)

    def test_n64_silences_and_breaths_part_words(self):
        assert words("so(0.3)now(.)then") == ["so", "now", "then"]


class TestAmbiguities:
    def test_a01_close_and_latch(self):
        body = ">I don't know<=have you washed"
        assert [v for _, v in of(body, K.FAST)] == ["open", "close"]
        assert of(body, K.SELF_LATCH) == [("=", "")]
        assert words(body) == ["I", "don't", "know", "have", "you", "washed"]

    def test_a01_slow(self):
        assert [v for _, v in of("<hot chocolate>", K.SLOW)] == ["open", "close"]

    def test_a01_jump_start(self):
        assert of("but <I never", K.JUMP_START) == [("<", "")]

    def test_a01_sudden_stop(self):
        assert of("stop<", K.SUDDEN_STOP) == [("<", "")]

    def test_a01_doubled(self):
        assert [v for _, v in of(">>so yeah<<", K.FAST)] == ["open2", "close2"]

    def test_a01_a_closing_sign_alone_is_reported(self):
        assert odd("so yeah> no") == ["W-PACE"]

    def test_a01_fast_may_end_where_slow_begins(self):
        body = ">so I said< <well no>"
        assert [v for _, v in of(body, K.FAST)] == ["open", "close"]
        assert [v for _, v in of(body, K.SLOW)] == ["open", "close"]

    def test_a02_splits_words(self):
        assert words("pasta?=you had") == ["pasta", "you", "had"]

    def test_a02_one_sided_latches_are_noted(self):
        found = parse("ANN: so=\nBEN: what\nANN: this\n")
        assert [p.code for p in found.problems] == ["I-LATCH1"]
        found = parse("ANN: so\nBEN: =what\n")
        assert [p.code for p in found.problems] == ["I-LATCH1"]

    def test_a02_a_latch_to_nowhere_is_reported(self):
        assert [p.code for p in parse("ANN: so\nBEN: what=\n").problems] == ["W-LATCH"]

    def test_a02_through_the_overlapped_talk_of_others(self):
        found = parse("ANN: so I [said=\nBEN:       [mm\nANN: =to him\n")
        assert not [p.code for p in found.problems if "LATCH" in p.code]

    def test_a03_a_header_is_no_overlap(self):
        found = parse("[NB:II:2:R:5]\nANN: hi\nBEN: hi\n")
        assert found.lines[0].kind is LineKind.HEADER
        assert found.tokens[0] == ()

    def test_a03_a_remark_far_from_any_overlap_is_an_editors(self):
        found = parse("ANN: so he [the speaker's brother] came\nBEN: mm\nANN: yes\n")
        assert [t.kind for t in found.tokens[0] if t.kind is not K.WORD] == [K.EDITORIAL]
        assert sum(t.kind is K.WORD for t in found.tokens[0]) == 3

    def test_a03_a_name_taken_out_is_said(self):
        found = parse("ANN: so [name of friend] came\nBEN: mm\nANN: yes\n")
        assert sum(t.kind is K.WORD for t in found.tokens[0]) == 3

    def test_a03_the_same_words_near_overlap_are_overlap(self):
        found = parse("ANN: so [my brother] came\nBEN:    [mm]\nANN: yes\n")
        assert [t.kind for t in found.tokens[0] if t.kind is not K.WORD] == [
            K.OVERLAP_ONSET,
            K.OVERLAP_END,
        ]

    def test_a03_when_unsure_it_is_overlap_and_said_so(self):
        found = parse("ANN: so [he] came\nBEN: mm\nANN: yes\nBEN: mm\nANN: no\n")
        assert [p.code for p in found.problems] == ["I-EDIT?"]

    @pytest.mark.parametrize("written", ["(laughs)", "(nods)", "(Tom nods)", "(coughs twice)"])
    def test_a05_a_lone_bracket_with_a_body_verb_is_probably_a_description(self, written):
        assert sole(written)[0] is K.COMMENT
        assert odd(written) == ["I-1PAREN"]

    def test_a05_a_description_may_run_over_lines(self):
        found = parse("ANN: so ((picks up the\n     book)) yes\nBEN: mm\n")
        assert [len([t for t in line if t.kind is K.WORD]) for line in found.tokens] == [1, 1, 1]
        assert not found.problems

    def test_a05_an_unclosed_description_ends_with_its_line(self):
        found = parse("ANN: so ((picks up\nBEN: mm\n")
        assert [p.code for p in found.problems] == ["W-COMMENT"]
        assert sum(t.kind is K.WORD for t in found.tokens[0]) == 1

    def test_a06_figures_in_brackets_are_seconds_and_a_count_is_noted(self):
        found = parse("ANN: so (1) I (2) said (3) no\nBEN: mm\n")
        assert [t.seconds for t in found.tokens[0] if t.kind is K.SILENCE] == [1, 2, 3]
        assert [p.code for p in found.problems] == ["I-LIST"]

    def test_a06_many_long_silences_are_doubted(self):
        found = parse("ANN: so (12) I (15) said (0.3) no\nBEN: mm\n")
        assert [p.code for p in found.problems] == ["W-SILENCE10"]

    def test_a07_clock_times_are_one_word(self):
        assert words("at 12:30 then") == ["at", "12:30", "then"]
        assert of("at 12:30 then", K.PROLONGATION) == []
        assert of("this : that", K.PROLONGATION) == []

    def test_a08_decimals_and_in_breaths_are_no_contours(self):
        assert of("about 2.5 miles", K.CONTOUR) == []
        assert words("about 2.5 miles") == ["about", "2.5", "miles"]
        assert of("so .hhh well", K.CONTOUR) == []

    def test_a09_degrees_of_temperature(self):
        assert of("it was 20° there", K.SOFT) == []
        assert odd("it was 20° there") == []
        assert [v for _, v in of("°hh yes°", K.SOFT)] == ["open", "close"]

    def test_a10_hyphens_stammers_and_dashes(self):
        assert words("hyphen-ated") == ["hyphen-ated"]
        assert flags("w-w-what", "w-w-what") & Flag.STAMMERED
        assert sole("-")[0] is K.DASH
        assert odd("so - well – no") == ["I-DASH", "I-DASH"]

    def test_a11_a_star_is_creak_where_paired_and_nothing_where_not(self):
        assert [v for _, v in of("*oh no*", K.CREAK)] == ["open", "close"]
        assert of("oh *no", K.CREAK) == []
        assert odd("oh *no") == []

    def test_a11_a_lone_star_after_slashes_ends_their_overlap(self):
        assert of("my son // didid.* so", K.OVERLAP_END) == [("*", "*")]

    def test_a12_hashes(self):
        assert of("#oh no#", K.CREAK) == [("#", "open"), ("#", "close")]
        assert sole("#00:01:23-4#")[0] is K.TIME_CODE

    def test_a13_a_caret_is_pitch(self):
        assert of("^what", K.PITCH_UP) == [("^", "")]

    def test_a14_pounds_are_money_before_figures(self):
        assert of("it costs £5 there", K.SMILE) == []
        assert words("it costs £5 there") == ["it", "costs", "5", "there"]
        assert [v for _, v in of("£5 a week£ he said", K.SMILE)] == ["open", "close"]

    def test_a16_what_capitals_mean(self):
        assert of("tomoRROW", K.LOUD) == [("RROW", "")]
        for quiet in ("I know", "Tom came", "the TV is on", "two PAs"):
            assert of(quiet, K.LOUD) == [], quiet

    def test_a16_a_name_in_capitals_is_not_loud(self):
        found = parse("ANN: where is BEN\nBEN: HERE\n")
        assert [t.kind for t in found.tokens[0] if t.kind is K.LOUD] == []
        assert [t.kind for t in found.tokens[1] if t.kind is K.LOUD] == [K.LOUD]

    def test_a18_underscores(self):
        assert of("so_ well", K.CONTOUR) == [("_", "_")]
        assert flags("said ____ then", "____") & Flag.ANONYMISED

    def test_a19_spaced_letters_away_from_overlap_stay(self):
        assert words("an A b c there") == ["an", "A", "b", "c", "there"]

    def test_a20_huh(self):
        assert words("huh") == ["huh"]
        assert words("huh?") == ["huh"]
        assert words("heh heh huh") == []
        assert words("uh huh") == ["uh huh"]

    @pytest.mark.parametrize("written", ["uh huh", "mm hm", "uh [huh", "mm hmm"])
    def test_a21_response_tokens_with_a_blank_are_one_word(self, written):
        assert len(words(written)) == 1
        assert any(t.flags & Flag.RESPONSE for t in read(written) if t.kind is K.WORD)

    def test_a22_dots_in_talk_are_a_silence_and_alone_an_omission(self):
        assert of("well... no", K.UNTIMED) == [("...", "...")]
        found = parse("ANN: hi\n...\nANN: bye\nBEN: bye\n")
        assert found.lines[1].kind is LineKind.OMISSION

    def test_a26_an_ampersand_is_no_word(self):
        assert words("you & me") == ["you", "me"]

    @pytest.mark.parametrize(("sign", "kind"), [("\uf0ad", K.PITCH_UP), ("\uf0af", K.PITCH_DOWN)])
    def test_a27_arrows_of_the_symbol_font(self, sign, kind):
        assert of(f"{sign}what", kind) == [(sign, "")]

    def test_a28_quotation_marks_are_no_part_of_words(self):
        assert words('"no I won\'t" she said') == ["no", "I", "won't", "she", "said"]


class TestWordsUnderCP1:
    @pytest.mark.parametrize("written", ["don't", "d'you", "gonna", "wo(h)rd", "hyphen-ated"])
    def test_each_is_one_word(self, written):
        assert len(words(written)) == 1

    def test_fillers_and_cut_offs_count(self):
        assert words("er um uh the-") == ["er", "um", "uh", "the"]
        assert flags("er", "er") & Flag.FILLER

    def test_what_is_no_word(self):
        assert words(".hh hh heh (0.4) (.) ((nods)) (   ) tch [ ] = ↑ °°") == []


class TestWordsAsTyped:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (".hhhI think", ["I", "think"]),
            ("and/or a&b rock'n'roll", ["and/or", "a&b", "rock'n'roll"]),
            ("3:30pm £5.50 1,000", ["3:30pm", "5.50", "1,000"]),
            ("naïve 日本 ﬁne", ["naïve", "日本", "ﬁne"]),
            ("goin' 'cause", ["goin", "cause"]),
            ("so—well", ["so", "well"]),
            ("the U.K. office", ["the", "U.K", "office"]),
        ],
    )
    def test_words_come_out_without_their_signs(self, written, said):
        assert words(written) == said

    def test_a_stammered_capital_is_not_loud(self):
        assert of("I-I-I don't", K.LOUD) == []
        assert [text for text, _ in of("NO-ONE", K.LOUD)] == ["NO", "ONE"]

    def test_hyphened_response_tokens_and_laughter(self):
        assert flags("uh-huh", "uh-huh") & Flag.RESPONSE
        assert sole("heh-heh")[0] is K.LAUGHTER

    @pytest.mark.parametrize(
        ("said", "count"),
        [
            ("what d'you want for your tea Tom.", 25),
            ("d'you want pasta or fish fingers¿", 26),
            ("pasta?=you had pasta yesterday [didn't you.", 33),
            (".hh so shall we have fish fingers the::n,", 28),
            ("good man. (0.3) er can you get the- the peas out,", 31),
            (">I don't know<=have you washed your hands?", 31),
            ("°pasta°", 5),
            ("is Dave coming tonight", 19),
        ],
    )
    def test_letters_are_counted_without_signs(self, said, count):
        assert sum(map(letters, words(said))) == count


class TestChatSigns:
    def test_overlap_corners(self):
        body = "so ⌈yeah⌉ and ⌊2no⌋2"
        assert of(body, K.OVERLAP_ONSET, profile="chat-ca") == [("⌈", ""), ("⌊2", "2")]
        assert words(body, "chat-ca") == ["so", "yeah", "and", "no"]

    @pytest.mark.parametrize(
        ("sign", "kind", "value"),
        [
            ("∆", K.FAST, "open"),
            ("∇", K.SLOW, "open"),
            ("◉", K.LOUD, "open"),
            ("⁎", K.CREAK, "open"),
            ("☺", K.SMILE, "open"),
            ("∬", K.VOICE, "whisper open"),
            ("♋", K.VOICE, "breathy open"),
            ("∮", K.VOICE, "singing open"),
        ],
    )
    def test_voices(self, sign, kind, value):
        found = of(f"{sign}so now{sign}", kind, profile="chat-ca")
        assert [v for _, v in found] == [value, value.replace("open", "close")]

    @pytest.mark.parametrize(
        ("sign", "value"), [("⇗", "?"), ("↗", "¿"), ("→", "_"), ("↘", ";"), ("⇘", ".")]
    )
    def test_contours(self, sign, value):
        assert of(f"so{sign}", K.CONTOUR, profile="chat-ca") == [(sign, value)]

    def test_latches(self):
        assert of("+≈ so I ≈", K.LATCH, profile="chat-ca") == [("+≈", "start"), ("≈", "end")]
        assert of("+^ so", K.LATCH, profile="chat-ca") == [("+^", "start")]

    def test_laughter_in_a_word_and_guesses(self):
        assert words("woἩrd ⁇maybe now⁇", "chat-ca") == ["word", "maybe", "now"]

    def test_events_are_no_words(self):
        assert words("&=laughs xxx yes", "chat-ca") == ["yes"]
