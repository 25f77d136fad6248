"""Central measures once more, slowly and another way: pandas queries over exported tables.

A session's turns, tags, links and silences are written as CSV, as anybody might who does not trust
the program, and the numbers are worked out from those files alone.
"""

import csv
from itertools import pairwise, permutations

import pandas as pd
import pytest
from hypothesis import given, settings

from ca_tool.measures import measure_session
from ca_tool.measures.evidence import GROUP
from ca_tool.storage import default_codebook
from ca_tool.turn_taking import turn_taking
from tests.coded_gold import CODER, gold
from tests.core.test_measures import coded_sessions

UNSEEN = ("repair_initiated", "censored", "not_observable", "")


def export(session, folder):
    """Write *session* as CSV files: people, turns, silences, tags, links."""
    coding, taking = session.coding(CODER), turn_taking(session.transcript)
    rows = session.transcript.row
    people = [p.code for p in session.transcript.participants if p.code != "?"]
    _write(folder / "people.csv", "person", [[code] for code in people])
    turns = [
        [t.index, t.speaker, t.words, t.letters, t.follows_gap, t.kind.value, *_reach(rows, t)]
        for t in taking.turns
    ]
    _write(
        folder / "turns.csv", "turn speaker words letters gap kind row column last_row end", turns
    )
    silences = [[s.seconds, s.micropause, s.activity] for s in taking.silences]
    _write(folder / "silences.csv", "seconds micropause activity", silences)
    tags = []
    for tag in coding.tags.values():
        start = tag.spans[0]
        values = dict(tag.values)
        kept = [values.get(name, "") for name in ATTRIBUTES]
        to, about = " ".join(tag.addressees), " ".join(tag.about)
        where = (rows[start.line], start.start)
        tags.append([tag.id, tag.code, tag.actor, to, about, *where, *kept])
    names = " ".join(ATTRIBUTES)
    _write(folder / "tags.csv", f"id code actor to about row column {names}", tags)
    links = [[link.kind, link.source, link.target] for link in coding.links.values()]
    _write(folder / "links.csv", "kind source target", links)


ATTRIBUTES = ("outcome", "type", "reported", "newsmark", "level", "uptake", "form")


def _reach(rows, turn):
    first, last = turn.pieces[0], turn.pieces[-1]
    return rows[first.line], first.start, rows[last.end_line], last.end


def _write(path, header, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)


