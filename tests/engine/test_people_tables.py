"""Tables as people have them are read rightly, or refused with row, column and cell."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from engine.data.dataset import Dataset, FromTable
from engine.data.table_form import TableForm
from engine.text.file.document import BadExperiment, read_experiment, write_experiment
from engine.text.table.bad_table import BadTable
from engine.text.table.reading import table_of
from gui.words.tables import guess_sentence
from tests.faults import said
from tests.spreadsheets import ods, ods_of_tables, xlsx, xlsx_of_cells

A_ROWS = [[1.5, 2.0], [3.25, -4.0]]  # inputs a, b of most tables below
A_TARGETS = [[0.5], [10.0]]


def _experiment(folder: Path, file: str, content: bytes, outputs: int = 1, **keys: object) -> Path:
    (folder / file).write_bytes(content)
    data = {"kind": "csv", "path": file, "inputs": ["a", "b"], "targets": ["c"]} | keys
    inputs = data["inputs"]
    assert isinstance(inputs, list)
    path = folder / "experiment.json"
    path.write_text(
        json.dumps(
            {
                "format": "gradientscope-experiment",
                "version": 1,
                "network": {
                    "inputs": len(inputs),
                    "layers": [{"neurons": outputs, "activation": "sigmoid"}],
                },
                "loss": {"name": "half_squared_error"},
                "data": data,
            }
        )
    )
    return path


def _data(folder: Path, file: str, content: bytes, outputs: int = 1, **keys: object) -> Dataset:
    return read_experiment(_experiment(folder, file, content, outputs, **keys)).data


def _form(data: Dataset) -> TableForm:
    assert isinstance(data.source, FromTable)
    return data.source.read_as


class Case(Struct, frozen=True):
    """A table, and the keys of the file beside its path."""

    file: str
    content: bytes
    keys: Mapping[str, Any] = {}


SHEET_ROWS: list[list[float]] = [[1.5, 2, 0.5], [3.25, -4, 10]]
PLAIN = "a,b,c\n1.5,2,0.5\n3.25,-4,10\n"
SAME: dict[str, Case] = {
    "commas": Case("t.csv", PLAIN.encode()),
    "semicolons and decimal commas": Case("t.csv", b"a;b;c\n1,5;2;0,5\n3,25;-4;10\n"),
    "tabs": Case("t.tsv", b"a\tb\tc\n1.5\t2\t0.5\n3.25\t-4\t10\n"),
    "tabs in a text file, decimal commas": Case("t.txt", b"a\tb\tc\n1,5\t2\t0,5\n3,25\t-4\t10\n"),
    "bars": Case("t.txt", b"a|b|c\n1.5|2|0.5\n3.25|-4|10\n"),
    "blanks": Case("t.txt", b"a b c\n1.5 2 0.5\n3.25 -4 10\n"),
    "runs of blanks": Case("t.txt", b"   a     b     c\n 1.5   2.0   0.5\n3.25  -4.0  10.0\n"),
    "blanks beside commas": Case("t.csv", b"a , b , c\n1.5 , 2 , 0.5\n3.25 , -4 , 10\n"),
    "a sep= line": Case("t.csv", b"sep=;\r\na;b;c\r\n1,5;2;0,5\r\n3,25;-4;10\r\n"),
    "a sep= line with an odd sign": Case("t.csv", b"sep=^\na^b^c\n1.5^2^0.5\n3.25^-4^10\n"),
    "quotation marks": Case("t.csv", b'"a","b","c"\n"1.5","2","0.5"\n"3.25","-4","10"\n'),
    "decimal commas in quotation marks": Case("t.csv", b'a,b,c\n"1,5",2,"0,5"\n"3,25",-4,10\n'),
    "a byte order mark": Case("t.csv", b"\xef\xbb\xbfa,b,c\n1.5,2,0.5\n3.25,-4,10\n"),
    "UTF-16 as Windows writes it": Case(
        "t.txt", "a\tb\tc\n1,5\t2\t0,5\n3,25\t-4\t10\n".encode("utf-16")
    ),
    "UTF-16 without a mark": Case("t.csv", "a,b,c\n1.5,2,0.5\n3.25,-4,10\n".encode("utf-16-le")),
    "UTF-16, the other way round": Case(
        "t.csv", "a,b,c\n1.5,2,0.5\n3.25,-4,10\n".encode("utf-16-be")
    ),
    "blank lines": Case("t.csv", b"\n\na,b,c\n\n1.5,2,0.5\n,,\n3.25,-4,10\n\n"),
    "empty last columns": Case("t.csv", b"a,b,c,,\n1.5,2,0.5,,\n3.25,-4,10,,\n"),
    "delimiters at the ends": Case("t.csv", b"a;b;c\n1.5;2;0.5;\n3.25;-4;10;\n"),
    "a true minus and powers of ten": Case(
        "t.csv", "a,b,c\n15e-1,2.0E0,5×10⁻¹\n3.25,−4,1e+1\n".encode()
    ),
    "old line ends": Case("t.csv", b"a,b,c\r1.5,2,0.5\r3.25,-4,10\r"),
    "columns in another order, others between": Case(
        "t.csv", b"id;c;note;b;a\n1;0.5;x, y;2;1.5\n2;10;z;-4;3.25\n"
    ),
    "no names": Case(
        "t.csv", b"1.5,2,0.5\n3.25,-4,10\n", {"inputs": ["c1", "c2"], "targets": ["c3"]}
    ),
    "no names, decimal commas": Case(
        "t.csv", b"1,5;2;0,5\n3,25;-4;10\n", {"inputs": ["c1", "c2"], "targets": ["c3"]}
    ),
    "names that are said to be none": Case(
        "t.csv",
        b"1.5,2,0.5\n3.25,-4,10\n",
        {"inputs": ["c1", "c2"], "targets": ["c3"], "header": False},
    ),
    "numbers for names": Case(
        "t.csv",
        b"1,2,3\n1.5,2,0.5\n3.25,-4,10\n",
        {"inputs": ["1", "2"], "targets": ["3"], "header": True},
    ),
    "a spreadsheet": Case("t.xlsx", xlsx({"S": [["a", "b", "c"], [1.5, 2, 0.5], [3.25, -4, 10]]})),
    "a spreadsheet with a wrong ending": Case("t.csv", xlsx({"S": [["a", "b", "c"], *SHEET_ROWS]})),
    "numbers as text in a spreadsheet": Case(
        "t.xlsx", xlsx({"S": [["a", "b", "c"], ["1,5", 2, "0,5"], [3.25, -4, 10]]})
    ),
    "the second sheet": Case(
        "t.xlsx",
        xlsx({"x": [["z"], [1]], "y": [[], ["a", "b", "c"], [1.5, 2, 0.5], [3.25, -4, 10]]}),
        {"sheet": "y"},
    ),
    "an open spreadsheet": Case(
        "t.ods", ods({"S": [["a", "b", "c"], [1.5, 2, 0.5], [3.25, -4, 10]]})
    ),
    "rows that lack a value, left out": Case(
        "t.csv",
        b"a,b,c,d\n1.5,2,0.5,\n?,1,1,1\n1,NA,1,1\n3.25,-4,10,?\n1,1,,1\n",
        {"missing": "drop"},
    ),
    "everything said": Case(
        "t.csv",
        "a;b;c\n1,5;2;0,5\n3,25;-4;10\n".encode("cp1252"),
        {"delimiter": ";", "decimal": ",", "thousands": ".", "encoding": "cp1252", "header": True}
        | {"missing": "refuse", "labels": "number"},
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_numbers_are_read_however_they_are_written(name: str, tmp_path: Path) -> None:
    case = SAME[name]
    data = _data(tmp_path, case.file, case.content, **case.keys)
    assert data.inputs.tolist() == A_ROWS
    assert data.targets.tolist() == A_TARGETS


@pytest.mark.parametrize(
    ("text", "keys", "numbers"),
    [
        ("a;b;c\n1.234,5;2;3\n1.000.000;2;3\n", {}, [1234.5, 1e6]),
        ('a,b,c\n"1,234.5",2,3\n"1,000",2,3\n', {}, [1234.5, 1000]),
        ("a;b;c\n1 234,5;2;3\n12 000;2;3\n", {}, [1234.5, 12000]),
        ("a;b;c\n1\u202f234,5;2;3\n12\u00a0000;2;3\n", {}, [1234.5, 12000]),
        ("a;b;c\n1'234.5;2;3\n12’000;2;3\n", {}, [1234.5, 12000]),
        ("a;b;c\n1,234;2;3\n5,678;2;3\n", {}, [1.234, 5.678]),
        ("a;b;c\n1,234;2;3\n5,678;2;3\n", {"thousands": ","}, [1234, 5678]),
        ("a;b;c\n1.234;2;3\n5.678;2;3\n", {}, [1.234, 5.678]),
        ("a;b;c\n1.234;2;3\n5.678;2;3\n", {"decimal": ","}, [1234, 5678]),
        ("a;b;c\n1,234,567;2;3\n5,678;2;3\n", {}, [1234567, 5678]),
    ],
)
def test_groups_of_digits_are_told_from_fractions(
    text: str, keys: dict[str, str], numbers: list[float], tmp_path: Path
) -> None:
    assert _data(tmp_path, "t.csv", text.encode(), 1, **keys).inputs[:, 0].tolist() == numbers


IRISES = "花萼,花瓣,种类\n5.1,3.5,山鸢尾\n7.0,3.2,变色鸢尾\n"
SIZES = "Größe;Länge;Qualität\n1,5;2;mäßig\n3;4;gut\n"


@pytest.mark.parametrize(
    ("text", "encoding", "columns", "labels"),
    [
        (IRISES, "gb18030", ("花萼", "花瓣", "种类"), ("变色鸢尾", "山鸢尾")),
        (IRISES, "utf-8", ("花萼", "花瓣", "种类"), ("变色鸢尾", "山鸢尾")),
        (IRISES, "utf-16", ("花萼", "花瓣", "种类"), ("变色鸢尾", "山鸢尾")),
        ("x,y,k\n1,2,猫\n3,4,狗\n", "gb18030", ("x", "y", "k"), ("狗", "猫")),
        (SIZES, "cp1252", ("Größe", "Länge", "Qualität"), ("gut", "mäßig")),
        ("x;y;Ort\n1;2;Köln\n3;4;Bonn\n", "cp1252", ("x", "y", "Ort"), ("Bonn", "Köln")),
        ("x,y,é\n1,2,élevée\n3,4,basse\n", "cp1252", ("x", "y", "é"), ("basse", "élevée")),
        ("x,y,ÄÖÜa\n1,2,ja\n3,4,nö\n", "cp1252", ("x", "y", "ÄÖÜa"), ("ja", "nö")),
        ("ÄÖ,b,c\n1,2,x\n3,4,y\n", "cp1252", ("ÄÖ", "b", "c"), ("x", "y")),  # or a Chinese word
        ("x,y,Preis in €\n1,2,a\n3,4,b\n", "cp1252", ("x", "y", "Preis in €"), ("a", "b")),
    ],
)
def test_an_encoding_is_found_by_the_columns_or_the_letters(
    text: str, encoding: str, columns: tuple[str, str, str], labels: tuple[str, ...], tmp_path: Path
) -> None:
    keys = {"inputs": list(columns[:2]), "targets": list(columns[2:])}
    data = _data(tmp_path, "t.csv", text.encode(encoding), outputs=2, **keys)
    assert data.target_names == labels
    assert data.targets.tolist() == [
        [float(label in row) for label in labels] for row in text.splitlines()[1:]
    ]


@pytest.mark.parametrize(
    ("cells", "keys", "outputs", "names", "targets"),
    [
        ("no yes no", {}, 2, ("no", "yes"), [[1, 0], [0, 1], [1, 0]]),
        ("no yes no", {}, 1, ("yes",), [[0], [1], [0]]),
        ("10 9 10", {"labels": "one_hot"}, 2, ("9", "10"), [[0, 1], [1, 0], [0, 1]]),
        ("1.0 0 1", {"labels": "binary"}, 1, ("1",), [[1], [0], [1]]),
        ("10 9 10", {"labels": "number"}, 1, ("c",), [[10], [9], [10]]),
        ("10 9 10", {}, 1, ("c",), [[10], [9], [10]]),
        ("a b c", {}, 3, ("a", "b", "c"), np.eye(3).tolist()),
        (
            "2a 10b 3",
            {"labels": "one_hot"},
            3,
            ("10b", "2a", "3"),
            [[0, 1, 0], [1, 0, 0], [0, 0, 1]],
        ),
    ],
)
def test_labels_become_targets(
    cells: str,
    keys: dict[str, str],
    outputs: int,
    names: tuple[str, ...],
    targets: list[list[float]],
    tmp_path: Path,
) -> None:
    text = "a,b,c\n" + "".join(f"1,2,{cell}\n" for cell in cells.split())
    data = _data(tmp_path, "t.csv", text.encode(), outputs, **keys)
    assert data.target_names == names
    assert data.targets.tolist() == targets


BOMB = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
)
ODS_BOMB = (
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" '
    'office:value="1"/></table:table-row></table:table>'
)


@pytest.mark.parametrize(
    ("file", "content", "keys", "sentence"),
    [
        (
            "t.csv",
            b"a,b,c\n1,2,0.5\n3,4,oops\n5,6,7\n",
            {},
            "row 3, column 'c': 'oops' is not a",
        ),
        ("t.csv", b"a,b,c\n1,2,0.5\n3,4,oops\n", {}, "row 3, column 'c': 'oops' is not a"),
        ("t.csv", b"a,b,c\n1,2,3\n\n\n1,x,3\n", {}, "row 5, column 'b': 'x' is not a"),
        ("t.csv", b"sep=;\na;b;c\n1;x;3\n", {}, "row 2, column 'b': 'x' is not a"),
        ("t.csv", b"a;b;c\n1,5;2.5;3\n1,5;2,5;3\n", {}, "row 2, column 'b': '2.5' is not a number"),
        ("t.csv", b"a,b,c\n1,1_0,3\n", {}, "row 2, column 'b': '1_0' is not a number"),
        ("t.csv", b"a,b,c\n1,1/3,3\n", {}, "row 2, column 'b': '1/3' is not a number"),
        ("t.csv", b"a,b,c\n1,inf,3\n", {}, "row 2, column 'b': 'inf' is not a finite number"),
        (
            "t.csv",
            b"a,b,c\n1,2,3\n?,2,3\n",
            {},
            "row 3, column 'a': '?' stands for",
        ),
        (
            "t.csv",
            b"a,b,c\n1,2,x\n1,2,NA\n1,2,y\n",
            {},
            "row 3, column 'c': 'NA' stands",
        ),
        ("t.csv", b"a,b,c\n1,,3\n", {}, "row 2, column 'b': the cell"),
        ("t.csv", b"a,b,c\n?,1,2\n", {"missing": "drop"}, "no row is left"),
        (
            "t.csv",
            b"a,b,c\n1,2,x\n1,2,y\n1,2,z\n",
            {"labels": "binary"},
            "column 'c' has 3 kinds",
        ),
        (
            "t.csv",
            b"a,b,c\n1,2,x\n",
            {"labels": "number"},
            "row 2, column 'c': 'x' is not a",
        ),
        ("t.csv", b'a,b,c\n1,"2,3\n', {}, "row 2: the quotation marks are not closed"),
        ("t.csv", b"a;b;c\n1;2;3\n1;2\n", {}, "row 3: 2 cells where 3 belong"),
        ("t.csv", b"\n\n", {}, "there are no rows below"),
        ("t.csv", b"", {"header": False}, "the table is empty"),
        ("t.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe", {}, "this is no text"),
        ("t.csv", b"a,b,\xff\n", {"encoding": "utf-8"}, "this is not encoded in utf-8: byte 4"),
        (
            "t.csv",
            b"a,b,c\n",
            {"encoding": "zlib"},
            "data.encoding: 'zlib' is not an",
        ),
        ("t.csv", b"a,b,c\n", {"delimiter": "ab"}, "data.delimiter: 'ab' cannot stand between"),
        ("t.csv", b"a,b,c\n", {"decimal": "x"}, "data.decimal: 'x' is not one of '.', ','"),
        (
            "t.csv",
            b"a,b,c\n",
            {"decimal": ",", "thousands": ","},
            "data.thousands: ',' is the",
        ),
        (
            "t.csv",
            b"a,b,c\n",
            {"missing": "zero"},
            "data.missing: 'zero' is not one of refuse",
        ),
        (
            "t.csv",
            b"a,b,c\n",
            {"labels": "both"},
            "data.labels: 'both' is not one of one_hot",
        ),
        ("t.xlsx", b"PK\x03\x04 no", {}, "t.xlsx: this is no spreadsheet"),
        ("t.ods", b"hello", {}, "t.ods: this is no spreadsheet"),
        (
            "t.xlsx",
            xlsx({"S": [["a", "b", "c"], [1, "x", 3]]}),
            {},
            "row 2, column 'b': 'x' is not a",
        ),
        (
            "t.xlsx",
            xlsx({"S": [["a"], [1]], "T": []}),
            {"sheet": "U"},
            "no sheet 'U'; there are S, T",
        ),
        (
            "t.xlsx",
            xlsx({"S": [["a", "b", "c"], [1, None, 3]]}),
            {},
            "row 2, column 'b': the cell",
        ),
        ("t.xlsx", xlsx_of_cells(BOMB), {}, "the table has more than 2000000 cells"),
        ("t.ods", ods_of_tables(ODS_BOMB), {}, "the table has more than 2000000 cells"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    file: str, content: bytes, keys: dict[str, object], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(BadExperiment) as told:
        _data(tmp_path, file, content, 1, **keys)
    assert sentence in said(told.value)
    assert "\n" not in said(told.value)


def test_what_was_guessed_is_known_and_what_was_left_out_is_counted(tmp_path: Path) -> None:
    data = _data(tmp_path, "t.csv", b"a;b;c\n1,5;2;3\n?;2;3\n", missing="drop", decimal=",")
    assert _form(data) == TableForm(";", ",", "", "utf-8", None, True, "drop", None)
    assert isinstance(data.source, FromTable)
    assert guess_sentence(data.source) == (
        "t.csv was read as utf-8 text with semicolons between its cells, decimal commas and "
        "names in its first row; 1 row that lacks a value is left out"
    )
    assert data.source.form == TableForm(decimal=",", missing="drop")
    assert data.source.dropped == 1


def test_the_keys_of_a_table_are_saved_and_no_others(tmp_path: Path) -> None:
    path = _experiment(
        tmp_path,
        "t.csv",
        b"1,5;2;3\n",
        inputs=["c1", "c2"],
        targets=["c3"],
        decimal=",",
        header=False,
    )
    written = json.loads(write_experiment(read_experiment(path), tmp_path))["data"]
    assert written == {
        "kind": "csv",
        "path": "t.csv",
        "inputs": ["c1", "c2"],
        "targets": ["c3"],
        "decimal": ",",
        "header": False,
    }


def test_names_of_inline_data_are_kept(tmp_path: Path) -> None:
    inline = {"kind": "inline", "inputs": [[1, 2]], "targets": [[3]]}
    path = _experiment(tmp_path, "t.csv", b"")
    document = json.loads(path.read_text())
    document["data"] = inline | {"input_names": ["u", "v"], "target_names": ["w"]}
    path.write_text(json.dumps(document))
    experiment = read_experiment(path)
    assert experiment.data.input_names == ("u", "v")
    assert experiment.data.target_names == ("w",)
    path.write_bytes(write_experiment(experiment))
    assert read_experiment(path).data.input_names == ("u", "v")
    document["data"]["input_names"] = ["u"]
    path.write_text(json.dumps(document))
    with pytest.raises(BadExperiment) as told:
        read_experiment(path)
    assert "data.input_names: has 1 entries for 2 neurons" in said(told.value)


CELLS = st.text(st.sampled_from("012.,;'\"\t |-?NA é猫ab\r\n/e×"), max_size=6)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from(",;\t| "), st.booleans())
def test_any_text_is_a_table_or_refused(rows: list[list[str]], delimiter: str, named: bool) -> None:
    text = "\n".join(delimiter.join(row) for row in rows)
    for encoding in ("utf-8", "gb18030", "utf-16"):
        with suppress(BadTable):
            table = table_of(text.encode(encoding), "t.csv", TableForm(), ("a",) if named else ())
            assert all(len(row) == len(table.names) for row in table.rows)
            assert len(table.rows) == len(table.places)


WHOLE = {"t.xlsx": xlsx({"S": [["a", "b"], [1, 2]]}), "t.ods": ods({"S": [["a", "b"], [1, 2]]})}


@pytest.mark.parametrize("file", WHOLE)
@given(st.data())
def test_a_broken_spreadsheet_is_a_table_or_refused(file: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[file])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for broken in (bytes(content), bytes(content[:cut])):
        with suppress(BadTable):
            table_of(broken, file, TableForm())


def test_a_table_of_which_all_is_said_is_read_without_a_word(tmp_path: Path) -> None:
    keys = SAME["everything said"].keys
    data = _data(tmp_path, "t.csv", SAME["everything said"].content, 1, **keys)
    assert guess_sentence(data.source) == ""


def test_a_sheet_is_named_by_the_guess(tmp_path: Path) -> None:
    data = _data(tmp_path, "t.ods", SAME["an open spreadsheet"].content)
    assert guess_sentence(data.source) == (
        "t.ods was read from its sheet 'S' with names in its first row"
    )
