"""The agreed layer: a coding of its own, made from the coders' tags by decisions.

Both coders' tags stay as they are. Every decision is an :class:`~ca_tool.coding.Edit` of the
agreed coding, so it is undone, logged and saved like any other. A decision that there is
*nothing* is kept too: as a tag :data:`NOT_TAKEN`, an empty value or a link without target. No
measure counts these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from ca_tool.agreement.disagreements import Disagreement, Kind
from ca_tool.agreement.labelling import ACTOR, ADDRESSEES, whom
from ca_tool.agreement.links import Compared
from ca_tool.agreement.pairing import Matching, Pair
from ca_tool.agreement.places import Double
from ca_tool.coding import CERTAINTIES, Coding, Edit, Link, Record, Tag, new_id

CODER = "adjudicated"
"""The coder whose tags are the agreed ones."""

NOT_TAKEN = "not_taken"
"""The code of a decision that there is nothing to be tagged."""

PEOPLE = (ACTOR, ADDRESSEES)


class Choice(StrEnum):
    """A decision on a disagreement."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


class Draft:
    """The agreed coding of one session while a decision is carried out."""

    def __init__(self, double: Double, now: str) -> None:
        self._double = double
        self._now = now
        self._before: Coding = double.session.coding(CODER)
        self._tags = dict(self._before.tags)
        self._links = dict(self._before.links)
        self._made = {
            source: tag.id for tag in self._tags.values() for source in tag.adjudicated_from
        }

    def edit(self, text: str) -> Edit:
        """Return the change from the coding as it was."""
        before: set[Record] = {*self._before.tags.values(), *self._before.links.values()}
        after: set[Record] = {*self._tags.values(), *self._links.values()}
        return Edit(text, removed=frozenset(before - after), added=frozenset(after - before))

    def made_from(self, tag: Tag) -> Tag | None:
        """Return what was decided of *tag* so far."""
        return self._tags.get(self._made.get(tag.id, ""))

    def put(self, tag: Tag) -> Tag:
        """Put an agreed tag in the place of what was decided of its sources before."""
        for source in tag.adjudicated_from:
            old = self._made.get(source)
            if old and old != tag.id:
                self._tags.pop(old, None)
            self._made[source] = tag.id
        self._tags[tag.id] = tag
        return tag

    def taken(self, tag: Tag) -> Tag:
        """Return *tag* as an agreed one, taken now unless it was already."""
        found = self.made_from(tag)
        if found is not None and found.code != NOT_TAKEN:
            return found
        made_by = 0 if tag.id in self._double.codings[0].tags else 1
        evidence = self._double.evidence[made_by]
        copy = replace(
            tag,
            id=found.id if found else new_id(),
            actor=evidence.actor(tag),
            addressees=whom(tag, evidence),
            coder=CODER,
            created=self._now,
            modified=self._now,
            adjudicated_from=(tag.id,),
        )
        return self.put(copy)

    def dropped(self, tag: Tag) -> Tag:
        """Keep the decision that there is nothing where *tag* is."""
        found = self.made_from(tag)
        if found is not None:
            self._links = {
                key: link
                for key, link in self._links.items()
                if found.id not in (link.source, link.target)
            }
        return self.put(
            Tag(
                found.id if found else new_id(),
                NOT_TAKEN,
                tag.spans,
                note=f"{tag.code} by {tag.coder}: not taken",
                coder=CODER,
                created=self._now,
                modified=self._now,
                codebook=tag.codebook,
                adjudicated_from=(tag.id,),
            )
        )

    def agreed(self, pair: Pair) -> Tag:
        """Return the agreed tag of a shared instance, with what both coders say of it.

        It lies where the first coder put it; of two certainties it has the lesser.
        """
        found = self.made_from(pair.first) or self.made_from(pair.second)
        if found is not None and found.code != NOT_TAKEN:
            return found
        one, other = self._double.evidence
        actor, to = one.actor(pair.first), whom(pair.first, one)
        return self.put(
            replace(
                pair.first,
                id=found.id if found else new_id(),
                actor=actor if actor == other.actor(pair.second) else "",
                addressees=to if to == whom(pair.second, other) else (),
                about=pair.first.about if pair.first.about == pair.second.about else (),
                values=tuple(v for v in pair.first.values if v in pair.second.values),
                certainty=max(pair.first.certainty, pair.second.certainty, key=CERTAINTIES.index),
                note="",
                coder=CODER,
                created=self._now,
                modified=self._now,
                adjudicated_from=(pair.first.id, pair.second.id),
            )
        )

    def link(self, kind: str, source: Tag, wanted: Link | None, targets: Coding | None) -> None:
        """Let *source* be linked as *wanted*, in place of its links of *kind*; or to nothing."""
        self.unlink(kind, source)
        new = Link(new_id(), kind, source.id, coder=CODER, created=self._now)
        if wanted is not None and targets is not None:
            target = targets.tags.get(wanted.target)
            new = replace(
                new,
                target=self.taken(target).id if target else "",
                target_turn=wanted.target_turn,
            )
        self._links[new.id] = new

    def unlink(self, kind: str, source: Tag) -> None:
        """Take away the links of *kind* that start at *source*."""
        self._links = {
            key: link
            for key, link in self._links.items()
            if (link.kind, link.source) != (kind, source.id)
        }

    def has_link(self, kind: str, source: Tag) -> bool:
        """Return whether anything is decided of *source*'s links of *kind*."""
        return any((one.kind, one.source) == (kind, source.id) for one in self._links.values())


