"""Opening and writing files, whatever their format."""

import os
from pathlib import Path

import pytest

from ca_tool import formats
from ca_tool.formats import FORMATS, UnknownFormatError, UnreadableFileError, read_bytes, read_text

TALK = "01 SUE: what d'you want for your tea Tom.\n02      (1.8)\n03 TOM: pasta.\n"
CHAT = (
    "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tSUE Sue Caretaker, TOM Tom Participant\n"
    "@Options:\tCA\n@ID:\teng|demo|SUE|||||Caretaker|||\n@ID:\teng|demo|TOM|||||Participant|||\n"
    "*SUE:\twhat d'you want for your tea Tom⇘\n\t(1.8)\n*TOM:\tpasta⇘\n@End\n"
)


class TestRecognition:
    def test_a_jefferson_transcript_is_plain_text(self):
        assert formats.recognise(TALK.encode()).key == "plain"

    def test_chat_is_known_by_its_content_whatever_its_name(self, tmp_path):
        path = tmp_path / "tea.txt"
        path.write_text(CHAT, encoding="utf-8")
        assert formats.read(path).transcript.profile == "chat-ca"

    def test_chat_without_headers_is_known_by_its_lines(self):
        body = "*SUE:\tare you ready\n*TOM:\tyeah\n"
        assert formats.recognise(body.encode(), "notes").key == "chat"

    def test_the_suffix_decides_where_the_content_does_not(self):
        assert formats.recognise(b"\x00\x01\x02\x03" * 50, "talk.cha").key == "chat"

    def test_utf16_without_a_mark_is_text(self):
        assert formats.recognise(TALK.encode("utf-16-le"), "talk").key == "plain"

    @pytest.mark.parametrize("name", ["talk.txt", "talk.docx", "talk"])
    def test_a_word_file_is_refused_with_advice(self, name):
        with pytest.raises(UnknownFormatError, match=r"Word.*save it as plain text.*\.cha"):
            read_bytes(b"PK\x03\x04" + bytes(200), name)

    def test_a_file_of_junk_is_refused_and_the_message_says_what_can_be_read(self):
        with pytest.raises(UnknownFormatError, match=r"does not look like text.*plain text"):
            read_bytes(os.urandom(4000), "junk.bin")

    def test_junk_called_txt_is_read_all_the_same_and_given_back(self):
        junk = bytes(range(256)) * 8
        parsed = read_bytes(junk, "junk.txt")
        assert FORMATS["plain"].write(parsed.transcript) == junk

    def test_an_empty_file_is_an_empty_transcript(self):
        assert read_bytes(b"", "empty.txt").transcript.text == ""

    def test_a_format_may_be_named(self):
        assert read_text(TALK, format="chat").transcript.profile == "chat-ca"

    def test_a_format_nobody_knows_is_refused(self):
        with pytest.raises(UnknownFormatError, match="no format “elan”"):
            read_text(TALK, format="elan")


class TestOpening:
    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(UnreadableFileError, match=r"no file .*gone\.txt"):
            formats.read(tmp_path / "gone.txt")

    def test_a_folder_is_no_transcript(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="not a file"):
            formats.read(tmp_path)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device here")
    def test_a_device_without_end_is_not_read(self):
        with pytest.raises(UnreadableFileError, match="not a file"):
            formats.read("/dev/zero")

    def test_a_gigabyte_is_refused_without_reading_it(self, tmp_path):
        path = tmp_path / "long.txt"
        with path.open("wb") as file:
            file.truncate(2**30)
        with pytest.raises(UnreadableFileError, match="holds 1,024 MB"):
            formats.read(path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_locked_file_says_so(self, tmp_path):
        path = tmp_path / "locked.txt"
        path.write_text(TALK)
        path.chmod(0)
        with pytest.raises(UnreadableFileError, match="cannot be opened"):
            formats.read(path)

    def test_half_a_character_in_a_text_is_kept(self):
        assert read_text("SUE: oh \ud83d well\n").transcript.text == "SUE: oh \ud83d well\n"


class TestEveryFormat:
    @pytest.fixture(params=FORMATS.values(), ids=FORMATS.keys())
    def known(self, request):
        return request.param

    def test_has_a_label_and_suffixes(self, known):
        assert known.label
        assert all(suffix.startswith(".") for suffix in known.suffixes)

    def test_reads_nothing_at_all(self, known):
        assert known.read(b"", "x", "").transcript.text == ""

    @pytest.mark.parametrize("text", [TALK, CHAT], ids=["jefferson", "chat"])
    @pytest.mark.parametrize("key", [key for key, one in formats.FORMATS.items() if one.writes])
    def test_reads_what_it_writes(self, key, text):
        known = formats.FORMATS[key]
        transcript = read_text(text).transcript
        again = known.read(known.write(transcript), f"x{known.suffixes[0]}", "").transcript
        spoken = [line.speakers for line in again.lines if line.kind == "talk"]
        assert spoken == [("SUE",), ("TOM",)]

    def test_says_in_words_what_it_cannot_carry(self, known):
        assert all(len(loss.words.split()) > 1 for loss in known.losses)


class TestWriting:
    def test_plain_text_comes_back_byte_for_byte(self, tmp_path):
        for data in (TALK.encode(), TALK.encode("utf-16"), TALK.replace("\n", "\r\n").encode()):
            path = tmp_path / "talk.txt"
            formats.write(read_bytes(data, "talk.txt").transcript, path)
            assert path.read_bytes() == data

    def test_the_suffix_chooses_the_format(self, tmp_path):
        written = formats.write(read_text(TALK).transcript, tmp_path / "talk.cha")
        assert written.key == "chat"
        assert (tmp_path / "talk.cha").read_text(encoding="utf-8").startswith("@UTF8\n")

    def test_an_unknown_suffix_means_plain_text(self, tmp_path):
        assert formats.write(read_text(TALK).transcript, tmp_path / "talk.notes").key == "plain"

    def test_a_failed_write_leaves_the_old_file_and_no_litter(self, tmp_path):
        (tmp_path / "talk.txt").mkdir()
        with pytest.raises(OSError, match="directory"):
            formats.write(read_text(TALK).transcript, tmp_path / "talk.txt")
        assert [path.name for path in tmp_path.iterdir()] == ["talk.txt"]

    @pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
    def test_permissions_of_a_replaced_file_stay(self, tmp_path):
        path = tmp_path / "talk.txt"
        path.write_text("old")
        path.chmod(0o640)
        formats.write(read_text(TALK).transcript, path)
        assert path.stat().st_mode & 0o777 == 0o640


class TestRepair:
    GARBLED = CHAT.replace("⇘", "â‡˜")

    def test_garbled_signs_stay_as_they_are_and_are_reported(self):
        parsed = read_text(self.GARBLED)
        assert parsed.transcript.text == self.GARBLED
        assert "W-MOJIBAKE" in {problem.code for problem in parsed.problems}

    def test_they_are_repaired_on_request(self):
        assert read_text(self.GARBLED, repair=True).transcript.text == CHAT

    def test_accented_words_are_no_garble(self):
        parsed = read_text("SUE: ein Bäcker in São Paulo, “naïve”.\nTOM: ça va.\n")
        assert "W-MOJIBAKE" not in {problem.code for problem in parsed.problems}
