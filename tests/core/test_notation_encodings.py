"""Files of any encoding come back byte for byte."""

import codecs

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ca_tool.notation import parse
from ca_tool.notation.encodings import decode, encode, fitting, repair_mojibake
from ca_tool.transcript import Encoding

TALK = "01 SUE: £d'you want pasta£ or °fish° fingers¿\n02      (0.6)\n03 TOM: café… “yes”\n"
ARROWS = "01 SUE: ↑oh ⌈right⌉ ∙hh\n02 TOM: ↓mm\n"


def codes(data):
    return [problem.code for problem in decode(data)[2]]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("codec", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
        ("mac-roman", b""),
    ],
)
def test_the_encoding_is_found_and_every_byte_comes_back(codec, bom, newline):
    text = TALK.replace("\n", newline)
    data = bom + text.encode(codec)
    read, encoding, _ = decode(data)
    assert read == text
    assert encoding == Encoding(codec, bom)
    assert encode(read, encoding) == data


def test_a_legacy_encoding_is_said_to_be_a_guess():
    assert codes(TALK.encode("cp1252")) == ["I-ENCODING"]
    assert codes(TALK.encode("mac-roman")) == ["I-ENCODING"]
    assert codes(TALK.encode()) == []


def test_one_bad_byte_does_not_make_utf_8_something_else():
    data = ARROWS.encode() + b"\xff\n"
    text, encoding, problems = decode(data)
    assert encoding.name == "utf-8"
    assert text.startswith(ARROWS)
    assert [(p.code, p.line) for p in problems] == [("W-BYTES", 3)]
    assert encode(text, encoding) == data


def test_a_file_that_lies_about_utf_16_is_kept():
    data = codecs.BOM_UTF16_LE + "ANN: hi\n".encode("utf-16-le") + b"x"
    text, encoding, problems = decode(data)
    assert [p.code for p in problems] == ["E-UTF16"]
    assert encode(text, encoding) == data


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\xd8")
@example(codecs.BOM_UTF8 + b"\xed\xa0\x80\xff")
@example(b"a\0b\0c\0\xff\xdb")
@example(b"\x81\x8d\x8f\x90\x9d\xe9\xe9")
def test_any_bytes_come_back_through_a_transcript(data):
    text, encoding, _ = decode(data)
    assert encode(parse(text, encoding=encoding).text, encoding) == data


@settings(deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_text_survives_being_a_transcript(text):
    assert parse(text).text == text


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c"])
def test_only_lf_and_cr_end_a_line(separator):
    found = parse(f"ANN: so{separator}well\nBEN: mm\n")
    assert len(found.lines) == 2


def test_mixed_line_ends_stay_with_their_lines():
    found = parse("ANN: hi\r\nBEN: hi\rANN: so\nBEN: mm")
    assert [line.ending for line in found.lines] == ["\r\n", "\r", "\n", ""]
    assert [line.raw for line in found.lines] == ["ANN: hi", "BEN: hi", "ANN: so", "BEN: mm"]


def test_nothing_is_normalised():
    text = "ANN: º ˚ ∬ ⁇ ﬁ e\u0301 ½\n"
    assert parse(text).text == text


class TestMojibake:
    def test_it_is_reported_and_left_alone(self):
        garbled = ARROWS.encode().decode("cp1252")
        found = parse(garbled)
        assert found.text == garbled
        assert "W-MOJIBAKE" in [problem.code for problem in found.problems]

    def test_on_request_it_is_put_right(self):
        text = "°so° ↑oh ⌈right⌉ ∙hh café £5 …\n"
        garbled = text.encode().decode("cp1252", "ignore")
        assert "↑" not in garbled
        assert repair_mojibake(text.encode().decode("cp1252")) == text

    @settings(deadline=None)
    @given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"])))
    def test_repair_gives_back_what_was_garbled(self, text):
        garbled = "".join(
            bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b)
            for b in text.encode()
        )
        assert repair_mojibake(garbled) == text

    def test_sound_text_is_left_as_it_is(self):
        for sound in ("Â° is a sign", "naïve café", "↑oh ⌈right⌉", "SÃO", "ANN: °yes°"):
            assert repair_mojibake(sound) in {sound, "° is a sign"}


def test_an_edit_that_a_legacy_encoding_cannot_hold_asks_for_utf_8():
    assert fitting("ANN: café", Encoding("cp1252")) == Encoding("cp1252")
    assert fitting("ANN: ↑oh", Encoding("cp1252")) == Encoding()


def test_lone_surrogates_of_any_kind_can_be_written():
    assert encode("a\ud800b\udcff", Encoding()) == b"a\xed\xa0\x80b\xff"
