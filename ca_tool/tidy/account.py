"""What went into a table, counted as the sessions go by: the facts of the methods paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ca_tool.coding import SUGGESTED
from ca_tool.measures.evidence import UNOBSERVABLE, Evidence
from ca_tool.measures.sources import Loaded


@dataclass(frozen=True)
class Account:
    """Counts of sessions, turns and what was decided about them; accounts are added up.

    Attributes
    ----------
    counts
        What is counted → its values → how often: ``sampling`` → ``whole`` → 3. The keys are
        ``sessions``, ``turns``, ``sampling``, ``silences``, ``conventions``, ``activities``,
        ``coders``, ``codebooks``, ``origins``, ``questions``, ``left_out`` and ``unobserved``.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __getitem__(self, what: str) -> Mapping[str, int]:
        return self.counts.get(what, {})

    def total(self, what: str) -> int:
        """Return how many of *what* there are, whatever their value."""
        return sum(self[what].values())


def together(accounts: Iterable[Account]) -> Account:
    """Return the sum of *accounts*; values in order of appearance."""
    found: dict[str, Counter[str]] = {}
    for account in accounts:
        for what, values in account.counts.items():
            found.setdefault(what, Counter()).update(values)
    return Account(found)


def account_of(loaded: Loaded, coders: Iterable[str], policy: str) -> Account:
    """Return the account of one session by each of *coders*."""
    session, codebook = loaded.session, loaded.codebook
    facts = session.facts
    counts: dict[str, Counter[str]] = {
        "sessions": Counter([facts.dyad]),
        "sampling": Counter([facts.sampling]),
        "silences": Counter([facts.silence_method]),
        "conventions": Counter([session.transcript.profile]),
        "activities": Counter([facts.activity]),
    }
    for coder in coders:
        evidence = Evidence(session, session.coding(coder), policy, codebook)
        counts["turns"] = Counter({"": len(evidence.talk.turns)})
        for what, values in _coded(evidence, coder):
            counts.setdefault(what, Counter()).update(values)
    return Account(counts)


def _coded(evidence: Evidence, coder: str) -> Iterator[tuple[str, Counter[str]]]:
    """Yield what is counted of a coder's tags; nothing where there are none."""
    tags = evidence.coding.tags.values()
    if not tags:
        return
    accepted = sum(tag.origin == SUGGESTED for tag in tags)
    yield "coders", Counter([coder])
    yield "codebooks", Counter([evidence.codebook.version])
    yield "origins", Counter({"manual": len(tags) - accepted, SUGGESTED: accepted})
    yield "questions", Counter({"": len(evidence.asked)})
    yield "left_out", Counter(why for _, why in evidence.left_out)
    unseen = (UNOBSERVABLE.get(question.outcome, "") for question in evidence.questions)
    yield "unobserved", Counter(why for why in unseen if why)
