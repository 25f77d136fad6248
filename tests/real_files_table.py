"""What is found in every file of a folder of transcripts nobody here wrote: figures, no text.

``python -m tests.real_files_table ../shared/data`` writes ``tests/data/real_files.csv`` anew. Read
it by eye before you commit it: no turns, one speaker where there should be two, or a great many
problems are faults of a reader until shown otherwise.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from ca_tool.formats import UnknownFormatError, UnreadableFileError, read, recognise
from ca_tool.turn_taking import turns

TABLE = Path(__file__).parent / "data" / "real_files.csv"
NO_TRANSCRIPTS = (".md", ".xsd", ".dtd", ".json", "")
HEADINGS = ("file", "format", "transcripts", "speakers", "turns", "words", "problems")


def rows_of(folder):
    """Yield a row for each transcript below *folder*, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in NO_TRANSCRIPTS:
            yield row_of(path, path.relative_to(folder).as_posix())


def row_of(path, name):
    known = recognise(path.read_bytes()[:65536], path.name)
    try:
        parsed = read(path)
    except (UnknownFormatError, UnreadableFileError):
        return (name, "refused", 0, 0, 0, 0, "")
    every = (parsed, *parsed.more)
    taken = [turn for one in every for turn in turns(one.transcript)]
    codes = Counter(problem.code for one in every for problem in one.problems)
    return (
        name,
        known.key,
        len(every),
        len({(at, code) for at, one in enumerate(every) for code in one.transcript.codes}),
        len(taken),
        sum(turn.words for turn in taken),
        " ".join(f"{code}×{count}" for code, count in sorted(codes.items())),
    )


def main(folder):
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADINGS)
        table.writerows(rows_of(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1])
