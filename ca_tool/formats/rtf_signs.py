"""The words of rich text (RTF 1.9.1, Microsoft 2008) that matter to a transcript."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
"""Control word and its figure; a byte in hexadecimal; control sign; brace; characters."""

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "nestcell": "\n",
}  # fmt: skip
"""Control word → character."""

SIGNS = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "|": "", ":": ""}
"""Control sign → character."""

CODEPAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""``\\fcharset`` → the encoding of bytes in that font. 2 is Symbol: codes of the font itself."""

SYMBOL_CHARSET = 2

ASIDES = {
    "footnote": "I-RICH-NOTE",
    "annotation": "I-RICH-COMMENT",
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        "I-RICH-HEADER",
    ),
    **dict.fromkeys(("shp", "do", "pict", "object"), "W-RICH-DRAWN"),
}
"""Destination → the code of the problem that reports its words."""

SKIPPED = frozenset(
    {
        *("colortbl", "stylesheet", "info", "listtable", "listoverridetable", "revtbl", "rsidtbl"),
        *("generator", "fldinst", "nonshppict", "shprslt", "objdata", "themedata", "datastore"),
        *("colorschememapping", "latentstyles", "xmlnstbl", "filetbl", "pnseclvl", "userprops"),
        *(
            "atnid",
            "atnauthor",
            "atndate",
            "atnref",
            "atrfstart",
            "atrfend",
            "atnparent",
            "atntime",
        ),
        *("bkmkstart", "bkmkend", "template", "sn", "sv", "private", "xe", "tc", "ftnsep"),
        *("ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "mmathPr", "nonesttables", "result"),
        *("blipuid", "picprop", "background", "docvar", "formfield", "password", "passwordhash"),
    }
)
"""Destinations that hold no words of the page."""

INSIDE = frozenset({"shpinst", "shptxt", "dptxbxtext", "shpgrp", "shppict"})
"""Destinations marked as skippable whose words are reported with what is around them."""

UNDERLINES = frozenset(
    {"ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulldash", "ulth", "ulw"}
    | {"ulthd", "ulthdash", "ulwave"}
)

KNOWN = (
    SKIPPED
    | INSIDE
    | UNDERLINES
    | frozenset((*CHARACTERS, *ASIDES))
    | {"bin", "u", "uc", "fonttbl", "listtext", "pntext", "fcharset", "ansicpg", "mac", "deftab"}
    | {"plain", "ulnone", "b", "i", "v", "caps", "super", "nosupersub", "sub", "up", "fs", "f"}
    | {"deleted", "revised", "par", "sect", "cell", "row", "pard", "intbl", "li", "lin", "fi", "tx"}
    | {"noline", "linemod", "linestarts"}
)
"""Control words that change anything here; Word writes many more than it needs."""
