"""One moment of the state as the drawing needs it: what is known, how strongly, how far along."""

from enum import IntEnum
from functools import cached_property

from msgspec import Struct

from engine.backprop import StepTrace
from engine.story.beats import REVEALS, Beat, Scene
from engine.story.scope import Scope
from engine.text.numbers import DASH, short, side_of_1
from engine.written.quantity import GRADIENTS, OF_LOSS, Kind, Quantity
from gui.draw.easing import eased
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend
from gui.network.reserve import begins_below_zero, reserved
from gui.network.shares import largest
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.hiding.derived import hides_any, is_hidden, told
from gui.state.run import derived
from gui.state.state import REVEALED_AT, State

FADE = 0.1  # of a beat: how long a number takes to come up
FADES_FROM = 0.35
_LEAST_ON_PAGE = float(Sizes().length("tiny"))
ASIDE = 0.3  # how much of its colours is left of what has nothing to do with the neuron in focus


class Sparing(IntEnum):
    """How much stands around the neurons of a figure, which has no other room: ever less."""

    NOTHING = 0
    LOSS = 1  # it stands below the network
    CLASSES = 2  # nor have the outputs the names of their classes beside them
    COLUMNS = 3  # nor the inputs those of their columns
    OUTPUTS = 4  # nor the outputs their numbers where circles are small
    SPOKEN = 5  # a class is told of one thing: no other has words, and nothing stands below
    TARGETS = 6  # nor do targets stand beside the outputs


