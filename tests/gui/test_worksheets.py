"""Worksheets: what is printed, what is left out, and what their keys say."""

import dataclasses
import re
import shutil
import subprocess
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from engine.exercise.blanks import all_blank, of_kinds
from engine.exercise.lines import has_formula, lines
from engine.exercise.work import first_work
from engine.text.numbers import short
from engine.text.worksheet.sheet import Worksheet
from engine.written.quantity import Kind, parse
from gui.disk import files
from gui.export.figure import state_at
from gui.export.layout import smallest_type
from gui.export.worksheet.drawn import worksheet_pages
from gui.export.worksheet.file import sheet_content, state_of
from gui.export.worksheet.series import SheetRequest, worksheets
from gui.export.worksheet.written_lines import SMALL, cells
from gui.formula.layout import GlyphRun
from gui.state.exercise import derived
from gui.state.plain import experiment_text
from gui.state.run import derived as run_derived
from gui.state.view import actions as view_actions
from main import main
from tests.command_line import Capture, assert_one_complaint
from tests.pdf_reader import text_of
from tests.quizzes import read_gift, read_xml
from tests.worksheets import answers, blanks, tex_answers, tex_blanks

pytestmark = pytest.mark.usefixtures("qapp")

# printed by Mazur (2015), to four digits; the loss after the update is that of our weights
_PUBLISHED = {
    0: "0.3775",
    2: "0.5933",
    3: "0.5969",
    6: "0.7514",
    7: "0.7729",
    8: "0.2984",
    9: "0.7414",
    10: "−0.2171",
    11: "0.1385",
    13: "0.08217",
    29: "0.1498",
    30: "0.1996",
    31: "0.2498",
    32: "0.2995",
    35: "0.3589",
    36: "0.4087",
    37: "0.5113",
    38: "0.5614",
    41: "0.2910",
}