class Again:
    """The measures, from the files in a folder."""

    def __init__(self, folder):
        self.people = list(_read(folder / "people.csv").person)
        self.turns = _read(folder / "turns.csv", ["turn", "words", "letters"])
        for name in ("row", "column", "last_row", "end"):
            self.turns[name] = self.turns[name].astype(int)
        self.known = self.turns[self.turns.speaker.isin(self.people)]
        self.silences = _read(folder / "silences.csv")
        self.tags = _read(folder / "tags.csv", ["row", "column"])
        self.tags = self.tags.sort_values(["row", "column"], kind="stable")
        self.tags["actor"] = [self._actor(tag) for tag in self.tags.itertuples()]
        self.links = _read(folder / "links.csv")
        questions = self.tags.query(
            "code == 'question' and reported != 'yes' and newsmark != 'yes'"
        )
        self.questions = questions[questions.actor.isin(self.people)].copy()
        self.questions["to"] = [self._to(q) for q in self.questions.itertuples()]
        self.questions["fate"] = [self._fate(q) for q in self.questions.itertuples()]
        self.questions["chain"] = [self._root(q) for q in self.questions.id]

    def _actor(self, tag):
        if tag.actor:
            return tag.actor
        here = self.turns.query("row <= @tag.row <= last_row")
        begun = here[(here.row < tag.row) | (here.column <= tag.column)]
        found = begun if len(begun) else here
        return found.speaker.iloc[-1] if len(found) else "?"

    def _to(self, question):
        if question.to or len(self.people) != 2:
            return tuple(question.to.split())
        return tuple(code for code in self.people if code != question.actor)

    def _responses(self, tag_id):
        ids = self.links.query("kind == 'answers' and target == @tag_id").source
        return self.tags[self.tags.id.isin(ids)]

    def _fate(self, question):
        if question.outcome:
            return question.outcome
        came = self._responses(question.id)
        of_others = came[came.actor != question.actor]
        to = question.to
        asked = of_others if not to or GROUP in to else of_others[of_others.actor.isin(to)]
        if len(asked):
            answered = asked.type.isin(["", "answer"]).any()
            return "answer" if answered else "non_answer_response"
        if len(of_others):
            return "other_answers"
        return "self_answered" if len(came) else ""

    def _root(self, tag_id):
        place = {found: at for at, found in enumerate(self.tags.id)}
        seen = [tag_id]
        while True:
            here = seen[-1]
            ahead = self.links.query("kind == 'reissues' and source == @here").target
            if not len(ahead):
                return here
            earlier = min(ahead, key=place.__getitem__)
            if earlier in seen:
                return min(seen, key=place.__getitem__)
            seen.append(earlier)

    def turn_share(self, who):
        return _ratio((self.known.speaker == who).sum(), len(self.known))

    def word_share(self, who):
        return _ratio(self.known.query("speaker == @who").words.sum(), self.known.words.sum())

    def gini(self):
        words = self.known.groupby("speaker").words.sum().reindex(self.people, fill_value=0)
        if len(words) < 2 or not words.sum():
            return None
        spread = sum(abs(a - b) for a in words for b in words)
        n = len(words)
        return spread / (2 * n * words.sum()) * n / (n - 1)

    def question_share(self, who):
        return _ratio((self.questions.actor == who).sum(), len(self.questions))

    def chain_share(self, who):
        first = self.questions.drop_duplicates("chain")
        return _ratio((first.actor == who).sum(), len(first))

    def _asked(self, who, to):
        """Return the questions *who* asked *to*, as far as what came of them could be seen."""
        asked = self.questions[self.questions.actor == who]
        asked = asked.loc[[row for row, found in asked.to.items() if to in found]]
        return asked[~asked.fate.isin(UNSEEN)]

    def answered(self, who, to):
        seen = self._asked(who, to)
        return _ratio((seen.fate == "answer").sum(), len(seen))

    def answered_chains(self, who, to):
        by_chain = [chain for _, chain in self._asked(who, to).groupby("chain")]
        answered = [chain for chain in by_chain if (chain.fate == "answer").any()]
        return _ratio(len(answered), len(by_chain))

    def pursued(self, who):
        chains = [chain for _, chain in self.questions.groupby("chain", sort=False)]
        own = [chain for chain in chains if chain.actor.iloc[0] == who]
        failed = [c for c in own if c.fate.iloc[0] in ("no_response", "non_answer_response")]
        return _ratio(sum(len(chain) > 1 for chain in failed), len(failed))

    def uptake(self, who):
        topics = self.tags.query("code == 'topic' and actor == @who and uptake != 'censored'")
        coded = topics[topics.uptake != ""]
        return _ratio((coded.uptake == "taken_up").sum(), len(coded))

    def follows(self, first, second):
        pairs = [
            (a.speaker, b.speaker)
            for a, b in pairwise(self.turns.itertuples())
            if b.gap == "False" and {a.speaker, b.speaker} <= set(self.people)
        ]
        return pairs.count((first, second))

    def silent_seconds(self):
        timed = self.silences[(self.silences.seconds != "") & (self.silences.activity == "")]
        return round(timed.seconds.astype(float).sum(), 3)


def _read(path, numbers=()):
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for name in numbers:
        table[name] = table[name].astype(int)
    return table


def _ratio(k, n):
    return k / n if n else None


def agree(session, folder):
    export(session, folder)
    again = Again(folder)
    rows = {
        (row.measure, row.variant, row.participant, row.other): row.value
        for row in measure_session(session, CODER, codebook=default_codebook())
    }

    def same(expected, *key):
        found = rows[key]
        assert (found is None) == (expected is None), key
        assert found is None or found == pytest.approx(expected), key

    same(again.gini(), "M-07", "words_corrected", "", "")
    same(again.silent_seconds(), "M-33", "timed", "", "")
    for who in again.people:
        same(again.turn_share(who), "M-01", "turns_all", who, "")
        same(again.word_share(who), "M-02", "words_all", who, "")
        same(again.question_share(who), "M-12", "tokens", who, "")
        same(again.chain_share(who), "M-12", "chains", who, "")
        same(again.pursued(who), "M-22", "pursued", who, "")
        if not again.links.query("kind == 'continues_topic'").shape[0]:
            same(again.uptake(who), "M-13", "taken_up", who, "")
    for who, to in permutations(again.people, 2):
        same(again.follows(who, to), "M-29", "next_count", who, to)
        if ("M-18", "answered", who, to) in rows:
            same(again.answered(who, to), "M-18", "answered", who, to)
            same(again.answered_chains(who, to), "M-18", "answered_chain", who, to)
        else:
            assert again.answered(who, to) is None


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_gold_sessions_count_alike_from_exported_tables(name, tmp_path):
    agree(gold(name), tmp_path)


@settings(max_examples=40, deadline=None)
@given(session=coded_sessions())
def test_any_session_counts_alike_from_exported_tables(session, tmp_path_factory):
    agree(session, tmp_path_factory.mktemp("tables"))
