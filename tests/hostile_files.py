"""Files made to harm: read one after another by a process of its own that is watched.

``python -m tests.hostile_files FORMAT FOLDER PORT`` prints a line of JSON for each file: what it
is, what was said of it, the seconds it took and the most memory the process has had, in MB. FOLDER
has a file ``secret.txt`` that no reader may open; nothing may ask the network at PORT.
"""

import json
import os
import re
import resource
import sys
import time

from ca_tool.formats import FORMATS, UnreadableFileError
from ca_tool.formats.timed_talk import Stretch
from ca_tool.turn_taking import turn_taking
from tests.sample_files import MAIN_PART, TALK, main_part, packed, parts_of, sample, with_main_part

SECRET = "the secret of the folder"
HTML = "<script>alert('x')</script><img src=x onerror=y> &amp; so"
MB, GB = 10**6, 10**9
XML = ("eaf", "exb", "folker", "refi", "qde", "qdc", "tei", "word", "odt", "xlsx")
ABSURD = ("-5", "NaN", "-inf", "1e18", "1000000000000000000", "9" * 400, "", "١٢")
_TIME = re.compile(rb"(?<![\w.])(?:1500|1[.,]50?0?)(?=s?[^\w])")
_ID = re.compile(rb'((?:\b|_)(?:id|ID|guid|timepoint-id|speaker-id))="[^"]*"')
_REF = re.compile(
    rb"((?:\b|_)(?:ref|REF|REF1|REF2|GUID|User|start|end|who|speaker|target|from|to"
    rb'|start-reference|end-reference|speaker-reference|synch))="[^"]*"'
)
_TEXT = re.compile(rb"hot\. \(0\.4\)|hot\xe2\x87\x98|question|hot")


