r"""Jefferson's notation and its relatives: text in, a :class:`~ca_tool.transcript.Transcript` out.

>>> transcript = parse("01 ANN: are you coming?\n02      (0.4)\n03 BEN: yeah\n")
>>> [str(line.kind) for line in transcript.lines]
['talk', 'silence', 'talk']
"""

from ca_tool.notation.assembly import assemble
from ca_tool.notation.profiles import PROFILES, Profile, suggest_profile
from ca_tool.notation.reading import parse, reparse, tokenise

__all__ = ["PROFILES", "Profile", "assemble", "parse", "reparse", "suggest_profile", "tokenise"]
