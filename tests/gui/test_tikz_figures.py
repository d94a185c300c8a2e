"""Figures as TikZ: what a reader of TeX finds, and TeX itself makes of them, is what was drawn."""

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from engine.text.latex import latex_pieces, to_latex
from engine.text.writing import Digits
from engine.written.quantity import parse
from gui.disk import files
from gui.export.figure import recorded, state_at
from gui.export.formats import vectors
from gui.export.tex.letters import tex_text
from gui.export.tex.overlays import overlaid
from gui.formula.meaning import FormulaMeaning
from gui.look.theme import LIGHT
from gui.plots.chart import Axis, Chart, Series
from gui.plots.meaning import ChartMeaning
from gui.plots.paint import paint
from gui.recording.marks import EllipseMark, FigurePage, GroupMark, TextMark, every_mark
from gui.recording.recorder import Recorder
from gui.state.state import State
from main import main
from tests.tex_reader import assert_sound, letters, names, tables

SIZE = (700, 450)


def _state(name: str = "mazur-2-2-2", beat: int = 12) -> State:
    experiment = files.read(files.resolve(name))
    return state_at(experiment, step=0, beat=beat, selected=parse("w[2,0,0]"))


def _tex(page: FigurePage, title: str = "2-2-2") -> str:
    return vectors(page, ".tex", title).decode()


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("mazur-2-2-2", "network"),
        ("mazur-2-2-2", "slice"),
        ("mazur-2-2-2", "neuron"),
        ("mazur-2-2-2", "numbers"),
        ("moons-2-8-1", "regions"),
    ],
)
def test_a_file_is_sound_and_has_every_text(name: str, view: str, qapp: QApplication) -> None:
    page = recorded(_state(name), view, SIZE, 1.0)
    tex = _tex(page)
    assert_sound(tex)
    assert tex == _tex(recorded(_state(name), view, SIZE, 1.0))
    found = letters(tex)
    texts = [mark.text for mark in every_mark(page.marks) if isinstance(mark, TextMark)]
    assert texts
    assert [text for text in texts if letters(text).strip("○◯╍┈▒") not in found] == []


def test_neurons_are_nodes_where_they_are_drawn_and_edges_join_them(qapp: QApplication) -> None:
    page = recorded(_state(), "network", SIZE, 1.0)
    tex = _tex(page)
    given, used = names(tex)
    assert len(set(given)) == len(given)
    assert used <= set(given)
    weights = {f"w-{layer}-{j}-{k}" for layer in (1, 2) for j in (1, 2) for k in (1, 2)}
    neurons = {"x-1", "x-2", "a-1-1", "a-1-2", "a-2-1", "a-2-2"}
    assert weights | neurons <= set(given)
    drawn = [
        mark
        for group in every_mark(page.marks)
        if isinstance(group, GroupMark) and group.name == "a[1,0]"
        for mark in group.marks
        if isinstance(mark, EllipseMark) and mark.pen is not None
    ]
    at = re.search(r"\(a-1-1\) at \(([\d.]+),([\d.]+)\)", tex)
    assert at is not None
    assert [float(each) for each in at.groups()] == pytest.approx(
        [drawn[-1].x, drawn[-1].y], abs=0.01
    )
    edges = re.findall(r"\\draw\[weight[^]]*\] \(([\w-]+)\) -- \(([\w-]+)\);", tex)
    expected = {(f"x-{k}", f"a-1-{j}") for j in (1, 2) for k in (1, 2)}
    expected |= {(f"a-1-{k}", f"a-2-{j}") for j in (1, 2) for k in (1, 2)}
    assert set(edges) == expected


def test_the_table_of_a_curve_holds_its_numbers(qapp: QApplication) -> None:
    page = recorded(_state(), "slice", SIZE, 1.0)
    (meaning,) = [
        mark.meaning
        for mark in every_mark(page.marks)
        if isinstance(mark, GroupMark) and isinstance(mark.meaning, ChartMeaning)
    ]
    curve = meaning.chart.curves[0]
    pairs = zip(curve.xs.tolist(), curve.ys.tolist(), strict=True)
    assert len(curve.xs) > 50
    (table,) = [each for each in tables(_tex(page)) if len(each) == len(curve.xs)]
    assert [y for pair in table for y in pair] == pytest.approx(
        [y for pair in pairs for y in pair], rel=1e-7
    )


