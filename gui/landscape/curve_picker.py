"""The list of curves to choose from."""

from PySide6.QtWidgets import QComboBox, QWidget

from engine.curves.gallery import CURVES
from gui.bind import ChoiceBinding
from gui.state.choices import NETWORK, TYPED
from gui.state.curve import actions as curve_actions
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.curves import curve_name


class CurvePicker(QComboBox):
    """This network, a curve of the gallery, or one's own formula."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("curve-picker.name"))
        self.setToolTip(say("curve-picker.tip"))
        choices = [(name, curve_name(name)) for name in (NETWORK, *CURVES, TYPED)]
        ChoiceBinding(
            self, store, lambda state: state.curve.curve, curve_actions.choose_curve.call, choices
        )
