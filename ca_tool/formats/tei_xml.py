"""What reading and writing TEI share: names of elements, ids, texts that XML can hold.

Every program has its own idea of the namespace, so elements are known by their local names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from ca_tool.formats.eaf_document import xml_root
from ca_tool.formats.timed_talk import Reporter

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

APPLICATION = "CA-Tool"
"""How our own files name the program that wrote them."""

MOST_TAGS = 2_000_000
"""Tags of a file; some fifty hours of talk with an element for each word have as many."""

ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:TEI|teiCorpus)(?:\.2)?[\s>]")
_DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*>""")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_S_OWN = (b"amp", b"lt", b"gt", b"quot", b"apos")
_ODD = re.compile("[\\\\\x00-\x08\x0a-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WRITTEN = re.compile(r"\\(?:u([0-9a-f]{4})|\\)")
_NAME_START = re.compile(r"[A-Za-z_]")
_NAME = re.compile(r"[A-Za-z0-9_.-]")
_ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
_XML_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_XML_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
)


def looks_like_tei(head: bytes) -> bool:
    """Whether a file begins as a TEI document of any age does."""
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def tei_root(data: bytes, report: Reporter) -> etree._Element | None:
    """Return the outermost element of *data*, read as far as it goes; nothing if there is none.

    TEI P4 files name a document type. Where that only points at a DTD it is left out, and the
    entities everybody uses (``&eacute;``) are put in their place; one with declarations of its own
    is refused, as in every format.
    """
    head = _DOCTYPE.search(data[:65536])
    if head is not None:
        data = data[: head.start()] + data[head.end() :]
        data = _ENTITY.sub(lambda found: _character(found[1]), data)
    if data.count(b"<") > MOST_TAGS:
        report("E-XML", "it has more elements than any transcript")
        return None
    root = xml_root(data, report, keep_blanks=True)
    if root is not None and local(root) not in ROOTS:
        report("E-XML", f"its outermost element is <{local(root)[:40]}>, not <TEI>")
        return None
    return root


@lru_cache(maxsize=4096)
def _character(name: bytes) -> bytes:
    """Return what stands for an entity everybody knows; of another one its name as text."""
    if name in _XML_S_OWN:
        return b"&" + name + b";"
    characters = html.unescape(f"&{name.decode('ascii')};")
    if characters.startswith("&"):
        return b"&amp;" + name + b";"
    return "".join(f"&#{ord(each)};" for each in characters).encode("ascii")


class _Names(dict[object, str]):
    """Tags as lxml has them → local names; what is no element has none."""

    def __missing__(self, tag: object) -> str:
        name = tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""
        if len(self) < 1_000:  # a hostile file may have millions
            self[tag] = name
        return name


NAMES = _Names()


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return NAMES[element.tag]


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the children of an element that have one of *names*."""
    if element is not None:
        for child in element:
            if NAMES[child.tag] in names:
                yield child


def descendants(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield what has one of *names* anywhere in an element, or is one itself."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element down a *path* of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def id_of(element: etree._Element) -> str:
    """Return an element's id: ``xml:id``, or ``id`` as before P5."""
    return element.get(XML_ID) or element.get("id") or ""


def reference(value: str | None) -> str:
    """Return the id that ``#T1`` or ``T1`` points at; empty if none."""
    return (value or "").strip().removeprefix("#")


def text_of(element: etree._Element | None) -> str:
    """Return all text in an element, blanks made one."""
    if element is None:
        return ""
    return " ".join("".join(map(str, element.itertext())).split())


def written(text: str) -> str:
    r"""Return *text* with what XML cannot hold as ``\u0015``, and ``\`` doubled.

    >>> written("\x15") == "\\u0015", as_typed(written("a\\b\x15")) == "a\\b\x15"
    (True, True)
    """
    return text if _ODD.search(text) is None else _ODD.sub(_code_point, text)


def _code_point(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}"


def as_typed(text: str) -> str:
    """Take :func:`written` back."""
    if "\\" not in text:
        return text
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\\", text)


def in_text(text: str) -> str:
    """Return *text* safe between tags."""
    return written(text).translate(_XML_TEXT)


def in_value(text: str) -> str:
    """Return *text* safe in an attribute."""
    return written(text).translate(_XML_VALUE)


def name_for(text: str) -> str:
    """Return *text* as an XML name; other characters become ``_x0020_``.

    >>> name_for("about_not_to"), name_for("good support"), name_from(name_for("7 é"))
    ('about_not_to', 'good_x0020_support', '7 é')
    """
    out = []
    for at, sign in enumerate(text):
        fits = (_NAME if at else _NAME_START).match(sign) is not None
        ambiguous = sign == "_" and _ESCAPED.match(text, at) is not None
        out.append(sign if fits and not ambiguous else f"_x{ord(sign):04X}_")
    return "".join(out) or "_x_"


def name_from(name: str) -> str:
    """Take :func:`name_for` back."""
    if name == "_x_":
        return ""
    return _ESCAPED.sub(_decoded, name) if "_x" in name else name


def _decoded(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number < 0x110000 else found[0]
