"""``project.xml``: the study as a whole. Its codebook has a file of its own."""

from __future__ import annotations

from lxml import etree

from ca_tool.codebook import Codebook
from ca_tool.project import Fixing, Project, SavedComparison
from ca_tool.storage.validation import FORMAT, safe, unsafe
from ca_tool.transcript import Participant

SCHEMA = "project"


def to_xml(project: Project) -> etree._Element:
    """Return *project* as an element."""
    root = etree.Element("project", format=str(FORMAT), title=safe(project.title))
    root.set("codebook", project.codebook.version)
    for session_id in project.session_ids:
        etree.SubElement(root, "session", id=session_id)
    for person in project.participants:
        etree.SubElement(root, "participant", code=safe(person.code), role=safe(person.role))
    if project.primary_measures or project.primary_fixed_at:
        primary = etree.SubElement(root, "primary", fixed=project.primary_fixed_at)
        for measure in project.primary_measures:
            etree.SubElement(primary, "measure", id=measure)
    for coder in project.blind:
        etree.SubElement(root, "blind", coder=safe(coder))
    for saved in project.comparisons:
        _add_comparison(root, saved)
    return root


def from_xml(root: etree._Element) -> Project:
    """Return the project that an element holds, with an empty codebook of the right version."""
    primary = root.find("primary")
    measures = (
        () if primary is None else tuple(m.get("id", "") for m in primary.iterfind("measure"))
    )
    return Project(
        title=unsafe(root.get("title")),
        codebook=Codebook(version=root.get("codebook", "1")),
        session_ids=tuple(element.get("id", "") for element in root.iterfind("session")),
        primary_measures=measures,
        primary_fixed_at="" if primary is None else primary.get("fixed", ""),
        participants=tuple(
            Participant(unsafe(element.get("code")), role=unsafe(element.get("role")))
            for element in root.iterfind("participant")
        ),
        blind=tuple(unsafe(element.get("coder")) for element in root.iterfind("blind")),
        comparisons=tuple(_comparison(element) for element in root.iterfind("comparison")),
    )


def _add_comparison(root: etree._Element, saved: SavedComparison) -> None:
    child = etree.SubElement(root, "comparison", id=saved.id, title=safe(saved.title))
    child.set("grouping", saved.grouping)
    child.set("rows", saved.rows)
    child.set("created", saved.created)
    _add_ids(child, "session", saved.sessions)
    for coder in saved.coders:
        etree.SubElement(child, "coder", name=safe(coder))
    _add_ids(child, "policy", saved.policies)
    _add_ids(child, "measure", saved.measures)
    for fixing in saved.fixings:
        fixed = etree.SubElement(child, "fixed", at=fixing.at, coder=safe(fixing.coder))
        _add_ids(fixed, "measure", fixing.measures)
        _add_ids(fixed, "session", fixing.sessions)


def _comparison(element: etree._Element) -> SavedComparison:
    return SavedComparison(
        element.get("id", ""),
        unsafe(element.get("title")),
        _ids(element, "session"),
        tuple(unsafe(one.get("name")) for one in element.iterfind("coder")),
        _ids(element, "policy"),
        element.get("grouping", ""),
        element.get("rows", ""),
        _ids(element, "measure"),
        tuple(_fixing(one) for one in element.iterfind("fixed")),
        element.get("created", ""),
    )


def _fixing(element: etree._Element) -> Fixing:
    return Fixing(
        _ids(element, "measure"),
        element.get("at", ""),
        _ids(element, "session"),
        unsafe(element.get("coder")),
    )


def _add_ids(parent: etree._Element, name: str, ids: tuple[str, ...]) -> None:
    for id_ in ids:
        etree.SubElement(parent, name, id=id_)


def _ids(parent: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(one.get("id", "") for one in parent.iterfind(name))