def test_what_tex_cannot_compute_with_is_lines(qapp: QApplication) -> None:
    def written(low: float, high: float) -> str:
        chart = Chart(
            Axis("x", 0.0, 1.0),
            Axis("y", low, high),
            curves=(Series(np.array([0.0, 1.0]), np.array([low, high]), "loss"),),
        )
        recorder = Recorder(300, 200)
        painter = QPainter(recorder)
        paint(chart, painter, LIGHT, 300, 200)
        painter.end()
        return _tex(recorder.page(None))

    assert r"\begin{axis}" in written(0.5, 0.501)
    exact = written(1e6 - 2, 1e6 + 2)
    assert r"\begin{axis}" not in exact
    assert "999998" in exact  # its ticks are there still


def test_a_derivation_is_latex_with_the_colours_of_its_terms(qapp: QApplication) -> None:
    tex = _tex(recorded(_state(beat=8), "explanation", SIZE, 1.0))
    assert r"\begin{aligned}" in tex
    assert r"\frac{\partial C}{\partial w_{11}^{(2)}}" in tex
    # Mazur's figures: out_h1 times delta_o1 is 0.0821670
    assert r"\textcolor{positive}{0.5933} \times \textcolor{gradientPositive}{0.1385}" in tex
    assert r"\mathbf{\textcolor{gradientPositive}{0.08217}}" in tex


def test_a_line_is_broken_where_it_is_on_screen(qapp: QApplication) -> None:
    state = state_at(
        files.read(files.resolve("iris-4-5-3")), step=0, beat=3, selected=parse("a[2,0]")
    )
    page = recorded(state, "explanation", (420, 900), 1.0)
    meanings = [
        mark.meaning
        for mark in every_mark(page.marks)
        if isinstance(mark, GroupMark) and isinstance(mark.meaning, FormulaMeaning)
    ]
    broken = 0
    for said in (meaning.said for meaning in meanings):
        for line, breaks in zip(said.lines, said.breaks, strict=True):
            digits = Digits(said.digits, line.extra)
            pieces = latex_pieces(line.right, digits, elided=said.elided)
            if not line.extra:
                assert "".join(pieces) == to_latex(line.right, said.digits, elided=said.elided)
            ends = len(pieces) + (0 if line.result is None else 2)
            assert all(0 < before < after < ends for before, after in pairwise((0.5, *breaks)))
            broken += len(breaks)
    assert broken
    assert _tex(page).count(r"\phantom{=}") == broken


def test_overlays_show_each_picture_and_what_is_common_once() -> None:
    random = Random(5)
    for _ in range(40):
        whole = [f"line {number}" for number in range(12)]
        pictures = [[each for each in whole if random.random() < 0.7] for _ in range(4)]
        pictures[2].insert(3, "only here")
        lines = overlaid([["first", *picture, "last"] for picture in pictures])
        shown: list[list[str]] = [[], [], [], []]
        for block in lines:
            only = re.fullmatch(r"\\only<([\d,-]+)>\{%\n(.*)\n\}", block, re.DOTALL)
            slides, inside = (only[1], only[2].split("\n")) if only else ("1-4", [block])
            for part in slides.split(","):
                start, _, end = part.partition("-")
                for number in range(int(start), int(end or start) + 1):
                    shown[number - 1] += inside
        assert shown == [["first", *picture, "last"] for picture in pictures]
        assert (lines[0], lines[-1]) == ("first", "last")