class Moment(Struct, frozen=True, eq=False, dict=True):
    """A state with what follows from it; `hovered` is what the pointer is on.

    reserving: whether numbers are written as wide as they may become, to keep room for them;
    is_live: whether the next step is drawn soon, so that the maps in neurons may be coarse;
    sparing: what a figure goes without, None on screen.
    """

    state: State
    theme: Theme
    scale: float
    hovered: Quantity | None = None
    reserving: bool = False
    is_live: bool = False
    sparing: Sparing | None = None

    @cached_property
    def _known(self) -> dict[tuple[Kind, int], bool]:
        return {}

    @cached_property
    def scope(self) -> Scope:
        """The step with the choice of whose numbers are shown."""
        return derived.scope(self.state)

    @cached_property
    def trace(self) -> StepTrace:
        """The step as it is shown: in one row, of one sample or of all samples together."""
        return self.scope.shown

    @cached_property
    def mark(self) -> str:
        """The index of letters that the sample shown has its own of, "" where none needs it."""
        if self.reserving and self.scope.sample is not None:
            return f"[{len(self.state.document.experiment.data.inputs)}]"
        return "" if self.scope.sample is None else f"[{self.scope.sample + 1}]"

    def gradient(self, place: Quantity) -> Quantity:
        """Return the gradient that is shown at a weight or bias: once it is used, the batch's.

        Of one sample it is the derivative of its own loss, until the update takes the batch's.
        """
        after = Kind.WEIGHT_AFTER if place.kind is Kind.D_WEIGHT else Kind.BIAS_AFTER
        return place if self.known(after, place.layer) else self.scope.address(place)

    @cached_property
    def beat(self) -> Beat:
        return derived.beat(self.state)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return self.state.document.experiment.network.sizes

    @cached_property
    def depth(self) -> int:
        return len(self.sizes) - 1

    def has_bias(self, layer: int) -> bool:
        """Return whether the neurons of a layer have biases."""
        return self.trace.before.shape.has_bias(layer)

    def writes_bias(self, layer: int, unit: int) -> bool:
        """Return whether the bias of a neuron is written: to a class, only that spoken of."""
        if self.spares(Sparing.SPOKEN):
            return Quantity(Kind.BIAS, layer, unit) in (self.spoken, self.hovered)
        return self.has_bias(layer)

    @property
    def least_type(self) -> float:
        """How small a text may be: in a figure, which cannot be enlarged, not below this."""
        return 0.0 if self.sparing is None else _LEAST_ON_PAGE

    def type_size(self, size: float) -> float:
        """Return how large text of a size at scale 1 is written."""
        return max(size * self.scale, self.least_type)

    def spares(self, part: Sparing) -> bool:
        """Return whether this is a figure without something around the neurons."""
        return self.sparing is not None and self.sparing >= part

    @property
    def is_mapped(self) -> bool:
        """Whether neurons show pictures over the plane of inputs, where there is room for them."""
        return self.state.view.neurons is not NeuronContent.NUMBERS

    @cached_property
    def travelled(self) -> float:
        """How far the signals of this beat have come, 0 to 1."""
        return min(self.state.cursor.part / REVEALED_AT, 1.0)

    @cached_property
    def emphasised(self) -> tuple[Quantity, ...]:
        """What is selected, what is hovered, and the path that is pointed at."""
        pair = (self.state.selected, self.hovered, *self.state.lit)
        return tuple(quantity for quantity in pair if quantity is not None)

    @cached_property
    def focus(self) -> Quantity | None:
        """The neuron whose edges are told of while everything else is faded."""
        hovers = self.state.view.labels is WeightLabels.ON_HOVER
        item = self.hovered if hovers else self.state.selected
        return item if item is not None and item.kind in (Kind.INPUT, Kind.A) else None

    @cached_property
    def spoken(self) -> Quantity | None:
        """The weight or bias that a class is told of."""
        item = None if self.reserving else self.state.selected
        is_one = item is not None and item.kind in (Kind.WEIGHT, Kind.BIAS)
        return item if is_one and self.spares(Sparing.SPOKEN) else None

    @property
    def fades(self) -> bool:
        """Whether some edges are faded, so that others stand out."""
        return self.focus is not None or self.spoken is not None

    def is_aside(self, layer: int, unit: int) -> bool:
        """Return whether a neuron has no edge to the one in focus."""
        at = self.focus
        if at is None or self.spares(Sparing.SPOKEN) or (layer, unit) == (at.layer, at.unit):
            return False
        return abs(layer - at.layer) != 1

    def is_faded(self, weight: Quantity) -> bool:
        """Return whether a weight is not spoken of, nor of the neuron in focus."""
        if self.spoken is not None:
            return weight not in (self.spoken, self.hovered)
        at = self.focus
        if at is None or weight in self.emphasised:
            return False
        sender, receiver = (weight.layer - 1, weight.source), (weight.layer, weight.unit)
        return (at.layer, at.unit) not in (sender, receiver)

    @cached_property
    def largest_weight(self) -> float:
        """The network's largest |w| before and after the update."""
        both, layers = (self.trace.before, self.trace.after), range(1, self.depth + 1)
        return largest([parameters.weights(layer) for layer in layers for parameters in both])

    @cached_property
    def peaks(self) -> tuple[float, ...]:
        """The largest |a| of every layer, the input first."""
        return tuple(largest([self.trace.a(layer)]) for layer in range(self.depth + 1))

    @cached_property
    def largest_delta(self) -> float:
        return largest([of.delta for of in self.trace.layers])

    def is_now(self, scene: Scene, layer: int | None = None) -> bool:
        """Return whether this beat is such a scene, at such a layer."""
        return self.beat.scene is scene and layer in (None, self.beat.layer)

    def known(self, kind: Kind, layer: int = 0) -> bool:
        """Return whether the numbers of a kind are known in a layer, all at the same time."""
        place = (kind, layer)
        if place not in self._known:
            self._known[place] = derived.is_known(self.state, Quantity(kind, layer))
        return self._known[place]

    def opacity(self, kind: Kind, layer: int = 0) -> float:
        """Return how far known numbers have come up: those of this beat fade in quickly."""
        if not (self.known(kind, layer) and self.reveals(kind, layer)):
            return 1.0  # of what is not known, the dash in its place
        risen = (self.state.cursor.part - REVEALED_AT) / FADE
        return min(FADES_FROM + (1 - FADES_FROM) * eased(risen), 1.0)

    def reveals(self, kind: Kind, layer: int = 0) -> bool:
        """Return whether it is this beat that makes numbers of a kind known."""
        return kind in REVEALS[self.beat.scene] and (kind in OF_LOSS or layer == self.beat.layer)

    def faded(self, colour: str, kind: Kind, layer: int = 0, ground: str | None = None) -> str:
        """Return a colour, mixed into the ground while its number comes up."""
        opacity = self.opacity(kind, layer)
        return colour if opacity >= 1 else blend(colour, ground or self.theme.card, opacity)

    def value(self, quantity: Quantity) -> float:
        """Return a number of the step as it is shown, known already or not."""
        scope = self.scope
        return scope.read(quantity) if quantity.kind in GRADIENTS else scope.value(quantity)

    def text(self, quantity: Quantity, *, sign: bool = False) -> str:
        """Return a number as it stands on screen: a dash until it is known."""
        if not self.reserving and not self.known(quantity.kind, quantity.layer):
            return DASH
        return self.written(quantity, sign=sign)

    def written(self, quantity: Quantity, *, sign: bool = False, digits: int | None = None) -> str:
        """Return a number as it will stand on screen once it is known."""
        wanted, kind = digits or self.state.view.digits, quantity.kind
        if self.reserving:
            return reserved(kind, wanted, begins_below_zero(self.state.document.run))
        return told(self.state, quantity, short(self.value(quantity), wanted, sign=sign, kind=kind))

    @cached_property
    def hides_some(self) -> bool:
        """Whether anything may be hidden; room is kept as if nothing were."""
        return not self.reserving and hides_any(self.state)

    def hides(self, quantity: Quantity) -> bool:
        """Return whether a number is hidden: neither colours nor widths tell it."""
        return self.hides_some and is_hidden(self.state, quantity)

    def gradient_ink(self, quantity: Quantity) -> str:
        """Return the colour of the sign of a derivative, that of plain words where it is hidden."""
        theme = self.theme
        return theme.text_soft if self.hides(quantity) else theme.gradient(self.value(quantity))

    def side_of_1(self, quantity: Quantity) -> str | None:
        """Return what there is always room for: on which side of 1 or -1 an activation lies."""
        is_one = quantity.kind is Kind.A and not self.hides(quantity)
        return side_of_1(self.value(quantity), self.state.view.digits) if is_one else None
