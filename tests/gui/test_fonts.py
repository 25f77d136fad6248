"""CA Mono: every sign of the notation stands in exactly one cell."""

import sys

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from widgets import fonts

JEFFERSON = "[]‖⌈⌉⌊⌋⎡⎢⎣=≈().·-…,?¿_–;!:º˚◦∘ᵒ°↑↓^|/\\⇑⇓><—ʔ'’˙•∙£$€☺#*%~@{}→➔►†‡šà"
CHAT = "⌈⌉⌊⌋≈≋⇗↗→↘⇘↑↓↻▔▁◉°∆∇ˈˌ⤆⤇⁎∬♋☺∮Ϋ§⁇≠↫Ἡ∙♪∾⁑〔〕ˊˋ+&=%@*\t"
COMBINING = "\u0332\u0333\u0335\u0301\u0300\u0323"


@pytest.fixture(scope="module")
def font(qapp):
    assert fonts.family() == fonts.FAMILY
    return fonts.transcript_font(11)


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("points", [9, 11, 13.5, 30])
def test_every_sign_takes_one_cell(font, bold, points):
    styled = QFont(font)
    styled.setBold(bold)
    styled.setPointSizeF(points)
    metrics = QFontMetricsF(styled)
    cell = metrics.horizontalAdvance("n")
    signs = sorted(set(JEFFERSON + CHAT) - {"\t"})
    wide = {s: metrics.horizontalAdvance(s) / cell for s in signs}
    assert {s: round(w, 3) for s, w in wide.items() if abs(w - 1) > 0.001} == {}


@pytest.mark.parametrize("mark", COMBINING, ids=lambda mark: f"U+{ord(mark):04X}")
def test_marks_that_combine_take_no_room(font, mark):
    metrics = QFontMetricsF(font)
    cell = metrics.horizontalAdvance("n")
    assert metrics.horizontalAdvance(f"o{mark}n") == pytest.approx(2 * cell, abs=0.01)


def test_no_sign_is_borrowed_from_another_font(font):
    from fontTools.ttLib import TTFont

    for style in fonts.STYLES:
        known = TTFont(fonts.folder() / f"{style}.ttf").getBestCmap()
        assert [s for s in JEFFERSON + CHAT + COMBINING if s != "\t" and ord(s) not in known] == []


def test_the_name_leaves_out_what_the_licence_reserves(font):
    assert "Bitstream" not in fonts.FAMILY
    assert fonts.FAMILY in QFontDatabase.families()


def test_a_font_that_is_built_is_not_built_again(font, tmp_path):
    assert fonts.ensure_built(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert fonts.ensure_built(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert sorted(before) == ["bold.ttf", "regular.ttf"]


def test_building_does_not_import_matplotlib(tmp_path):
    import subprocess

    code = (
        "import sys; from pathlib import Path; from widgets import ca_mono;"
        f"ca_mono.build('regular', Path({str(tmp_path / 'x.ttf')!r}));"
        "print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
