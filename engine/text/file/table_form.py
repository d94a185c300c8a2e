"""Whether what an experiment says of the form of its table can be meant."""

from engine.data.table_form import TableForm
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, shown
from engine.text.table.encoding import is_encoding


def check_form(form: TableForm, path: str) -> None:
    """Raise BadExperiment with the place of what no table can have."""
    for key in ("decimal", "thousands", "missing", "labels"):
        value = getattr(form, key)
        if value is not None:
            check_name(key, value, f"{path}.{key}")
    if form.thousands and form.thousands == form.decimal:
        raise BadExperiment("table.same-signs", f"{path}.thousands", sign=shown(form.decimal))
    delimiter = form.delimiter
    if delimiter is not None and not _can_part_cells(delimiter):
        raise BadExperiment("table.bad-delimiter", f"{path}.delimiter", value=shown(delimiter))
    if form.encoding is not None and not is_encoding(form.encoding):
        raise BadExperiment("table.bad-encoding", f"{path}.encoding", value=shown(form.encoding))


def _can_part_cells(sign: str) -> bool:
    return len(sign) == 1 and not sign.isalnum() and sign not in '"\r\n.+-'
