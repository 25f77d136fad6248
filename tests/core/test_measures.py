"""Every measure keeps the promises of its registration, on coded, uncoded and odd sessions."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.coding import Coding, Link, Tag
from ca_tool.formats import read
from ca_tool.measures import MEASURES, describe, locate, measure_session
from ca_tool.measures.registry import HEADINGS
from ca_tool.measures.table import AMOUNTS
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook
from ca_tool.transcript import Participant, Span
from tests.coded_gold import CODER, gold

PEOPLE = ("SUE", "TOM", "PAM", "DAN")
SAID = (
    "yeah",
    "mm",
    "[yeah",
    "so we [went",
    "what d'you want for tea.",
    "er I (.) don't know",
    "( )",
    "((nods))",
    "heh heh",
    "shall we go¿ (1.2) or not",
)
FORMS = ("wh", "polar_interrogative", "tag", "alternative")
OUTCOMES = (
    "",
    "",
    "answer",
    "non_answer_response",
    "no_response",
    "censored",
    "repair_initiated",
    "other_answers",
)
SAMPLES = {
    "gold a": lambda: gold("a"),
    "gold b": lambda: gold("b"),
    "nothing": lambda: Session("0", parse("")),
    "one voice": lambda: Session("1", parse("SUE: well (0.4) I went home.\nSUE: and then\n")),
    "only silence": lambda: Session("2", parse("01      (2.0)\n02      (.)\n")),
    "only gesture": lambda: Session("3", parse("SUE: ((nods))\nTOM: ((points))\n")),
    "nobody knows who": lambda: Session("4", parse("SUE: hello\n?: hello there\nTOM: hi\n")),
}


def rows_of(session, coder=CODER, **how):
    return measure_session(session, coder, codebook=default_codebook(), **how)


@st.composite
def coded_sessions(draw):
    """Sessions of two to four people with random talk, tags and links."""
    people = PEOPLE[: draw(st.integers(2, 4))]
    spoken = draw(st.lists(st.tuples(st.sampled_from(people), st.sampled_from(SAID)), max_size=14))
    text = "".join(f"{n:02} {who}: {what}\n" for n, (who, what) in enumerate(spoken, 1))
    transcript = parse(text)
    present = tuple(Participant(code) for code in people if code not in set(transcript.codes))
    transcript = transcript.with_participants((*transcript.participants, *present))
    tags, links = [], []
    for line in transcript.lines:
        span = Span(line.id, line.body, line.id, max(line.body + 1, line.body_end))
        for code in draw(st.lists(st.sampled_from(list(CODES)), max_size=2)):
            others = [who for who in people if who not in line.speakers]
            to = tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True)))
            about = tuple(draw(st.lists(st.sampled_from(others), max_size=1)))
            values = tuple((name, draw(st.sampled_from(found))) for name, found in CODES[code])
            values = tuple(pair for pair in values if pair[1])
            tag_id = f"t{len(tags)}"
            tags.append(Tag(tag_id, code, (span,), "", to, about, values, coder=CODER))
    kinds = st.sampled_from(("answers", "reissues", "evaluates", "continues_topic"))
    for place in range(draw(st.integers(0, 6)) if tags else 0):
        source, target = (draw(st.sampled_from(tags)).id for _ in range(2))
        links.append(Link(f"l{place}", draw(kinds), source, target, coder=CODER))
    return Session("S", transcript, codings={CODER: Coding.of(CODER, tags, links)})


CODES = {
    "question": (("form", FORMS), ("outcome", OUTCOMES), ("reported", ("no", "yes"))),
    "response": (("type", ("", "answer", "non_answer")), ("embodied", ("no", "yes"))),
    "initiation": (("level", ("base", "insert")),),
    "topic": (("uptake", ("", "taken_up", "ignored", "censored")),),
    "agenda": (("act", ("set", "ratify")), ("outcome", ("", "accepted", "contested"))),
    "evaluation": (("value", ("evaluation_positive", "receipt")),),
    "minimal": (("type", ("continuer", "newsmark")),),
    "speaking_for": (("slot_owner", PEOPLE), ("action", ("respond", "prompt"))),
    "about_not_to": (),
    "embodied": (("uptake", ("", "taken_up", "none")),),
    "deontic": (
        ("act", ("proposal", "offer")),
        ("domain", ("", "others")),
        ("response", ("", "refuse")),
    ),
    "overlap": (
        ("onset_type", ("", "interjacent", "terminal")),
        ("problematic", ("", "yes", "no")),
        ("resolution", ("", "incumbent_drops", "onsetter_drops", "both_drop", "both_complete")),
    ),
    "repair": (("format", ("", "open_request")), ("outcome", ("resolved",))),
    "self_repair": (("kind", ("cut_off",)),),
    "addressed": (),
    "ir": (
        ("category", ("", "free_strong", "response", "self_strong", "self_response", "nothing")),
    ),
}


@pytest.fixture(params=MEASURES.values(), ids=MEASURES.keys())
def any_measure(request):
    return request.param


class TestEveryMeasure:
    def test_says_what_it_counts_and_who_says_so(self, any_measure):
        for part in ("Returns\n-------", "Missing:", "Caution:", "References\n----------"):
            assert part in any_measure.definition
        assert any_measure.references
        assert any_measure.heading in HEADINGS
        assert any_measure.plain

    def test_names_every_variant_it_yields(self, any_measure):
        for sample in SAMPLES.values():
            for row in rows_of(sample(), measures=[any_measure.id]):
                measure = MEASURES[row.measure]
                stems = [name.removesuffix("…") for name in measure.variants if name[-1] == "…"]
                known = row.variant in measure.variants
                assert known or any(row.variant.startswith(stem) for stem in stems)

    def test_yields_something_on_a_coded_session(self, any_measure):
        assert rows_of(gold("a"), measures=[any_measure.id])

    def test_survives_a_session_nobody_coded(self, any_measure):
        session = replace(gold("a"), codings={})
        rows = rows_of(session, measures=[any_measure.id])
        if any_measure.needs_codes:
            assert not any(row.value for row in rows if row.measure == any_measure.id)

    def test_stays_within_its_range(self, any_measure):
        for name in "ab":
            for row in rows_of(gold(name), measures=[any_measure.id]):
                if row.measure == any_measure.id and row.value is not None:
                    assert any_measure.low <= row.value <= any_measure.high


@pytest.fixture(params=SAMPLES.values(), ids=SAMPLES.keys())
def sample(request):
    return request.param()


class TestEveryRow:
    def test_counts_its_cases(self, sample):
        check_counts(rows_of(sample))

    def test_leads_to_real_lines(self, sample):
        check_places(sample, rows_of(sample))

    def test_is_missing_where_there_was_no_opportunity(self, sample):
        check_missing(rows_of(sample))

    def test_has_its_own_name(self, sample):
        names = [row[4:8] for row in rows_of(sample)]
        assert len(names) == len(set(names))


def check_counts(rows):
    for row in rows:
        if row.k is None or row.counts in AMOUNTS - {"silences"}:
            continue
        assert row.k == len(row.instances.numerator), row
        if row.unit == "proportion":
            assert row.n == row.k + len(row.instances.others), row
            assert not set(row.instances.numerator) & set(row.instances.others), row


def check_places(session, rows):
    ids = {
        case
        for row in rows
        for case in (
            *row.instances.numerator,
            *row.instances.others,
            *(case for case, why in row.instances.excluded if why),
        )
    }
    for case in ids:
        spans = locate(session, case)
        assert spans, case
        for span in spans:
            assert 0 <= span.start <= len(session.transcript.line(span.line).raw)
        assert describe(session, case).lines


def check_missing(rows):
    for row in rows:
        if row.value is None:
            assert row.note, row
            assert row.low is None
        if row.unit in ("share", "proportion") and not row.n:
            assert row.value is None, row
        if row.low is not None:
            assert 0 <= row.low <= row.value <= row.high <= 1
            assert row.method


WHOLES = {
    ("M-01", "turns_all"),
    ("M-01", "turns_talk"),
    ("M-01", "turns_substantive"),
    ("M-01", "turns_split"),
    ("M-02", "words_all"),
    ("M-02", "words_minus_fillers"),
    ("M-04", "letters"),
    ("M-04", "syllables"),
    ("M-11", "base"),
    ("M-11", "all_new"),
    ("M-11", "topics"),
    ("M-11", "agenda"),
    ("M-12", "tokens"),
    ("M-12", "chains"),
    ("M-14", "share"),
    ("M-16", "share"),
    ("M-26", "share"),
    ("M-28", "share"),
}
"""Measure and variant of shares of one whole."""


FAMILIES = {("M-30", name) for name in ("receiving", "claiming", "usurping", "continuing")}
"""Shares of one whole too, but to whom a turn is said depends on how many are there."""


def check_sums(rows):
    """Shares of the same whole sum to 1 or are all missing."""
    for whole in WHOLES | FAMILIES:
        values = [
            row.value for row in rows if row[6:8] == whole and row.participant not in ("", "?")
        ]
        if values:
            missing = [value is None for value in values]
            assert all(missing) or sum(values) == pytest.approx(1.0), whole


@settings(max_examples=60, deadline=None)
@given(coded_sessions())
def test_any_session_is_counted_located_and_honest_about_what_is_missing(session):
    rows = rows_of(session)
    check_counts(rows)
    check_places(session, rows)
    check_missing(rows)
    check_sums(rows)


@settings(max_examples=40, deadline=None)
@given(coded_sessions())
def test_other_names_for_people_change_nothing_but_the_names(session):
    names = {"SUE": "XAN", "TOM": "YVE", "PAM": "WES", "DAN": "ZED"}

    def renamed(row):
        who = (names.get(row.participant, row.participant), names.get(row.other, row.other))
        return (*who, *row[6:15], row.instances, *row[16:18])

    after = rows_of(_renamed(session, names))
    assert [(*row[4:6], *row[6:15], row.instances, *row[16:18]) for row in after] == [
        renamed(row) for row in rows_of(session)
    ]


def _renamed(session, names):
    def of(codes):
        return tuple(names.get(code, code) for code in codes)

    transcript = session.transcript
    lines = tuple(replace(line, speakers=of(line.speakers)) for line in transcript.lines)
    people = tuple(
        replace(person, code=names.get(person.code, person.code))
        for person in transcript.participants
    )
    tags = []
    for tag in session.coding(CODER).tags.values():
        values = tuple((n, names.get(v, v) if n == "slot_owner" else v) for n, v in tag.values)
        tags.append(replace(tag, addressees=of(tag.addressees), about=of(tag.about), values=values))
    links = session.coding(CODER).links.values()
    return replace(
        session,
        transcript=replace(transcript, lines=lines, participants=people),
        codings={CODER: Coding.of(CODER, tags, links)},
    )


@settings(max_examples=30, deadline=None)
@given(coded_sessions())
def test_an_edit_gives_the_numbers_of_a_session_measured_afresh(session):
    rows_of(session)
    tags = dict(session.coding(CODER).tags)
    for tag_id, tag in tags.items():
        if tag.code in ("question", "response"):
            tags[tag_id] = replace(tag, values=(("outcome", "no_response"), ("type", "answer")))
            break
    links = session.coding(CODER).links
    edited = replace(session, codings={CODER: Coding(CODER, tags, dict(links))})
    fresh = replace(edited, transcript=parse(session.transcript.text))
    fresh = replace(
        fresh, transcript=fresh.transcript.with_participants(session.transcript.participants)
    )
    assert rows_of(edited) == rows_of(fresh)


@settings(max_examples=30, deadline=None)
@given(coded_sessions())
def test_a_silent_person_who_is_present_takes_nothing_from_the_others(session):
    people = (*session.transcript.participants, Participant("EVE"))
    joined = replace(session, transcript=session.transcript.with_participants(people))

    def shares(found):
        return {(*row[6:8], row.participant): row.value for row in found if row[6:8] in WHOLES}

    before, after = shares(rows_of(session)), shares(rows_of(joined))
    of_eve = {key: value for key, value in after.items() if key[2] == "EVE"}
    assert {key: value for key, value in after.items() if key[2] != "EVE"} == before
    assert len(of_eve) == len(WHOLES)
    assert all(not value for value in of_eve.values())


@settings(max_examples=40, deadline=None)
@given(coded_sessions())
def test_layout_changes_no_number(session):
    """A silence typed within a line or on a line of its own: no number changes."""
    laid_out = [line.raw.replace(" (1.2) ", "\n   (1.2)\n   ") for line in session.transcript.lines]
    transcript = parse("".join(f"{text}\n" for text in laid_out))
    transcript = transcript.with_participants(session.transcript.participants)
    lines, place = {}, 0
    for line, text in zip(session.transcript.lines, laid_out, strict=True):
        first, place = transcript.lines[place], place + 1 + text.count("\n")
        last = transcript.lines[place - 1]
        lines[line.id] = Span(first.id, first.body, last.id, max(last.body + 1, last.body_end))
    tags = [
        replace(tag, spans=(lines[tag.spans[0].line],))
        for tag in session.coding(CODER).tags.values()
    ]
    coding = Coding.of(CODER, tags, session.coding(CODER).links.values())
    after = rows_of(replace(session, transcript=transcript, codings={CODER: coding}))
    assert [row[4:15] for row in after] == [row[4:15] for row in rows_of(session)]


@pytest.mark.real_data
def test_transcripts_nobody_here_wrote_are_measured(real_data):
    files = [*real_data.glob("jefferson-chat/*.cha"), *real_data.glob("chat/**/*.cha")]
    assert files
    for path in files:
        session = Session(path.name, read(path).transcript)
        rows = rows_of(session)
        check_counts(rows)
        check_missing(rows)
        check_places(session, rows)
        assert sum(row.value or 0 for row in rows if row[6:8] == ("M-01", "turns_all")) == (
            pytest.approx(1.0)
        )
