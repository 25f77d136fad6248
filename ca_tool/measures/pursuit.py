"""Asking again (M-22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.measures.evidence import Chain, Evidence
from ca_tool.measures.outcomes import NO_RESPONSE, NON_ANSWER, UNOBSERVABLE
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing, proportion

_FAILED = frozenset({NO_RESPONSE, NON_ANSWER})


@measure(
    "M-22",
    label="Pursuit",
    plain="Asking again",
    heading="What happened after each question",
    unit="proportion",
    high=float("inf"),
    needs_codes=("question", "response"),
    variants={
        "pursued": "questions without an answer that were asked again",
        "reissues_per_chain": "how often they were asked again",
        "path:…": "how their form changed, for example wh→alternative",
    },
    instances=("pursued", "reissues_per_chain"),
)
def pursuit_rate(evidence: Evidence) -> Iterator[Number]:
    """Return how often a question without an answer is asked again, and in what forms.

    pursued: chains asked again / chains whose first question got no response or a non-answer;
    reissues per chain: questions that ask again / the same chains; path: forms in order.

    Returns
    -------
    proportion, 0 to 1, Wilson interval; reissues per chain, 0 upwards; counts of paths
        Counted: chains, by who asked first; questions that ask again, by whoever asks them.

    Notes
    -----
    Denominator: chains whose first question's outcome is *no response* or a non-answer. Missing:
    there is none. Chains whose first outcome cannot be seen or is not coded are excluded.
    Caution: what counts as an adequate answer is the asker's matter. *Yes* after pursuit is not
    agreement.

    References
    ----------
    Finlay, W. & Antaki, C. (2012) JIDR 56(4): 361–370.
    Pomerantz, A. (1984) in Atkinson & Heritage (eds) Structures of Social Action, CUP, 152–163.
    """
    for code in ("", *evidence.roster):
        chains = [chain for chain in evidence.chains if code in ("", chain.asker)]
        yield from _pursuit(code, chains)


def _pursuit(code: str, chains: Sequence[Chain]) -> Iterator[Number]:
    out = tuple(
        (chain.case, f"first outcome: {UNOBSERVABLE[chain.questions[0].outcome]}")
        for chain in chains
        if not chain.questions[0].observable
    )
    failed = [chain for chain in chains if chain.questions[0].outcome in _FAILED]
    again = [chain for chain in failed if len(chain.questions) > 1]
    dropped = tuple(chain.case for chain in failed if len(chain.questions) == 1)
    cases = Cases(tuple(chain.case for chain in again), dropped, out)
    yield proportion(code, "pursued", cases, counts="chains")
    yield _reissues(code, failed, out)
    paths: dict[str, list[str]] = {}
    for chain in again:
        forms = (question.values.get("form") or "not coded" for question in chain.questions)
        paths.setdefault("→".join(forms), []).append(chain.case)
    for path, found in sorted(paths.items()):
        yield count(code, f"path:{path}", Cases(tuple(found)), counts="chains")


def _reissues(code: str, failed: Sequence[Chain], out: tuple[tuple[str, str], ...]) -> Number:
    if not failed:
        why, unit = "no opportunity: no question without an answer", "per chain"
        return missing(code, "reissues_per_chain", why, unit=unit)
    again = tuple(question.id for chain in failed for question in chain.questions[1:])
    cases = Cases(again, tuple(c.case for c in failed if len(c.questions) == 1), out)
    return Number(
        code,
        "reissues_per_chain",
        len(again) / len(failed),
        len(again),
        len(failed),
        cases=cases,
        unit="per chain",
        counts="questions",
    )