def test_all_beats_are_one_frame_that_tells_them(tmp_path: Path) -> None:
    path = tmp_path / "step.tex"
    asked = ["render", "linear-neuron", "--view", "network", "--size", "300x200", "--all-beats"]
    assert main([*asked, "-o", str(path)]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["step.tex"]
    tex = path.read_text(encoding="utf-8")
    assert_sound(tex)
    assert tex.count(r"\begin{frame}") == 1
    told = re.findall(r"^\\only<(\d+)>\{([^}]+)\}%$", tex, re.MULTILINE)
    assert [int(number) for number, _ in told] == list(range(1, len(told) + 1))
    assert len({story for _, story in told}) > 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a₁⁽²⁾ = 0.593", "$a_{1}^{(2)}$ = 0.593"),
        ("∂C/∂w₁₁⁽²⁾ −0.02", r"$\partial C$/$\partial w_{11}^{(2)}$ $-$0.02"),
        ("1.2×10⁻³", r"1.2$\times$10$^{-3}$"),
        ("ŷ₁ → σ′(z)", r"$\hat{y}_{1}$ $\rightarrow$ $\sigma ^{\prime}$($z$)"),
        ("un\u2060seen\x07", "unseen"),
        ("A weight's input, what I saw: a", "A weight's input, what I saw: a"),
        ("a term, z taken for a; at a instead", "a term, $z$ taken for $a$; at $a$ instead"),
        ("50 % of x_1 & {b} #2 ~ ^ \\", r"50 \% of x\_1 \& \{$b$\} \#2 \textasciitilde{} "),
    ],
)
def test_text_is_written_as_tex_reads_it(text: str, expected: str) -> None:
    assert tex_text(text).startswith(expected)


def test_chinese_is_for_engines_that_know_its_letters(qapp: QApplication) -> None:
    page = recorded(_state(), "network", SIZE, 1.0)
    assert "ctex" not in _tex(page)
    word = TextMark("误差反向传播", 10, 20, 12, ("#1c2230", 1.0), "sans", width=72)
    tex = _tex(replace(page, marks=(*page.marks, word)))
    assert r"\usepackage[UTF8,scheme=plain]{ctex}" in tex
    assert "误差反向传播" in tex
    refused = re.search(r"\\ifPDFTeX\n  \\errmessage\{(.*)\}\n\\fi", tex)
    assert refused is not None
    assert "xelatex" in refused[1]


def test_a_line_that_was_painted_in_parts_is_one_text(qapp: QApplication) -> None:
    page = recorded(_state(), "network", SIZE, 1.0)
    ink = "#1c2230", 1.0
    parts = (
        TextMark("学习率", 10, 440, 10, ink, "sans", width=30),  # a space is not painted
        TextMark("η = 0.5", 43.2, 440, 10, ink, "sans", width=40),
        TextMark("，", 83.2, 440, 10, ink, "sans", width=10),
        TextMark("apart", 130, 440, 10, ink, "sans", width=30),
    )
    tex = _tex(replace(page, marks=(*page.marks, *parts)))
    assert r"{学习率 $\eta $ = 0.5，}" in tex
    assert "{apart}" in tex


def test_columns_of_numbers_keep_their_right_edge(qapp: QApplication) -> None:
    page = recorded(_state("moons-2-8-1"), "table", SIZE, 1.0)
    tex = _tex(page)
    usual = re.search(r"words/.style=\{.*anchor=([a-z ]+)", tex)
    assert usual is not None
    ends: dict[str, list[str]] = {}
    for options, x, said in re.findall(r"\\node\[(.*)\] at \(([\d.]+),.*?\) \{(.*)\};", tex):
        own = re.search(r"anchor=([a-z ]+)", options)
        if (own or usual)[1] == "base east":
            ends.setdefault(x, []).append(said)
    assert sum(len(column) > 5 for column in ends.values()) >= 3


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="TeX is not installed")
@pytest.mark.parametrize("view", ["network", "slice", "explanation"])
def test_tex_makes_one_page_of_the_size_of_the_figure(
    view: str, tmp_path: Path, qapp: QApplication
) -> None:
    (tmp_path / "figure.tex").write_text(_tex(recorded(_state(), view, SIZE, 1.0)), "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "figure.tex"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    said = made.stdout.decode(errors="replace")
    assert made.returncode == 0, said[-2000:]
    assert "Missing character" not in said
    content = (tmp_path / "figure.pdf").read_bytes()
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert b"/Subtype/Image" not in content.replace(b" ", b"")
    if box is not None:  # else it lies in a compressed stream
        sides = [0.75 * side for side in SIZE]
        assert [float(side) for side in box.groups()] == pytest.approx(sides, abs=0.5)
