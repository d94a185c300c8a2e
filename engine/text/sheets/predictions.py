"""What a network makes of every sample, as a table."""

from collections.abc import Callable, Iterator

from engine.experiment import Experiment
from engine.results.evaluation import SetResults
from engine.story.formulas.terms import symbol
from engine.text.sheets.number_table import (
    Cell,
    Choice,
    Counted,
    Letter,
    NumberColumn,
    NumberDocument,
    NumberTable,
)
from engine.text.words import Say
from engine.written.expression import Symbol
from engine.written.quantity import Kind, Quantity

ClassName = Callable[[int], str]


def predictions_document(
    experiment: Experiment,
    training: SetResults,
    tests: SetResults | None,
    say: Say,
    class_name: ClassName,
) -> NumberDocument:
    """Return a row a sample: its inputs, targets and outputs, its class, its loss, right or wrong.

    The samples kept for testing stand after the others and count on. class_name: what a class is
    called.
    """
    rows = [*_rows(experiment, training, say, class_name, tested=False)]
    if tests is not None:
        rows += _rows(experiment, tests, say, class_name, tested=True)
    columns = tuple(_columns(experiment, training, say))
    return NumberDocument(experiment.title, (NumberTable(columns, rows),))


def output_letter(unit: int) -> Letter:
    """Return the letter of an output beside its target."""
    return Symbol("ŷ", sub=str(unit + 1))


def _columns(experiment: Experiment, found: SetResults, say: Say) -> Iterator[NumberColumn]:
    data, sizes = experiment.data, experiment.network.sizes
    depth = experiment.network.depth
    yield NumberColumn("sample", say("handout.sample"))
    if len(data.test_inputs):
        yield NumberColumn("set", say("samples-table.set"), is_text=True)
    for unit in range(sizes[0]):
        place = Quantity(Kind.INPUT, 0, unit)
        yield NumberColumn(str(place), symbol(place), data.input_name(unit))
    for unit in range(sizes[-1]):
        place = Quantity(Kind.TARGET, depth, unit)
        yield NumberColumn(str(place), symbol(place), data.target_name(unit))
    for unit in range(sizes[-1]):
        place, letter = Quantity(Kind.A, depth, unit), output_letter(unit)
        yield NumberColumn(str(place), letter, data.target_name(unit), Kind.A)
    if _has_class(found):
        yield NumberColumn("class", say("samples-table.class"), is_text=True)
        yield NumberColumn("taken_for", say("samples-table.taken-for"), is_text=True)
    yield NumberColumn("loss", symbol(Quantity(Kind.SAMPLE_LOSS)))
    if found.meant is not None:
        yield NumberColumn("result", say("sheet.result"), is_text=True)


def _rows(
    experiment: Experiment, found: SetResults, say: Say, class_name: ClassName, *, tested: bool
) -> Iterator[tuple[Cell, ...]]:
    data = experiment.data
    inputs, targets = (
        (data.test_inputs, data.test_targets) if tested else (data.inputs, data.targets)
    )
    first = len(data.inputs) if tested else 0
    sets = (
        Choice("train", say("samples-table.train")),
        Choice("test", say("samples-table.test")),
    )
    right, wrong = Choice("right", say("sheet.right")), Choice("wrong", say("sheet.wrong"))
    part: tuple[Cell, ...] = (sets[tested],) if len(data.test_inputs) else ()
    missed = found.wrong
    numbers = (each.tolist() for each in (inputs, targets, found.outputs))
    for at, (x, y, a) in enumerate(zip(*numbers, strict=True)):
        row: list[Cell] = [Counted(first + at), *part, *x, *y, *a]
        if _has_class(found) and found.meant is not None and found.told is not None:
            row += [_class(int(each[at]), class_name) for each in (found.meant, found.told)]
        row.append(float(found.losses[at]))
        if missed is not None:
            row.append(wrong if missed[at] else right)
        yield tuple(row)


def _class(number: int, class_name: ClassName) -> Cell:
    """Return a class, None for outputs that are no numbers."""
    return class_name(number) if number >= 0 else None


def _has_class(found: SetResults) -> bool:
    return found.classes is not None and found.classes.outputs > 1
