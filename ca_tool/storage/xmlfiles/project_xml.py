"""``project.xml``: the study as a whole. Its codebook has a file of its own."""

from __future__ import annotations

from lxml import etree

from ca_tool.codebook import Codebook
from ca_tool.project import Project
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
    )
