"""REFI-QDA projects and codebooks: texts, who coded what, and codes, in and out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from ca_tool.codebook import SHAPES, Attribute, Code, Codebook, Value, ValueType
from ca_tool.coding import LINK_KINDS, Coding, Link, Tag
from ca_tool.formats import FORMATS, Parsed, UnreadableFileError, read, read_bytes, read_text
from ca_tool.formats.refi_codebook import read_codebook, write_codebook
from ca_tool.formats.session_content import content_of, parsed_of
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project, default_codebook
from ca_tool.storage.imports import Incoming
from ca_tool.transcript import Place, Span
from tests.coded_gold import gold

TEA = "ANN: what d'you 😀 want?\r\nBEN: tea:\u0332 (0.4) please\r\nANN: oh\r\n"
ANN, BEN, CODE, OTHER = (f"{n:08d}-0000-0000-0000-00000000000a" for n in range(1, 5))
CODES = f'<Code guid="{CODE}" name="Asks" isCodable="true" color="#F0A"/>'


def selection(start, end, code=CODE, user=ANN, name="", inside="", number=0):
    return (
        f'<PlainTextSelection guid="0000000{number}-0000-0000-0000-0000000000bb" name="{name}" '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{user}">{inside}'
        f'<Coding guid="0000000{number}-0000-0000-0000-0000000000cc" creatingUser="{user}" '
        f'creationDateTime="2026-01-02T03:04:05Z"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
    )


def index(inside="", path="internal://Tea.TXT", codes=CODES, after="", sources=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="Study" origin="Other 1.0">'
        f'<Users><User guid="{ANN}" name="Kim"/><User guid="{{{BEN.upper()}}}" name="Lee"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f'<Sources><TextSource guid="{OTHER}" name="tea.docx" plainTextPath="{path}">{inside}'
        f"</TextSource>{sources}</Sources>{after}</Project>"
    )


def package(xml, texts=None, name="Project.QDE"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr(name, xml)
        for path, text in (texts or {"Sources/tea.txt": TEA}).items():
            out.writestr(path, text if isinstance(text, bytes) else text.encode())
    return buffer.getvalue()


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def quotes(parsed, coder):
    return [
        (tag.code, *(parsed.transcript.quote(span) for span in tag.spans))
        for tag in parsed.codings[coder].tags.values()
    ]


class TestReading:
    def test_texts_come_exactly_whatever_the_case_of_names_in_the_package(self):
        parsed = read_bytes(package(index()), "study.qdpx")
        assert parsed.transcript.text == TEA
        assert parsed.transcript.title == "tea"
        assert parsed.transcript.codes == ("ANN", "BEN")

    def test_each_user_is_a_coder_and_positions_are_code_points(self):
        one = selection(5, 16, user=BEN)
        two = selection(TEA.index("tea:"), TEA.index(" please"), number=1)
        parsed = read_bytes(package(index(one + two)), "study.qdpx")
        assert quotes(parsed, "Lee") == [("asks", "what d'you ")]
        assert quotes(parsed, "Kim") == [("asks", "tea:\u0332 (0.4)")]
        tag = next(iter(parsed.codings["Lee"].tags.values()))
        assert (tag.actor, tag.coder, tag.created) == ("ANN", "Lee", "2026-01-02T03:04:05Z")

    @pytest.mark.parametrize(
        ("words", "counted"),
        [
            ("the byte order mark", lambda at: at + 1),
            ("UTF-16 units", lambda at: len(TEA[:at].encode("utf-16-le")) // 2),
            ("two-character line ends", lambda at: len(TEA[:at].replace("\r\n", "\n"))),
        ],
    )
    def test_positions_counted_otherwise_are_known_by_the_words_of_the_selections(
        self, words, counted
    ):
        start, end = TEA.index("tea:"), TEA.index(" please")
        one = selection(counted(start), counted(end), name=TEA[start:end])
        two = selection(counted(5), counted(11), name="what …", number=1)
        parsed = read_bytes(package(index(one + two)), "study.qdpx")
        assert quotes(parsed, "Kim") == [("asks", TEA[start:end]), ("asks", "what d")]
        assert any(words in told for told in parsed.evidence)

    def test_a_selection_of_whole_lines_ends_with_the_last_ones_words(self):
        one = selection(0, TEA.index("ANN: oh"))
        parsed = read_bytes(package(index(one)), "study.qdpx")
        (tag,) = parsed.codings["Kim"].tags.values()
        assert tag.spans == (Span(1, 0, 2, len("BEN: tea:\u0332 (0.4) please")),)

    def test_groups_colours_and_descriptions_of_codes_come_in(self):
        tree = (
            f'<Code guid="{OTHER}" name="Talk" isCodable="false"><Code guid="{BEN}" name="Acts" '
            f'isCodable="true"><Description>doing</Description><Code guid="{CODE}" '
            'name="Asks &amp; tells" isCodable="true" color="#0a0B0c"/></Code></Code>'
        )
        codebook = read_bytes(package(index(codes=tree)), "x.qdpx").codebook
        acts, asks = codebook.codes
        assert (acts.name, acts.group, acts.definition) == ("acts", "Talk", "doing")
        assert (asks.name, asks.label, asks.group, asks.colour) == (
            "asks_tells", "Asks & tells", "Talk / Acts", "#0a0b0c"
        )  # fmt: skip

    def test_memos_become_notes_of_tags_and_of_the_recording(self):
        inside = (
            f'<Description>odd</Description><Coding guid="{BEN}"><CodeRef targetGUID="{CODE}"/>'
        )
        inside += f'<NoteRef targetGUID="{OTHER}"/></Coding>'
        body = (
            f'<PlainTextSelection guid="{CODE}" startPosition="0" endPosition="3">{inside}'
            f'</PlainTextSelection><NoteRef targetGUID="{BEN}"/>'
        )
        notes = (
            f'<Notes><Note guid="{OTHER}" name="m">'
            "<PlainTextContent>see 2</PlainTextContent></Note>"
            f'<Note guid="{BEN}" plainTextPath="internal://memo.txt" name="n"/>'
            f'<Note guid="{ANN}" name="plan">'
            "<PlainTextContent>go on</PlainTextContent></Note></Notes>"
        )
        texts = {"sources/tea.txt": TEA, "sources/memo.txt": "at home"}
        parsed = read_bytes(package(index(body, after=notes), texts), "x.qdpx")
        (tag,) = parsed.codings["imported"].tags.values()
        assert tag.note == "see 2\nodd"
        assert parsed.notes == "plan: go on\n\nat home"

    def test_texts_that_are_not_there_are_reported_and_the_others_read(self):
        more = f'<TextSource guid="{CODE}" name="gone.docx" plainTextPath="internal://gone.txt"/>'
        parsed = read_bytes(package(index(sources=more)), "x.qdpx")
        assert codes(parsed) == ["W-QDA-ABSENT"]
        assert parsed.transcript.text == TEA

    @pytest.mark.parametrize(
        "path", ["internal://../../secret.txt", "file:///etc/passwd", "relative:///secret.txt"]
    )
    def test_no_path_leads_out_of_the_package(self, path, tmp_path, monkeypatch):
        (tmp_path / "secret.txt").write_text("ANN: secret\n")
        monkeypatch.chdir(tmp_path)
        data = package(index(path=path), {"../../secret.txt": TEA, "sources/x.txt": "x"})
        parsed = read_bytes(data, "x.qdpx")
        assert parsed.transcript.text == ""
        assert codes(parsed) == ["W-NO-TALK", "W-QDA-ABSENT"]

    def test_a_transcript_below_a_recording_brings_times_and_the_recordings_name(self):
        second = TEA.index("BEN")
        video = (
            f'<VideoSource guid="{CODE}" name="v" path="relative:///media/tea.mp4"><Transcript '
            f'guid="{BEN}" name="tea" plainTextPath="internal://tea.txt">'
            f'<SyncPoint guid="{ANN}" position="0" timeStamp="100"/>'
            f'<SyncPoint guid="{BEN}" position="{second - 2}" timeStamp="900"/>'
            f'<SyncPoint guid="{OTHER}" position="{second}" timeStamp="1500"/>'
            f'<TranscriptSelection guid="{OTHER}" fromSyncPoint="{ANN}" toSyncPoint="{BEN}">'
            f'<Coding guid="{CODE}"><CodeRef targetGUID="{CODE}"/></Coding></TranscriptSelection>'
            "</Transcript></VideoSource>"
        )
        parsed = read_bytes(package(index(sources=video)), "x.qdpx")
        assert [(line.start_ms, line.end_ms) for line in parsed.transcript.lines] == [
            (100, 900), (1500, None), (None, None)
        ]  # fmt: skip
        assert parsed.media == ("tea.mp4",)
        assert parsed.more == ()
        assert quotes(parsed, "imported") == [("asks", "ANN: what d'you 😀 want?")]

    def test_places_and_codes_that_are_not_there_are_reported(self):
        odd = selection(5, 10**9, number=1) + selection("-4", "nan", number=2)
        parsed = read_bytes(package(index(odd + selection(0, 3, code=OTHER))), "x.qdpx")
        assert codes(parsed).count("W-QDA-PLACE") == 2
        assert "W-QDA-REF" in codes(parsed)
        assert quotes(parsed, "Kim") == [("unknown_code", "ANN")]
        assert "unknown_code" in parsed.codebook.by_name

    def test_what_has_no_place_here_is_counted(self):
        after = f'<Sets><Set guid="{ANN}" name="a"/><Set guid="{BEN}" name="b"/></Sets>'
        parsed = read_bytes(package(index(after=after)), "x.qdpx")
        assert any(problem.detail == "2 sets" for problem in parsed.problems)


class TestHostileFiles:
    def test_a_bomb_is_not_unpacked(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("project.qde", index())
            out.writestr("sources/tea.txt", bytes(200 * 2**20))
        assert codes(read_bytes(buffer.getvalue(), "x.qdpx")) == ["W-NO-TALK", "W-QDA-ABSENT"]

    def test_a_package_without_an_index_says_so(self):
        with pytest.raises(UnreadableFileError, match=r"project\.qde is missing"):
            read_bytes(package("", {"sources/tea.txt": TEA}, name="sources/a.txt"), "x.qdpx")

    def test_a_package_of_endless_parts_is_refused(self):
        data = package(index()) + b"PK\1\2" * 60_000
        with pytest.raises(UnreadableFileError, match="more than 50,000 parts"):
            read_bytes(data, "x.qdpx")

    @pytest.mark.parametrize("most", [0.2, 0.5, 0.9])
    def test_half_an_index_is_read_as_far_as_it_goes(self, most):
        xml = index(selection(0, 3))
        parsed = read_bytes(package(xml[: int(len(xml) * most)]), "x.qdpx")
        assert "E-XML" in codes(parsed)

    def test_an_entity_bomb_is_refused(self):
        bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + index()[38:]
        assert "E-DOCTYPE" in codes(read_bytes(package(bomb), "x.qdpx"))

    def test_all_the_same_names_and_ids_are_told_apart_in_time(self):
        users = f'<User guid="{BEN}" name="Kim"/>' + "".join(
            f'<User guid="{n:08d}-1111-0000-0000-00000000000a" name="Kim"/>' for n in range(20_000)
        )
        xml = index(selection(0, 3) * 20_000, codes=CODES * 20_000).replace("</Users>", users)
        xml = xml.replace("<CodeBook>", "</Users><CodeBook>", 1)
        parsed = read_bytes(package(xml), "x.qdpx")
        assert len(parsed.codebook.by_name) == 20_000
        assert len(parsed.codings["Kim"].tags) == 20_000

    def test_codes_a_million_deep_do_no_harm(self):
        deep = f'<Code guid="{CODE}" name="a" isCodable="true">' * 200_000
        assert read_bytes(package(index(codes=deep)), "x.qdpx").problems


TAGS = st.lists(
    st.tuples(
        st.sampled_from(["question", "response", "support", "own-code"]),
        st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 9)),
                 min_size=1, max_size=3),
        st.sampled_from(["", "ANN", "BEN", "?"]),
        st.lists(st.sampled_from(["ANN", "BEN", "*"]), unique=True, max_size=2),
        st.sampled_from([(), (("form", "wh"),), (("form", "odd"), ("level", "pre")),
                         (("selection", "a b"),), (("level", ""), ("x", "two\nlines"))]),
        st.sampled_from(["sure", "probable"]),
        st.sampled_from(["", "why?", "one\n\nTag: x", "a < b & \"c\"\n  in"]),
        st.sampled_from(["", "2026-01-02T03:04:05+00:00"]),
        st.sampled_from(["kim", "Lee O'Hara", "<&>"]),
    ),
    max_size=6,
)  # fmt: skip


PLACE = Place(2, 5)


def content(drawn):
    """Return TEA with tags; a span is drawn as row, column and length."""
    transcript = read_text(TEA, "tea").transcript
    codings: dict[str, list[Tag]] = {}
    for number, (code, spans, actor, to, values, sure, note, when, coder) in enumerate(drawn):
        placed = tuple(
            Span(row + 1, column, row + 1, column + length)
            for row, start, length in spans
            if (column := min(start, len(transcript.lines[row].raw) - length - 1)) >= 0
        )
        if placed:
            tag = Tag(f"t{number}", code, tuple(dict.fromkeys(placed)), actor, tuple(to), (),
                      values, sure, note, coder, when, when)  # fmt: skip
            codings.setdefault(coder, []).append(tag)
    made = {}
    for coder, tags in codings.items():
        kinds = list(LINK_KINDS)
        links = [Link("0123456789abcdef", kinds[len(tags)], tags[0].id, tags[-1].id, coder=coder),
                 Link("1123456789abcdef", kinds[0], tags[0].id, "", PLACE, coder)]  # fmt: skip
        made[coder] = Coding.of(coder, tags, links)
    return Parsed(transcript, made, codebook=default_codebook())


def said(parsed):
    """Return what is tagged and linked, without what is declared as lost."""
    return {
        coder: (
            coding.tags,
            {(x.kind, x.source, x.target, x.target_turn) for x in coding.links.values()},
        )
        for coder, coding in parsed.codings.items()
    }


@given(TAGS)
@settings(max_examples=80)
def test_text_tags_coders_and_links_go_to_a_project_and_back(drawn):
    before = content(drawn)
    after = read_bytes(FORMATS["refi"].write(before), "x.qdpx")
    assert after.transcript.text == TEA
    assert said(after) == said(before)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)


class TestWriting:
    def test_gold_sessions_come_back_with_all_their_tags_codes_and_links(self):
        before = content_of([gold("a"), gold("b")], default_codebook())
        after = read_bytes(FORMATS["refi"].write(before), "study.qdpx")
        assert len(after.more) == 1
        for one, back in zip((before, *before.more), (after, *after.more), strict=True):
            assert back.transcript.text == one.transcript.text
            assert said(back) == said(one)
        assert after.codebook.codes == default_codebook().codes

    def test_a_value_is_a_code_that_other_programs_count(self):
        before = content([("question", [(0, 5, 4)], "ANN", [], (("form", "wh"),), "sure", "", "",
                           "kim")])  # fmt: skip
        tree = etree.fromstring(_index(FORMATS["refi"].write(before)))
        names = {each.get("guid"): each.get("name") for each in tree.iter("{*}Code")}
        coded = [names[each.get("targetGUID")] for each in tree.iter("{*}CodeRef")]
        assert coded == ["Question", "Question word"]

    def test_times_notes_and_the_recording_come_back(self):
        transcript = read_text(TEA, "tea").transcript
        times = [(0, 900), (1000, None), (None, 4000)]
        lines = tuple(
            replace(line, start_ms=start, end_ms=end)
            for line, (start, end) in zip(transcript.lines, times, strict=True)
        )
        before = Parsed(replace(transcript, lines=lines), media=("tea.mp4",), notes="at\nhome")
        after = read_bytes(FORMATS["refi"].write(before), "x.qdpx")
        assert [(line.start_ms, line.end_ms) for line in after.transcript.lines] == times
        assert (after.media, after.notes) == (("tea.mp4",), "at\nhome")

    def test_writing_twice_gives_the_same_ids(self):
        before = content_of([gold("a")], default_codebook())
        ids = [
            etree.fromstring(_index(FORMATS["refi"].write(before))).xpath("//@guid")
            for _ in range(2)
        ]
        assert ids[0] == ids[1]
        assert len(ids[0]) == len(set(ids[0]))

    def test_nothing_is_said_to_be_lost_that_is_not_there(self):
        plain = Parsed(read_text(TEA).transcript)
        assert FORMATS["refi"].losses_of(plain) == ()
        assert FORMATS["refi"].losses_of(content_of([gold("a")], Codebook())) == (
            "when links were made",
        )

    def test_an_independent_reader_finds_the_coded_words(self, tmp_path):
        path = tmp_path / "x.qdpx"
        path.write_bytes(FORMATS["refi"].write(parsed_of(gold("a"), default_codebook())))
        project = RefiProject.load(path, str(tmp_path / "out"))
        (source,) = project.sources.text_source
        text = (tmp_path / "out" / "sources" / f"{source.guid}.txt").read_bytes().decode()
        session = gold("a")
        tags = session.coding("kim").tags.values()
        wanted = sorted(session.transcript.quote(span) for tag in tags for span in tag.spans)
        found = sorted(text[one.start_position : one.end_position]
                       for one in source.plain_text_selection if one.coding)  # fmt: skip
        assert found == wanted
        assert [user.name for user in project.users.user] == ["kim"]


def _index(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("project.qde")


CODE_VALUES = st.builds(
    Value, st.sampled_from(["a", "b-1", "wh"]), WORDS.filter(str.strip).map(str.strip),
    st.sampled_from(["", "x"]), WORDS, st.sampled_from([None, 0.5, -2.0, 3.0]),
    st.sampled_from([(), ("B", "S")]), st.booleans(), st.sampled_from(["", "Linell 1988"]),
)  # fmt: skip
ATTRIBUTES = st.builds(
    Attribute, st.sampled_from(["form", "näher"]), st.just("Form"), st.sampled_from(ValueType),
    st.lists(CODE_VALUES, max_size=2, unique_by=lambda value: value.name).map(tuple),
    st.sampled_from(["", "a"]), WORDS,
)  # fmt: skip
CODE_LISTS = st.lists(
    st.builds(
        Code, st.sampled_from(["question", "own_code", "Ü-1", "x"]),
        WORDS.filter(str.strip).map(str.strip), st.sampled_from(["Q", "QQ"]), WORDS,
        st.sampled_from(["", "A thing.", "Two\n\nparts", "one\n\nExample: not one\nreally"]),
        st.sampled_from(["", "all\nof it", "a\n\nb"]), example=st.sampled_from(["", "ANN: so"]),
        shape=st.sampled_from(SHAPES), key=st.sampled_from(["", "q"]),
        group=st.sampled_from(["", "Group", "Group / Inner"]),
        attributes=st.lists(ATTRIBUTES, max_size=2, unique_by=lambda one: one.name).map(tuple),
    ),
    max_size=4, unique_by=lambda code: code.name,
)  # fmt: skip


class TestCodebooks:
    @given(CODE_LISTS)
    def test_codes_go_to_a_codebook_file_and_back(self, codes):
        numbered = {code.name: replace(code, order=10 * at) for at, code in enumerate(codes, 1)}
        found, problems = read_codebook(
            write_codebook(Codebook("x", "1", tuple(numbered.values())))
        )
        assert found.by_name == numbered
        assert problems == ()

    def test_a_code_that_is_called_as_one_of_ours_keeps_its_key(self):
        data = (
            '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
            f'<Code guid="{ANN}" name="THIRD TURN" isCodable="true"/>'
            f'<Code guid="{BEN}" name="Third turns" isCodable="true"/></Codes></CodeBook>'
        ).encode()
        codebook, _ = read_codebook(data, default_codebook())
        assert [code.name for code in codebook.codes] == ["evaluation", "third_turns"]

    def test_an_independent_reader_finds_the_codes(self, tmp_path):
        path = tmp_path / "x.qdc"
        path.write_bytes(write_codebook(default_codebook()))
        groups = [code.name for code in RefiCodebook.load(path).codes.code]
        assert groups == list(dict.fromkeys(code.group for code in default_codebook().codes))

    @pytest.mark.parametrize("data", [b"", b"<a/>", b"<CodeBook", b"\xff\xfe<"])
    def test_what_is_no_codebook_is_a_problem(self, data):
        codebook, problems = read_codebook(data)
        assert codebook.codes == ()
        assert "E-XML" in {problem.code for problem in problems}

    def test_a_codebook_opened_as_a_transcript_holds_no_talk_and_the_codes(self, tmp_path):
        path = tmp_path / "study.qdc"
        path.write_bytes(write_codebook(default_codebook()))
        parsed = read(path)
        assert (parsed.transcript.text, parsed.codebook.codes) == ("", default_codebook().codes)


class TestIntoAProject:
    def test_a_code_that_is_called_as_one_of_the_projects_counts_as_that(self, tmp_path):
        tree = f'<Code guid="{CODE}" name="third Turn" isCodable="true"/>'
        parsed = read_bytes(package(index(selection(0, 3), codes=tree)), "x.qdpx")
        folder = create_project(tmp_path / "study", "Study", coder="me")
        folder.add_sessions([Incoming(parsed, SessionFacts())])
        (tag,) = folder.load("S01").codings["Kim"].tags.values()
        assert tag.code == "evaluation"
        assert folder.project.codebook.codes == default_codebook().codes
        folder.close()


@pytest.mark.real_data
class TestRealFiles:
    def test_a_project_out_of_another_program_is_read(self, real_data):
        parsed = read(real_data / "refi-qda" / "atlas8-standard-project.qdpx")
        assert [code.label for code in parsed.codebook.codes][:3] == [
            "happiness",
            "Feelings",
            "disgust",
        ]
        assert codes(parsed).count("W-QDA-ABSENT") == 8
        assert parsed.notes.startswith("Research Plan: ")

    def test_its_codes_are_where_its_program_put_them(self, real_data):
        """Its texts are not there, so texts are made of the words that name its selections."""
        xml = (real_data / "refi-qda" / "atlas8-Project.qde").read_bytes()
        tree = etree.fromstring(xml)
        texts = {}
        for source in tree.iterfind("{*}Sources/{*}TextSource"):
            text = ["."] * 5000
            for one in source.iterfind("{*}PlainTextSelection"):
                start, words = int(one.get("startPosition")), one.get("name").rstrip("…")
                text[start : start + len(words)] = words
            texts[source.get("plainTextPath").replace("internal://", "sources/")] = "".join(text)
        parsed = read_bytes(package(xml, texts), "x.qdpx")
        found = [quote for one in (parsed, *parsed.more) for coder in one.codings
                 for quote in quotes(one, coder)]  # fmt: skip
        assert (
            "coke_diet_coke",
            "Oh, that was great. See you tomorrow? Eleven thirty. Mm.",
        ) in found
        assert codes(parsed).count("W-QDA-ABSENT") == 2

    @pytest.mark.parametrize("name", ["gold", "tea", "empty"])
    def test_projects_are_valid_by_the_standards_schema(self, real_data, name):
        folder = real_data / "schemas" / "refi-qda"
        before = {
            "gold": content_of([gold("a"), gold("b")], default_codebook()),
            "tea": Parsed(read_text(TEA).transcript, media=("a.mp3",), notes="x"),
            "empty": content_of([], Codebook()),
        }[name]
        written = etree.fromstring(_index(FORMATS["refi"].write(before)))
        for path in ("Project.xsd", "Project-2019-REFI-original.xsd"):
            schema = etree.XMLSchema(file=str(folder / path))
            assert schema.validate(written), schema.error_log

    @pytest.mark.parametrize("codebook", [Codebook(), default_codebook()])
    def test_codebooks_are_valid_by_the_standards_schema(self, real_data, codebook):
        schema = etree.XMLSchema(file=str(real_data / "schemas" / "refi-qda" / "Codebook.xsd"))
        assert schema.validate(etree.fromstring(write_codebook(codebook))), schema.error_log