def decide(
    double: Double, matchings: Sequence[Matching], found: Disagreement, choice: Choice, now: str
) -> Edit:
    """Return the edit of the agreed coding that settles a disagreement.

    Parameters
    ----------
    matchings
        Of every code in the session, so that tags both coders made are taken as one.
    choice
        Whose version is taken. Who does something and to whom cannot be left to neither.
    now
        UTC, ISO 8601, seconds.
    """
    draft = Draft(double, now)
    pairs = _pairs(matchings)
    if found.kind is Kind.MISSED:
        _settle_missed(draft, double, pairs, found, choice)
    elif found.kind is Kind.VALUE:
        tag = draft.agreed(pairs[found.tag.id])
        draft.put(_with_value(tag, double, found, choice))
    else:
        _settle_link(draft, double, pairs, found, choice)
    return draft.edit(f"Agree on {found.code.replace('_', ' ')}")


def take_agreed(
    double: Double, matchings: Sequence[Matching], links: Sequence[Compared], now: str
) -> Edit:
    """Return the edit that takes everything both coders say: shared tags, values and links."""
    draft = Draft(double, now)
    pairs = _pairs(matchings)
    for pair in dict.fromkeys(pairs.values()):
        draft.agreed(pair)
    for compared in links:
        for one, _ in compared.both:
            source = pairs.get(one.link.source)
            target = pairs.get(one.link.target)
            if source and target and not draft.has_link(compared.kind, draft.agreed(source)):
                draft.agreed(target)
                draft.link(compared.kind, draft.agreed(source), one.link, double.codings[0])
    return draft.edit("Take everything agreed")


def settled(double: Double, found: Disagreement) -> Choice | None:
    """Return how *found* was decided in the agreed coding; ``None`` while it is open."""
    coding = double.session.coding(CODER)
    made = {source: tag for tag in coding.tags.values() for source in tag.adjudicated_from}
    tag = made.get(found.tag.id)
    if tag is None:
        return None
    if found.kind is Kind.MISSED:
        if tag.code == NOT_TAKEN:
            return Choice.NEITHER
        return Choice.FIRST if found.first else Choice.SECOND
    if found.kind is Kind.VALUE:
        return _settled_value(double, found, tag)
    drawn = [one for one in coding.links_from.get(tag.id, ()) if one.kind == found.name]
    for choice, link in zip((Choice.FIRST, Choice.SECOND), found.links, strict=True):
        target = made.get(link.target) if link else None
        if target is not None and any(one.target == target.id for one in drawn):
            return choice
    return Choice.NEITHER if any(not one.target and not one.target_turn for one in drawn) else None


def _settled_value(double: Double, found: Disagreement, tag: Tag) -> Choice | None:
    assert found.first is not None
    assert found.second is not None
    one, other = double.evidence
    now: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    if found.name == ACTOR:
        now, first, second = (tag.actor,), (one.actor(found.first),), (other.actor(found.second),)
    elif found.name == ADDRESSEES:
        now = tuple(sorted(tag.addressees))
        first, second = whom(found.first, one), whom(found.second, other)
    else:
        now, first, second = (
            tuple(sorted(each.value(found.name).split()))
            for each in (tag, found.first, found.second)
        )
    decided = any(now) if found.name in PEOPLE else found.name in dict(tag.values)
    if not decided:
        return None
    return {first: Choice.FIRST, second: Choice.SECOND}.get(now, Choice.NEITHER)


def _pairs(matchings: Sequence[Matching]) -> dict[str, Pair]:
    """Return each shared instance under the ids of both its tags."""
    return {tag.id: pair for found in matchings for pair in found.pairs for tag in pair[:2]}


def _settle_missed(
    draft: Draft, double: Double, pairs: dict[str, Pair], found: Disagreement, choice: Choice
) -> None:
    side = 0 if found.first else 1
    if choice is not (Choice.SECOND if side else Choice.FIRST):
        draft.dropped(found.tag)
        return
    tag = draft.taken(found.tag)
    coding = double.codings[side]
    for link in coding.links_from.get(found.tag.id, ()):
        if link.target in pairs:
            draft.agreed(pairs[link.target])
        draft.link(link.kind, tag, link, coding)


def _settle_link(
    draft: Draft, double: Double, pairs: dict[str, Pair], found: Disagreement, choice: Choice
) -> None:
    source = draft.agreed(pairs[found.tag.id])
    if choice is Choice.NEITHER:
        draft.link(found.name, source, None, None)
        return
    side = 0 if choice is Choice.FIRST else 1
    wanted = found.links[side]
    if wanted is not None and wanted.target in pairs:
        draft.agreed(pairs[wanted.target])
    draft.link(found.name, source, wanted, double.codings[side])


def _with_value(tag: Tag, double: Double, found: Disagreement, choice: Choice) -> Tag:
    side = 1 if choice is Choice.SECOND else 0
    source = found.second if side else found.first
    assert source is not None
    if found.name == ACTOR:
        return replace(tag, actor=double.evidence[side].actor(source))
    if found.name == ADDRESSEES:
        return replace(tag, addressees=whom(source, double.evidence[side]))
    value = "" if choice is Choice.NEITHER else source.value(found.name)
    values = dict(tag.values) | {found.name: value}
    return replace(tag, values=tuple(sorted(values.items())))
