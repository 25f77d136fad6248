"""Codes that come with a file, under the keys that a project has for them already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding
from ca_tool.formats.registry import Parsed


def with_known_keys(parsed: Parsed, known: Codebook) -> Parsed:
    """Return *parsed* with the keys of *known* for codes that are called the same.

    A code of which *known* has the key keeps it, whatever it is called.
    """
    if parsed.codebook is None:
        return parsed
    keys = _keys(parsed.codebook, known)
    if not keys:
        return parsed
    codes = tuple(
        replace(code, name=keys.get(code.name, code.name)) for code in parsed.codebook.codes
    )
    return replace(
        parsed,
        codebook=replace(parsed.codebook, codes=codes),
        codings={coder: _renamed(one, keys) for coder, one in parsed.codings.items()},
        more=tuple(with_known_keys(one, known) for one in parsed.more),
    )


def _keys(brought: Codebook, known: Codebook) -> dict[str, str]:
    """Return the key here of each code that has another one in *brought*."""
    here = {code.label.casefold(): code.name for code in known.codes if code.label}
    taken = set(brought.by_name)
    found: dict[str, str] = {}
    for code in brought.codes:
        key = here.get(code.label.casefold())
        if key and code.name not in known.by_name and key not in taken:
            found[code.name] = key
            taken.add(key)
    return found


def _renamed(coding: Coding, keys: Mapping[str, str]) -> Coding:
    tags = (replace(tag, code=keys.get(tag.code, tag.code)) for tag in coding.tags.values())
    return Coding.of(coding.coder, tags, coding.links.values())
