"""One training step as a handout: Markdown tables in the terms of the field."""

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.text.handout.step_tables import step_document
from engine.text.sheets.markdown_sheet import tables_to_markdown
from engine.text.words import Say


def trace_to_markdown(experiment: Experiment, trace: StepTrace, say: Say) -> str:
    """Write every number of a step as tables; each reads back to the same float64."""
    return tables_to_markdown(step_document(experiment, trace, say), None)
