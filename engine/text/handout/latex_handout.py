"""One training step as a handout in LaTeX: a fragment that needs amsmath and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from engine.backprop import StepTrace
from engine.experiment import Experiment, UpdateRule
from engine.network import count_parameters
from engine.story.beats import cut, revealed
from engine.story.formulas.derivation import derive
from engine.story.formulas.terms import symbol
from engine.story.readings import read
from engine.text.handout.settings import layer_heading, settings
from engine.text.latex import derivation_to_latex, to_latex
from engine.text.tex_words import tex_words
from engine.text.words import Say
from engine.written.expression import Equation, Number
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity

DIGITS = 8
Writer = Callable[[Sequence[Quantity], int], Iterator[str]]
MOST_FORMULAS = 200  # beyond, a handout has tables only
_ROWS, _PAIRS = 40, 3  # of a table on one page: a tabular is never divided by itself


def trace_to_latex(experiment: Experiment, trace: StepTrace, say: Say, digits: int = DIGITS) -> str:
    """Write a step with every formula in symbols and numbers, or in tables where it is large."""
    return "\n\n".join(_Handout(experiment, trace, say, digits).blocks()) + "\n"


class _Handout:
    def __init__(self, experiment: Experiment, trace: StepTrace, say: Say, digits: int) -> None:
        self._experiment, self._trace, self._digits = experiment, trace, digits
        self._say = say
        self._shape, self._sizes = experiment.network.shape, experiment.network.sizes
        in_place = experiment.training.update_rule is UpdateRule.IN_PLACE
        self._beats = cut(self._shape, in_place)[1:]  # the inputs are given

    def blocks(self) -> Iterator[str]:
        """Yield paragraphs; each beat is a heading with its formulas or tables."""
        yield f"% {self._say('handout.amsmath')}"
        yield rf"\section*{{{tex_words(self._experiment.title)}}}"
        lines = settings(self._experiment, self._trace, self._say)
        items = [rf"  \item {tex_words(line)}" for line in lines]
        indices = self._say("handout.indices", w="$w_{jk}$", j="$j$", k="$k$")
        items.append(rf"  \item {indices}")
        yield "\n".join([r"\begin{itemize}", *items, r"\end{itemize}"])
        yield from self._given()
        write = self._formula_lines if self._is_small() else self._tables
        for beat in self._beats:
            key = beat.scene.name.lower().replace("_", "-")
            yield self._heading(f"handout-beat.{key}", layer=beat.layer)
            yield from self._by_sample(revealed(beat, self._shape), write)

    def _heading(self, key: str, **places: object) -> str:
        return rf"\subsection*{{{tex_words(self._say(key, **places))}}}"

    def _is_small(self) -> bool:
        neurons = sum(self._sizes[1:]) * len(self._trace.x)
        return 2 * count_parameters(self._shape) + 4 * neurons <= MOST_FORMULAS

    def _given(self) -> Iterator[str]:
        depth = len(self._sizes) - 1
        inputs = [Quantity(Kind.INPUT, 0, unit) for unit in range(self._sizes[0])]
        targets = [Quantity(Kind.TARGET, depth, unit) for unit in range(self._sizes[-1])]
        yield self._heading("handout.data")
        yield from self._by_sample([*inputs, *targets], self._tables)
        for layer in range(1, depth + 1):
            units, sources = range(self._sizes[layer]), range(self._sizes[layer - 1])
            weights = [Quantity(Kind.WEIGHT, layer, j, k) for j in units for k in sources]
            has_bias = self._shape.has_bias(layer)
            biases = [Quantity(Kind.BIAS, layer, unit) for unit in units] if has_bias else []
            yield self._heading(layer_heading(self._shape, layer), layer=layer)
            yield from self._tables([*weights, *biases], 0)

    def _by_sample(self, quantities: Sequence[Quantity], write: Writer) -> Iterator[str]:
        """Yield what belongs to each sample under its number, then what belongs to the batch."""
        of_samples = [quantity for quantity in quantities if quantity.kind in ONE_A_SAMPLE]
        of_batch = [quantity for quantity in quantities if quantity.kind not in ONE_A_SAMPLE]
        batch, reduction = len(self._trace.x), self._experiment.reduction.value
        for row in range(batch if of_samples else 0):
            if batch > 1:
                number = self._trace.samples[row] + 1
                yield rf"\paragraph{{{self._say('handout.sample-number', sample=number)}}}"
            yield from write(of_samples, row)
        if batch > 1 and of_samples and of_batch:
            yield rf"\paragraph{{{self._say(f'handout-reduced.{reduction}')}}}"
        yield from write(of_batch, 0)

    def _formula_lines(self, quantities: Sequence[Quantity], row: int) -> Iterator[str]:
        for quantity in quantities:
            equations = derive(self._experiment, self._trace, quantity, row).equations()
            # a value that is only copied would be written twice
            once = [next(same) for _, same in groupby(equations, key=self._right_side)]
            yield f"\\[\n{derivation_to_latex(once, self._digits)}\n\\]"

    def _right_side(self, equation: Equation) -> str:
        return to_latex(equation.right, self._digits)

    def _tables(self, quantities: Sequence[Quantity], row: int) -> Iterator[str]:
        """Yield tables of letters beside their values, several to a line."""
        cells = [self._cell(quantity, row) for quantity in quantities]
        lines = [" & ".join(cells[i : i + _PAIRS]) for i in range(0, len(cells), _PAIRS)]
        columns = " ".join(["lr"] * min(_PAIRS, len(cells)))
        for i in range(0, len(lines), _ROWS):
            body = " \\\\\n".join(f"  {line}" for line in lines[i : i + _ROWS])
            yield f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"

    def _cell(self, quantity: Quantity, row: int) -> str:
        value = to_latex(Number(read(self._trace, quantity, row)), self._digits)
        return f"${to_latex(symbol(quantity), self._digits)}$ & ${value}$"
