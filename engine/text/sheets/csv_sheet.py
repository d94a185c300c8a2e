"""Tables as CSV for programs: names that need no language, numbers that read back in full."""

import csv
from io import StringIO

from engine.text.sheets.number_table import NumberDocument, NumberTable, cell_of_file


def tables_to_csv(document: NumberDocument) -> str:
    """Write tables one after the other, with an empty line between them.

    Everything counts from 0 but the layers. What the user calls a column or a class stands as it
    is, in quotes where it has to be; a column begins with its address, so that no name of the
    user's opens a line with a sign that spreadsheets take for a formula.
    """
    if document.csv is not None:
        return document.csv()
    return "\n".join(map(_table, document.tables))


def _table(table: NumberTable) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(" ".join(filter(None, (each.key, each.name))) for each in table.columns)
    writer.writerows([cell_of_file(cell) for cell in row] for row in table.rows)
    return stream.getvalue()
