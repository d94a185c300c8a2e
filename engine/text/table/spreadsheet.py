"""The cells of a spreadsheet, .xlsx or .ods; no formula is computed and nothing in it is run."""

from io import BytesIO
from typing import TYPE_CHECKING

from engine.text.table.bad_table import BadTable, shown
from engine.text.table.extent import check_extent

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = str | float


def sheet_names(content: bytes) -> tuple[str, ...]:
    """Return the names of the sheets; raise BadTable if the file is no spreadsheet."""
    return tuple(_workbook(content).sheet_names)


def sheet_rows(content: bytes, sheet: str | None) -> tuple[str, list[list[Cell]]]:
    """Return the name of a sheet, the first one if none is given, and its rows.

    Numbers stay numbers; "" is an empty cell. Raises BadTable if there is no such sheet, if
    it is too large, or if the file cannot be read.
    """
    workbook = _workbook(content)
    names = workbook.sheet_names
    if not names:
        raise BadTable("table.no-spreadsheet")
    name = names[0] if sheet is None else sheet
    if name not in names:
        raise BadTable("table.no-sheet", name=shown(name), known=", ".join(names))
    try:
        found = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:
        raise _unreadable(error) from None
    return name, [[_cell(value) for value in row] for row in found]


def _workbook(content: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    check_extent(content)
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content))
    except BaseException as error:
        raise _unreadable(error) from None


def _unreadable(error: BaseException) -> BaseException:
    """Return what is said of an error; a panic of the reader is a BaseException of no module."""
    is_ours = isinstance(error, Exception) or type(error).__name__ == "PanicException"
    return BadTable("table.no-spreadsheet") if is_ours else error


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    return str(value).strip()