def attacks(key, folder, port):
    """Yield names of attacks and the files, or parts of packages, that carry them out."""
    clean = main_part(key)
    if key in XML:
        yield from _in_xml(key, clean, folder, port)
    if key in MAIN_PART:
        yield from _in_packages(key, folder)
    for absurd in ABSURD:
        yield f"times of {absurd[:20] or 'nothing'}", _put(key, _TIME.sub(absurd.encode(), clean))
    yield "ids that stand twice", _put(key, _ID.sub(rb'\1="x"', clean))
    yield "references to nothing", _put(key, _REF.sub(rb'\1="nowhere"', clean))
    yield "NULs", _put(key, clean.replace(b"t", b"t\0"))
    yield "half characters", _put(key, clean.replace(b"t", b"t\xed\xa0\x80&#xD800;"))
    yield "a text of 60 MB", _put(key, _with_text(clean, b"so it is " * (60 * MB // 9)))
    yield "a text of 100 MB", _put(key, _with_text(clean, b"so " * (100 * MB // 3)))
    yield "a word of 50 MB", _put(key, _with_text(clean, b"o" * (50 * MB)))
    yield "brackets a million deep", _put(key, _with_text(clean, b"[(" * MB + b"so" + b")]" * MB))
    yield "curly brackets a million deep", _put(key, _with_text(clean, b"{" * MB + b"}" * MB))
    whole = sample(key)
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        yield f"cut off after {length} bytes", whole[:length]
    for name, speaker, text in (
        ("HTML", "<b>ANN", HTML),
        ("a formula", "=1+1", "=cmd|' /C calc'!A0"),
    ):
        talk = (Stretch(speaker, text, 0, 900), *TALK[1:])
        yield f"{name} in fields", sample(key, talk)


def _in_xml(key, clean, folder, port):
    head = re.match(rb"\s*<\?xml[^>]*>", clean)
    at = head.end() if head else 0
    bomb = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    types = {
        "an entity bomb": (b"<!DOCTYPE x [" + bomb + b"]>", b"&l9;"),
        "a quadratic entity": (b'<!DOCTYPE x [<!ENTITY a "' + b"x" * MB + b'">]>', b"&a;" * 10_000),
        "an external entity": (_external(f"file://{folder}/secret.txt"), b"&x;"),
        "an entity of the network": (_external(f"http://127.0.0.1:{port}/x"), b"&x;"),
        "a DTD of the network": (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:%d/x.dtd">' % port, b"so"),
        "a parameter entity": (
            b'<!DOCTYPE x [<!ENTITY %% p SYSTEM "file://%s/secret.txt"> %%p;]>' % folder.encode(),
            b"so",
        ),
    }
    for name, (doctype, text) in types.items():
        told = clean[:at] + doctype + clean[at:]
        yield name, _put(key, _with_text(told, text))
        if name == "an external entity":
            bare = re.sub(rb"^\s*<\?xml[^>]*>", b"", told)
            wide = _with_text(bare, text).decode().encode("utf-16")
            yield f"{name} in UTF-16", _put(key, wide)
    include = b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="%s"/>'
    yield "XInclude", _put(key, _with_text(clean, include % f"file://{folder}/secret.txt".encode()))
    yield (
        "a style sheet",
        _put(
            key, clean[:at] + b'<?xml-stylesheet href="http://127.0.0.1:%d/x"?>' % port + clean[at:]
        ),
    )
    yield "elements a million deep", _put(key, _with_text(clean, b"<a>" * MB + b"</a>" * MB))
    yield "never closed", _put(key, _with_text(clean, b"<a>" * MB))
    yield (
        "a million attributes",
        _put(key, _with_text(clean, b"<a " + b" ".join(b'a%d=""' % n for n in range(MB)) + b"/>")),
    )


def _external(address):
    return f'<!DOCTYPE x [<!ENTITY x SYSTEM "{address}">]>'.encode()


def _in_packages(key, folder):
    parts = parts_of(sample(key))
    bomb = b"<x>" + b" " * (250 * MB) + b"</x>"
    yield "a zip bomb", packed(parts | {MAIN_PART[key]: bomb})
    yield "another zip bomb", packed(parts | {"bomb.xml": bomb})
    evil = {"../../evil.txt": b"evil", f"{folder}/evil.txt": b"evil", "..\\evil.txt": b"evil"}
    yield "members outside", packed(parts | evil)
    yield "many members", packed(parts | {f"m{n}": b"" for n in range(60_000)})
    whole = packed(parts)
    yield "a package in a package", packed(parts | {MAIN_PART[key]: whole})
    yield (
        "sizes that lie",
        whole.replace(len(parts[MAIN_PART[key]]).to_bytes(4, "little"), b"\1\0\0\0"),
    )


def _with_text(data, text):
    """Put *text* in the first place of talk there is."""
    return _TEXT.sub(lambda _: text, data, count=1)


def _put(key, data):
    return with_main_part(key, data)


def main(key, folder, port):
    for name, data in attacks(key, folder, port):
        sys.stdout.flush()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_AS, (3 * GB, 3 * GB))
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
            _read(key, name, data)
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(json.dumps({"name": name, "died": status}) + "\n")


def _read(key, name, data):
    """Read one file and tell how it went; memory is what the process had at most, this file too."""
    known = FORMATS[key]
    began = time.process_time()
    text = ""
    try:
        if len(data) > known.largest:
            said = ["it is too big"]
        else:
            parsed = known.read(data, f"x{known.suffixes[0]}", "")
            turn_taking(parsed.transcript)
            text = parsed.transcript.text
            said = sorted({problem.code for problem in parsed.problems})
    except UnreadableFileError as refused:
        said = [str(refused)]
    except Exception as error:  # noqa: BLE001 (it is told to the test, which fails)
        said = [f"RAISED {error!r}"[:200]]
    told = {
        "name": name,
        "said": said,
        "seconds": round(time.process_time() - began, 2),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "secret": SECRET in text,
        "size": len(data),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
