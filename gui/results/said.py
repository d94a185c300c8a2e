"""What is said over the table of samples: the names of its columns, what it lists, the mean."""

from engine.experiment import Experiment
from engine.reduction import Reduction
from engine.results.evaluation import SetResults
from engine.story.notation import Notation
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.results.listed import WRONG, Listed
from gui.state.results.columns import SampleColumn, SampleValue
from gui.words.catalog import say, say_count, say_list
from gui.words.classes import loss_letter, output_letter, target_letter
from gui.words.functions import input_column, target_column


def heading(experiment: Experiment, column: SampleColumn, notation: Notation) -> str:
    """Return the name of a column: of the data, or the letter of what it holds."""
    data, unit = experiment.data, column.unit
    match column.value:
        case SampleValue.NUMBER:
            return "n"
        case SampleValue.MARK:
            return WRONG
        case SampleValue.CLASS:
            return say("samples-table.class")
        case SampleValue.TAKEN_FOR:
            return say("samples-table.taken-for")
        case SampleValue.TARGET:
            return _with_name(target_letter(experiment, unit), target_column(data, unit))
        case SampleValue.OUTPUT:
            return _with_name(output_letter(experiment, unit), target_column(data, unit))
        case SampleValue.LOSS:
            return loss_letter(notation)
        case SampleValue.SET:
            return say("samples-table.set")
        case SampleValue.INPUT:
            return input_column(data, unit) or name(Quantity(Kind.INPUT, 0, unit))


def _with_name(letter: str, column: str) -> str:
    return say("of-column", text=letter, column=column) if column else letter


def heading_tip(experiment: Experiment, column: SampleColumn, notation: Notation) -> str:
    """Return what a column holds, and how to sort by it."""
    key = column.value.name.lower().replace("_", "-")
    return say(f"samples-column.{key}", name=heading(experiment, column, notation))


def summary(shown: Listed, notation: Notation) -> str:
    """Return of which samples the losses are listed, and their means: those of the loss curve.

    Of the samples of one cell of the confusion, which they are and how many.
    """
    cell = shown.choice.cell
    if cell is not None:
        meant, told = (shown.class_name(each) for each in cell)
        key = "right" if cell[0] == cell[1] else "wrong"
        counted = shown.choice.counted.value
        return say_count(
            f"samples-listed.{counted}-{key}", len(shown.samples), meant=meant, taken_for=told
        )
    if shown.training is None:
        return say("samples-table.computing")
    parts = [_mean(shown, "train", shown.training, notation)]
    if shown.tests is not None:
        parts.append(_mean(shown, "test", shown.tests, notation))
    return say_list(parts)


def _mean(shown: Listed, which: str, found: SetResults, notation: Notation) -> str:
    loss = short(found.loss, shown.digits)
    is_mean = shown.experiment.reduction is Reduction.MEAN
    return say_count(
        f"samples-loss.{which}-{'mean' if is_mean else 'sum'}",
        len(found.losses),
        letter=loss_letter(notation),
        loss=covered(loss) if shown.hides_loss else loss,
    )
