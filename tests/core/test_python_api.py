"""``import ca_tool``: instant, complete, documented, and its example runs."""

import subprocess
import sys
from pathlib import Path

import ca_tool
from ca_tool.resources import folder

ROOT = Path(__file__).parents[2]
SAMPLE = folder("sample_transcripts") / "sample_project"


def python(*arguments):
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "MPLBACKEND": "agg"},
    )


def test_importing_it_imports_nothing_else():
    done = python("-c", "import sys; old = set(sys.modules); import ca_tool; "
                  "print([m for m in set(sys.modules) - old if m.partition('.')[0] == 'ca_tool' "
                  "or m in ('numpy', 'pandas', 'matplotlib', 'lxml', 'scipy')])")  # fmt: skip
    assert done.stdout.strip() == "['ca_tool']", done.stderr


def test_every_public_name_is_there_and_documented():
    told = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in ca_tool.__all__:
        assert getattr(ca_tool, name).__doc__
        assert f"`{name}`" in told or f"ca_tool.{name}" in told, name
    assert set(ca_tool.__all__) <= set(dir(ca_tool))


def test_a_module_of_the_same_name_as_its_function_stays_a_module():
    code = "import ca_tool; a = ca_tool.compare.compare; import ca_tool.compare; "
    done = python("-c", code + "assert ca_tool.compare.compare is a; ca_tool.turn_taking.turns")
    assert done.returncode == 0, done.stderr


def test_the_example_runs_as_it_stands(tmp_path):
    done = python("docs/example.py", SAMPLE, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "of" in done.stdout
    assert {"strip.png", "questions.csv", "questions.R", "questions-dictionary.csv"} <= {
        path.name for path in tmp_path.iterdir()
    }


def test_the_examples_of_the_documentation_run(tmp_path):
    told = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = told.split("```python\n")[1:]
    code = "\n".join(block.partition("```")[0] for block in blocks)
    script = tmp_path / "documented.py"
    script.write_text(f"import os\nos.chdir({str(tmp_path)!r})\n{code}")
    (tmp_path / "talk.txt").write_text("SUE: are you there\nTOM: (0.4) yes\n")
    (tmp_path / "My study").symlink_to(SAMPLE)
    done = python(script)
    assert done.returncode == 0, done.stderr
