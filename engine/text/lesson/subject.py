"""What the words of a card may name: numbers of its experiment, and facts of the state."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from engine.experiment import Experiment, UpdateRule
from engine.run.batches import batches_of
from engine.shape import in_network
from engine.story.beats import Beat, cut, first_known
from engine.text.file.schema import shown
from engine.text.lesson.facts import FactForm, form_of, layer_of, names
from engine.text.lesson.lesson import BadLesson
from engine.written.quantity import OF_BIASES, BadAddress, Quantity, parse_of_sample


class CardSubject(Struct, frozen=True, eq=False):
    """The experiment with which a card begins, the facts there are, and what checks LaTeX."""

    experiment: Experiment
    facts: Mapping[str, FactForm]
    check_latex: Callable[[str], object] | None = None

    @property
    def beats(self) -> tuple[Beat, ...]:
        in_place = self.experiment.training.update_rule is UpdateRule.IN_PLACE
        return cut(self.experiment.network.shape, in_place)

    def quantity(self, text: str) -> Quantity:
        """Return the number of an address; raise BadLesson if the network has none such."""
        shape = self.experiment.network.shape
        try:
            quantity = parse_of_sample(text)
            if quantity.kind in OF_BIASES and quantity.layer in shape.without_bias:
                raise BadLesson("file.without-bias", value=shown(text), layer=quantity.layer)
            if not in_network(quantity, shape):
                sizes = "-".join(map(str, shape.sizes))
                raise BadLesson("file.outside-network", value=shown(text), sizes=sizes)
            first_known(quantity, self.beats)
        except BadAddress as error:
            raise BadLesson.of(error.fault) from None
        most = batches_of(self.experiment).size_at(0)
        if quantity.sample is not None and quantity.sample >= most:
            raise BadLesson("file.outside-batch", value=shown(text), step=0, samples=most)
        return quantity

    def fact(self, name: str) -> FactForm:
        """Return what kind of fact there is of a name; raise BadLesson where there is none."""
        form = form_of(name, self.facts)
        if form is None:
            known = ", ".join(names(self.facts))
            raise BadLesson("lesson.no-fact", value=shown(name), known=known)
        of_layer = layer_of(name)
        if of_layer is None:
            if name not in self.facts:
                self.quantity(name)
        elif of_layer[1] > self.experiment.network.depth:
            depth = self.experiment.network.depth
            raise BadLesson("lesson.no-layer", value=shown(name), last=depth)
        return form