def _made(folder: Path, *asked: str, name: str = "sheet.pdf") -> dict[str, bytes]:
    assert main(["worksheet", *asked, "-o", str(folder / name)]) == 0
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def made(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A worksheet with its key, as they are printed."""
    return _made(tmp_path_factory.mktemp("sheets"), "mazur-2-2-2")


def test_a_sheet_has_its_key_beside_it_and_the_key_has_the_published_numbers(
    made: dict[str, bytes],
) -> None:
    assert [*made] == ["sheet-key.pdf", "sheet.pdf"]
    found = answers(made["sheet-key.pdf"])
    assert len(found) == blanks(made["sheet.pdf"]) == 42
    assert {index: found[index] for index in _PUBLISHED} == _PUBLISHED


_GIVEN = {"0.05", "0.1", "0.01", "0.99", "0.35", "0.6"}


def test_the_sheet_carries_no_answer(made: dict[str, bytes], tmp_path: Path) -> None:
    in_chinese = _made(tmp_path, "mazur-2-2-2", "--lang", "zh", "--blank", "z")
    for files_made in (made, in_chinese):
        printed = text_of(files_made["sheet.pdf"])
        for answer in {*answers(files_made["sheet-key.pdf"])} - _GIVEN:
            assert answer not in printed
        assert ("损失" in printed) == (files_made is in_chinese)


def test_what_is_drawn_carries_no_answer_either() -> None:
    experiment = files.read(files.resolve("mazur-2-2-2"))
    work = first_work(experiment)
    unknown = all_blank(lines(work))
    for section in Worksheet(work, unknown).sections():
        for line in section.lines:
            assert (line.line.quantity in unknown) == has_formula(line.line) == bool(line.number)
    # and the network is drawn as it is before anything has been computed
    state = state_at(experiment, step=0, beat=0)
    pages = worksheet_pages(Worksheet(work, unknown), state, is_key=False)
    written = repr(pages)
    for quantity in unknown:
        value = work.true(quantity)
        if short(value) not in ("0.35", "0.6"):
            assert f"'{short(value)}'" not in written


def test_a_sheet_is_the_same_on_every_run_and_nothing_on_it_is_small(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    asked = "linear-neuron", "--blank", "z"
    assert _made(tmp_path / "one", *asked) == _made(tmp_path / "two", *asked)
    experiment = files.read(files.resolve("mazur-2-2-2"))
    work = first_work(experiment)
    sheet = Worksheet(work, all_blank(lines(work)))
    for is_key in (False, True):
        pages = worksheet_pages(sheet, state_at(experiment, step=0, beat=0), is_key=is_key)
        assert 2 <= len(pages) <= 5
        nine_points = 9 * 96 / 72
        assert all((smallest_type(page) or nine_points) >= nine_points - 0.01 for page in pages)
    for section in sheet.sections():
        for row in cells(section.lines, 650, 4, lambda line: ""):
            for cell in row:
                letters = [each for each in cell.layout.pieces if isinstance(each, GlyphRun)]
                assert min(letter.size for letter in letters) >= SMALL


def test_kinds_of_number_can_be_left_out_alone(tmp_path: Path) -> None:
    asked = "mazur-2-2-2", "--blank", "delta,dw", "--digits", "3"
    made = _made(tmp_path, *asked, name="sheet.tex")
    found = tex_answers(made["sheet-key.tex"])
    assert tex_blanks(made["sheet.tex"]) == len(found) == 12
    assert found[:3] == ["0.138", "-0.0381", "0.0822"]


def test_variants_differ_are_numbered_and_are_drawn_again_the_same(tmp_path: Path) -> None:
    made = _made(tmp_path, "mazur-2-2-2", "--variants", "3", "--blank", "z", name="sheet.tex")
    assert [*made] == [f"sheet-0{i}{end}.tex" for i in (1, 2, 3) for end in ("-key", "")]
    keys = [tex_answers(made[f"sheet-0{i}-key.tex"]) for i in (1, 2, 3)]
    assert len({tuple(key) for key in keys}) == 3
    again = _made(tmp_path, "mazur-2-2-2", "--seed", "2", "--blank", "z", name="again.tex")
    assert again["again-02.tex"] == made["sheet-02.tex"]
    printed = _made(tmp_path, "mazur-2-2-2", "--seed", "2", "--blank", "z", name="printed.pdf")
    for text in (text_of(printed["printed-02.pdf"]), made["sheet-02.tex"].decode()):
        assert re.search(r"No\.\s2\b", text)
    of_tex = [answer.replace("-", "−") for answer in keys[1]]
    assert answers(printed["printed-02-key.pdf"]) == of_tex


def test_a_series_fades_from_the_last_line_to_all_of_them(tmp_path: Path) -> None:
    asked = "mazur-2-2-2", "--fade", "--blank", "z", "--variants", "2"
    made = _made(tmp_path, *asked, name="sheet.tex")
    assert [tex_blanks(made[f"sheet-0{i}.tex"]) for i in (1, 2)] == [2, 4]
    assert len(made) == 4
    work = first_work(files.read(files.resolve("mazur-2-2-2")))
    few = SheetRequest(variants=3, fades=True)
    each = SheetRequest((Kind.DELTA, Kind.LOSS_AFTER), fades=True)
    for request, counts in ((few, [14, 28, 42]), (each, [1, 2, 3, 4, 5])):
        assert [len(sheet.blanks) for sheet in worksheets(work, request)] == counts


def test_any_sample_of_a_batch_can_be_worked(capsys: Capture, tmp_path: Path) -> None:
    asked = "xor-2-4-1", "--sample", "2", "--blank", "z"
    for more in ((), ("--seed", "4")):
        made = _made(tmp_path, *asked, *more, name="sheet.tex")
        sheet = made["sheet-04.tex" if more else "sheet.tex"].decode()
        assert "x_{1}^{[3]} = 1" in sheet
        assert "x_{2}^{[3]} = 0" in sheet
        drawn = set(re.findall(r"\{\$(?:[xy]|\\hat\{y\})_\{\d\}\$\[(\d)\]", sheet))
        assert drawn == {"3"}
    assert main(["worksheet", *asked[:2], "4", "-o", str(tmp_path / "a.pdf")]) == 2
    assert_one_complaint(capsys, "sample 4", "0 to 3")


def test_a_sample_that_is_shown_alone_is_worked_alone_with_fresh_numbers_too() -> None:
    experiment = files.read(files.resolve("moons-2-8-1"))
    tested = len(experiment.data.inputs) + 5
    state = view_actions.follow_in_sets(state_at(experiment, step=0, beat=0), tested)
    for seed in (None, 3):
        (sheet,) = worksheets(derived.work(state), SheetRequest((Kind.A,), seed))
        assert sheet.work.step.x.tolist() == experiment.data.test_inputs[[5]].tolist()
        assert sum(1 for part in sheet.sections() for line in part.lines if line.number) == 9
        assert run_derived.sample_shown(state_of(sheet, state)) == tested


def test_what_is_hidden_is_asked_for_and_what_is_given_is_not(tmp_path: Path) -> None:
    experiment = files.read(files.resolve("mazur-2-2-2"))
    hidden = ("delta", "dw[2,0,0]", "w[1,0,0]", "panel:tree")
    state = state_at(replace(experiment, hidden=hidden), step=0, beat=0)
    work = derived.work(state)
    first, second = worksheets(work, SheetRequest((Kind.A,), None, 2, True, hidden))
    asked = [parse(each) for each in ("delta[1,0]", "delta[1,1]", "delta[2,0]", "delta[2,1]")]
    always = {*asked, parse("dw[2,0,0]")}
    assert always == first.blanks - of_kinds(lines(work), (Kind.A,))
    assert len(first.blanks) == 7
    assert second.blanks == always | of_kinds(lines(work), (Kind.A,))
    (own,) = worksheets(work, SheetRequest((Kind.A,), hidden=hidden))
    tex = sheet_content(own, state_of(own, state), ".tex", is_key=False).decode()
    assert tex.count("$w_{11}^{(1)}$ = 0.15") == 1  # in the drawing
    path = tmp_path / "hidden.json"
    path.write_text(experiment_text(replace(experiment, hidden=hidden)), "utf-8")
    made = _made(tmp_path, str(path), "--blank", "C", name="quiz.gift")
    assert made["quiz.gift"].count(b"{#") == 1 + 5


def test_what_cannot_be_printed_is_refused_in_one_line(capsys: Capture, tmp_path: Path) -> None:
    out = str(tmp_path / "a.pdf")
    assert main(["worksheet", "digits-64-32-10", "-o", out]) == 2
    assert_one_complaint(capsys, "160")
    assert main(["worksheet", "mazur-2-2-2", "-o", str(tmp_path / "a.docx")]) == 2
    assert_one_complaint(capsys, "a.docx", ".pdf")
    assert main(["worksheet", "mazur-2-2-2", "--blank", "w", "-o", out]) == 2
    assert_one_complaint(capsys, "w", "delta")
    assert main(["worksheet", "mazur-2-2-2", "--blank", "C_sample", "-o", out]) == 2
    assert_one_complaint(capsys, "none of the numbers")
    assert main(["worksheet", "mazur-2-2-2", "--variants", "0", "-o", out]) == 2
    assert_one_complaint(capsys, "0", "200")
    assert main(["worksheet", "mazur-2-2-2", "--fade", "-o", str(tmp_path / "a.xml")]) == 2
    assert_one_complaint(capsys, "a.xml")
    assert [*tmp_path.iterdir()] == []


def test_the_latex_of_a_sheet_has_its_blanks_and_that_of_its_key_the_numbers(
    tmp_path: Path,
) -> None:
    made = _made(tmp_path, "mazur-2-2-2", name="sheet.tex")
    sheet, key = made["sheet.tex"].decode(), made["sheet-key.tex"].decode()
    assert sheet.count(r"\boxed{\rule") == 42
    assert key.count(r"\boxed{\mathbf{") == 42
    assert r"\boxed{\rule" not in key
    assert "0.08217" in key
    assert "0.08217" not in sheet
    for text in (sheet, key):
        environments = re.findall(r"\\(begin|end)\{(\w+)\}", text)
        opened = [name for which, name in environments if which == "begin"]
        closed = [name for which, name in environments if which == "end"]
        assert sorted(opened) == sorted(closed)


def test_the_latex_of_a_sheet_in_two_languages_has_both(tmp_path: Path) -> None:
    made = _made(tmp_path, "mazur-2-2-2", "--blank", "z", "--lang", "zh+en", name="sheet.tex")
    sheet, key = made["sheet.tex"].decode(), made["sheet-key.tex"].decode()
    for text in (
        r"\subsection*{已知\beneath{Given}}",
        "姓名  Name",
        "significant digits",
        "有效数字",
    ):
        assert text in sheet
    assert "权重的下标颠倒" in key
    assert "indices of the weights exchanged" in key
    assert "把 $z$ 当作 $a$" in key


@pytest.mark.parametrize(
    ("engine", "unwritten", "language"),
    [("pdflatex", "-draftmode", "en"), ("xelatex", "-no-pdf", "zh+en")],
)
def test_the_latex_of_a_sheet_can_be_set(
    tmp_path: Path, engine: str, unwritten: str, language: str
) -> None:
    if shutil.which(engine) is None:
        pytest.skip("TeX is not installed")
    asked = "mazur-2-2-2", "--blank", "C,delta,dw", "--lang", language
    for name in _made(tmp_path, *asked, name="sheet.tex"):
        command = [engine, unwritten, "-interaction=nonstopmode", "-halt-on-error", name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=300)
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, said[-2000:]
        assert "Overfull" not in said
        assert "Missing character" not in said


def test_questions_name_the_mistake_in_a_wrong_number(tmp_path: Path) -> None:
    made = _made(tmp_path, "mazur-2-2-2", "--blank", "delta", name="quiz.xml")
    root = ElementTree.fromstring(made["quiz.xml"])
    numerical = [each for each in root if each.get("type") == "numerical"]
    assert len(numerical) == 4
    first = numerical[0].findall("answer")
    found = {
        float(answer.findtext("text") or ""): answer.findtext("feedback/text") for answer in first
    }
    right, *wrong = found
    assert right == pytest.approx(0.13849856, rel=1e-6)  # as Mazur prints it
    assert first[0].get("fraction") == "100"
    assert all(answer.get("fraction") == "0" for answer in first[1:])
    # without the slope of the activation it is dC/da itself
    assert min(abs(number - 0.74136507) for number in wrong) < 1e-6
    assert all(found[number] for number in wrong)
    tolerances = [float(answer.findtext("tolerance") or "") for answer in first]
    for number, tolerance in zip(wrong, tolerances[1:], strict=True):
        assert abs(number - right) > tolerance + tolerances[0]


def test_questions_of_variants_stand_in_one_file_line_by_line(tmp_path: Path) -> None:
    made = _made(tmp_path, "mazur-2-2-2", "--blank", "C", "--variants", "4", name="quiz.xml")
    root = ElementTree.fromstring(made["quiz.xml"])
    assert [each.get("type") for each in root] == ["category", *["numerical"] * 4]
    names = [each.findtext("name/text") or "" for each in root if each.get("type") == "numerical"]
    assert [name[-5:] for name in names] == ["no. 1", "no. 2", "no. 3", "no. 4"]


def test_questions_in_two_languages_have_both(tmp_path: Path) -> None:
    asked = "mazur-2-2-2", "--blank", "C", "--lang", "zh+en"
    (question,) = read_xml(_made(tmp_path, *asked, name="quiz.xml")["quiz.xml"])
    assert question.category[2:] == ("2-2-2 手算例题", "C")
    assert question.name == "2-2-2 手算例题：C"
    for said in ("<b>2-2-2 手算例题<br><small>2-2-2 worked example</small></b>", "有效数字"):
        assert said in question.text
    assert re.search(
        r"<small>How large is \\\(C\\\)\? Give 4 significant digits\.</small>", question.text
    )
    assert all("<br><small>" in answer.feedback for answer in question.answers)
    assert "small" not in question.solved


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "2-2-2 手算例题"),
        (
            r"/ 1/2 {x}: a=b ~ #3 <b> & z<0 ]]> C:\\new \\{ \\\\ </p> $x$ /",
            r"/ 1/2 {x}: a=b ~ #3 ‹b› & z‹0 ]]> C:\\new \\{ \\\\ ‹/p› $x$ /",
        ),
        ("a < b -> <, <3 if <x", "a < b -> ‹, ‹3 if ‹x"),
        ("two\n\nlines // ~\ttab \u2028 and\u0007 bell/", "two lines // ~ tab and bell/"),
    ],
)
def test_moodle_reads_the_same_from_gift_and_from_its_xml(
    tmp_path: Path, title: str, name: str
) -> None:
    asked = "mazur-2-2-2"
    if title:
        experiment = replace(files.read(files.resolve(asked)), title=title)
        path = tmp_path / "own.json"
        path.write_text(experiment_text(experiment), "utf-8")
        asked = str(path)
    for ending in ("gift", "xml"):
        _made(tmp_path, asked, "--blank", "delta", "--lang", "zh", name=f"quiz.{ending}")
    of_gift = read_gift((tmp_path / "quiz.gift").read_bytes())
    of_xml = read_xml((tmp_path / "quiz.xml").read_bytes())
    assert len(of_gift) == len(of_xml) == 4
    for gift, xml in zip(of_gift, of_xml, strict=True):
        assert gift.category == xml.category[:3] == ("$course$", "top", name)
        on_one_line = dataclasses.replace(xml, solved=" ".join(xml.solved.split()))
        assert dataclasses.replace(gift, category=xml.category) == on_one_line
        assert xml.category[3] in xml.name
        assert xml.name.startswith(name)
        whole = name.translate({ord("‹"): "<", ord("›"): ">"})
        assert f"<b>{escape(whole, quote=False)}</b>" in xml.text
        tags = re.findall("<[^>]*>", xml.text)
        assert {*tags} == {"<p>", "</p>", "<b>", "</b>", "<br>"}
        assert "有效数字" in xml.text
        assert re.fullmatch(r"\\\[.*\\\]", xml.solved, re.DOTALL)
        assert xml.answers[0].percent == 100
        assert {each.percent for each in xml.answers[1:]} == {0}
        assert all(each.feedback for each in xml.answers)


def test_outputs_after_the_update_are_blank_where_they_are_asked_for(tmp_path: Path) -> None:
    both = "0.7421", "0.7753"  # Mazur's outputs after the update, to four digits
    made = _made(tmp_path, "mazur-2-2-2", "--blank", "a_after", name="sheet.tex")
    assert tuple(tex_answers(made["sheet-key.tex"])) == both
    assert not any(each in made["sheet.tex"].decode() for each in both)
    every = _made(tmp_path, "mazur-2-2-2", name="every.tex")["every.tex"].decode()
    assert all(each in every for each in both)  # else a line would be as long as a page
    hidden = replace(files.read(files.resolve("mazur-2-2-2")), hidden=("a_after",))
    (tmp_path / "hidden.json").write_text(experiment_text(hidden), "utf-8")
    made = _made(tmp_path, str(tmp_path / "hidden.json"), "--blank", "C", name="own.tex")
    assert not any(each in made["own.tex"].decode() for each in both)


def test_a_question_for_an_output_after_the_update_gives_the_new_weights(tmp_path: Path) -> None:
    made = _made(tmp_path, "mazur-2-2-2", "--blank", "a_after", name="quiz.xml")
    first, second = read_xml(made["quiz.xml"])
    assert first.answers[0].number == pytest.approx(0.7420881, rel=1e-6)
    assert second.answers[0].number == pytest.approx(0.7752849, rel=1e-6)
    assert "0.3589" in first.text  # the first new weight of layer 2
    assert "0.7421" not in first.text
    assert "0.7421" in first.solved
