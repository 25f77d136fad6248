"""Floor transfer offsets: by hand, against a slow second reading of the definition, and timed."""

from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.measures import floor_transfers, measure_session
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.turn_taking import turns


def timed(*stretches):
    """Return a transcript of ``(who, start, end)`` in milliseconds; times may be None."""
    text = "".join(f"{who}: well yes\n" for who, _, _ in stretches)
    transcript = parse(text)
    lines = [
        replace(line, start_ms=start, end_ms=end)
        for line, (_, start, end) in zip(transcript.lines, stretches, strict=True)
    ]
    return replace(transcript, lines=tuple(lines))


def offsets(*stretches, **how):
    return [(found.turn, found.offset_ms) for found in floor_transfers(timed(*stretches), **how)]


def test_a_gap_is_above_nothing_and_an_overlap_below():
    assert offsets(("SUE", 0, 1000), ("TOM", 1200, 2000), ("SUE", 1900, 3000)) == [
        (1, 200),
        (2, -100),
    ]


def test_nobody_responds_to_what_has_only_just_begun():
    assert offsets(("SUE", 0, 1000), ("TOM", 150, 900)) == []
    assert offsets(("SUE", 0, 1000), ("TOM", 150, 900), planning_ms=100) == [(1, -850)]


def test_what_ended_long_ago_is_not_followed():
    assert offsets(("SUE", 0, 1000), ("TOM", 12_000, 13_000)) == []
    assert offsets(("SUE", 0, 1000), ("TOM", 12_000, 13_000), window_ms=20_000) == [(1, 11_000)]


def test_a_turn_without_times_leaves_what_follows_open():
    assert offsets(("SUE", 0, 1000), ("TOM", None, None), ("SUE", 1500, 2000)) == []


def test_a_third_voice_leaves_it_open_whom_somebody_follows():
    stretches = ("SUE", 0, 1000), ("PAM", 1100, 1500), ("TOM", 1800, 2000)
    assert offsets(*stretches) == [(1, 100)]
    assert offsets(*stretches, voices=3) == [(1, 100), (2, 300)]


def test_a_word_within_a_long_turn_does_not_part_it_from_its_answer():
    """TOM's mm at 500 lies within SUE's turn; what he says at 2100 still follows that turn."""
    found = offsets(("SUE", 0, 2000), ("TOM", 500, 700), ("TOM", 2100, 2500))
    assert found[0] == (1, 500 - 2000)


def slowly(transcript, window=10_000, planning=200, voices=2):
    """The definition once more, read word by word."""
    found, every = [], turns(transcript)
    for u in every:
        if u.start_ms is None or u.end_ms is None:
            continue
        reach = [one.index for one in every[: u.index] if (one.end_ms or 0) >= u.start_ms - window]
        context = every[min(reach) : u.index] if reach else ()
        if not 2 <= len({one.speaker for one in (*context, u)}) <= voices:
            continue
        own = []
        for prior in reversed(context):
            if prior.start_ms is None or prior.end_ms is None:
                break
            if prior.speaker == u.speaker:
                own.append(prior)
            elif prior.start_ms < u.start_ms - planning and all(
                prior.start_ms <= said.start_ms and said.end_ms <= prior.end_ms for said in own
            ):
                found.append((u.index, u.start_ms - prior.end_ms))
                break
    return found


@st.composite
def timed_talk(draw):
    now, stretches = 0, []
    for _ in range(draw(st.integers(0, 25))):
        now += draw(st.integers(0, 4000))
        length = draw(st.integers(50, 6000))
        here = draw(st.sampled_from(((now, now + length), (now, now + length), (None, None))))
        stretches.append((draw(st.sampled_from(("SUE", "TOM", "PAM"))), *here))
    return timed(*stretches)


@settings(max_examples=150, deadline=None)
@given(timed_talk(), st.integers(2, 3))
def test_the_offsets_are_those_of_the_definition(transcript, voices):
    found = floor_transfers(transcript, voices=voices)
    assert [(at.turn, at.offset_ms) for at in found] == slowly(transcript, voices=voices)


def test_with_times_latency_is_given_in_milliseconds_per_direction():
    transcript = timed(
        ("SUE", 0, 1000), ("TOM", 1200, 2000), ("SUE", 1900, 3000), ("TOM", 3400, 4000)
    )
    rows = {
        (row.variant, row.participant, row.other): row
        for row in measure_session(Session("S", transcript), "", measures=["M-20"])
    }
    into_tom = rows["floor_median_ms", "SUE", "TOM"]
    assert into_tom.value == median([200, 400])
    assert into_tom.note == "one by one: 200, 400"
    assert rows["floor_mean_ms", "TOM", "SUE"].value == pytest.approx(-100)
    assert "not of a person" in rows["floor_median_category", "SUE", "TOM"].note
