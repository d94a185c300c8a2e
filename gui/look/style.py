"""Dresses Qt's widgets in a theme: palette and style sheet."""

import re
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend

_LENGTH = re.compile(r"\b(\d+)px")
ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


def palette(theme: Theme) -> QPalette:
    """Return Qt's colour roles; setColorScheme does nothing without a desktop's own theme."""
    roles = {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.ground,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text_faint,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.Link: theme.positive,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    faint = QColor(theme.text_faint)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return made


def style_sheet(theme: Theme, sizes: Sizes) -> str:
    """Return the style sheet of the whole application; its lengths are written at scale 1."""
    disabled = blend(theme.text_faint, theme.card, 0.55)
    hover = theme.control_hover
    arrow, check = ((ICONS / f"{icon}-{theme.base}.svg").as_posix() for icon in ("down", "check"))
    kinds = ("words", "heading", "small", "tiny")
    words, heading, small, tiny = map(Sizes().length, kinds)
    sheet = f"""
    QMainWindow, QDialog {{ background: {theme.ground}; }}
    QDialog#palette {{ background: {theme.card}; border: 1px solid {theme.control_edge}; }}
    QMainWindow::separator {{ background: {theme.ground}; width: 8px; height: 8px; }}
    QWidget {{ color: {theme.text}; font-size: {words}px; }}
    QMenuBar {{ background: {theme.card}; padding: 3px 6px; }}
    QMenuBar::item {{ padding: 4px 9px; border-radius: 5px; background: transparent; }}
    QMenuBar::item:selected {{ background: {hover}; }}
    QMenu {{ background: {theme.card}; border: 1px solid {theme.control_edge}; padding: 5px; }}
    QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {hover}; }}
    QMenu::item:disabled {{ color: {disabled}; }}
    QMenu::separator {{ height: 1px; background: {theme.card_edge}; margin: 5px 8px; }}
    QLabel#menuHeading {{ color: {theme.text_soft}; font-size: {small}px; padding: 3px 32px 2px; }}
    QToolBar {{ background: {theme.card}; border: none; padding: 7px 8px; spacing: 7px;
        border-top: 1px solid {theme.card_edge}; border-bottom: 1px solid {theme.card_edge}; }}
    QStatusBar {{ background: {theme.card}; border-top: 1px solid {theme.card_edge}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {theme.text_soft}; font-size: {small}px; padding: 2px 8px; }}
    QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {theme.text_faint}; border: none;
        padding: 4px 10px 2px 10px; font-size: {small}px; }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
    QTabBar::tab:hover {{ color: {theme.text}; }}
    QToolTip {{ background: {theme.card}; color: {theme.text};
        border: 1px solid {theme.control_edge}; padding: 4px 6px; }}

    QFrame#card, QFrame#cardTitle, QFrame#cardBody {{
        background: {theme.card}; border: 1px solid {theme.card_edge}; }}
    QFrame#card {{ border-radius: 8px; }}
    QFrame#cardTitle {{ border-bottom: none;
        border-top-left-radius: 8px; border-top-right-radius: 8px; }}
    QFrame#cardBody {{ border-top: none;
        border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }}
    QLabel#title {{ color: {theme.text_faint}; font-weight: 600; font-size: {small}px; }}
    QLabel#heading {{ font-size: {heading}px; font-weight: 600; }}
    QLabel#soft {{ color: {theme.text_soft}; }}
    QLabel#faint {{ color: {theme.text_faint}; font-size: {small}px; }}
    QLabel#overPlot, QToolButton#overPlot {{ background: {theme.card}; color: {theme.text};
        border: 1px solid {theme.control_edge}; border-radius: 5px; padding: 1px 6px;
        min-height: 0px; font-size: {small}px; }}
    QToolButton#overPlot:hover {{ background: {hover}; }}
    QToolButton#belowPlot {{ padding: 0 6px; min-height: 0px; border-radius: 4px;
        font-size: {tiny}px; }}
    QLabel#small {{ font-size: {tiny}px; }}
    QLabel#printed {{ color: {theme.text_faint}; font-size: {tiny}px; }}
    QLabel#value {{ font-weight: 600; }}
    QLabel#keycap {{ background: {theme.ground}; border: 1px solid {theme.control_edge};
        border-bottom-width: 3px; border-radius: 5px; padding: 2px 7px; min-width: 12px; }}
    QFrame#question {{ background: {theme.ground}; border-radius: 8px; }}
    QFrame#rule {{ background: {theme.card_edge}; max-height: 1px; border: none; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}

    QPushButton, QToolButton, QComboBox {{
        background: {theme.card}; border: 1px solid {theme.control_edge}; border-radius: 6px;
        padding: 5px 10px; min-height: 18px; }}
    QPushButton:hover, QToolButton:hover, QComboBox:hover {{ background: {hover}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {theme.card_edge}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {disabled}; }}
    QToolButton:checked {{ background: {theme.accent}; color: {theme.accent_text};
        border-color: {theme.accent}; }}
    QToolButton#primary {{ background: {theme.accent}; color: {theme.accent_text};
        border-color: {theme.accent}; font-weight: 600; }}
    QToolButton#primary:hover {{ background: {blend(theme.accent, theme.text, 0.85)}; }}
    QToolButton#cardButton {{ border: none; padding: 1px 4px; color: {theme.text_faint};
        min-height: 14px; background: transparent; }}
    QToolButton#cardButton:hover {{ background: {hover}; }}
    QPushButton#fold {{ border: none; padding: 1px 0; min-height: 14px;
        background: transparent; color: {theme.text_faint}; font-size: {small}px;
        text-align: left; }}
    QPushButton#fold:disabled {{ color: {theme.text_faint}; }}
    QPushButton#fold:hover {{ background: {hover}; color: {theme.text}; }}
    QPushButton#cover {{ background: {blend(theme.text, theme.card, 0.08)}; padding: 0 6px;
        min-height: 0; color: {theme.text_soft}; }}
    QToolButton#small, QPushButton#small {{ padding: 1px 8px; min-height: 18px;
        font-size: {small}px; }}
    QCheckBox {{ spacing: 6px; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.text_faint};
        border-radius: 3px; background: {theme.card}; }}
    QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
        image: url({check}); }}
    QCheckBox::indicator:disabled {{ border-color: {theme.control_edge}; }}
    QCheckBox::indicator:checked:disabled {{ background: {disabled}; }}
    QStatusBar QToolButton {{ padding: 0 6px; min-height: 14px; border-radius: 3px; }}
    QToolButton#choice {{ padding: 1px 8px; min-height: 16px; font-size: {small}px; }}
    QToolButton#choice:checked {{ font-weight: normal; }}
    QSpinBox#choice {{ padding: 1px 4px 1px 4px; font-size: {small}px; }}
    QToolBar QToolButton {{ padding: 5px 8px; }}
    QFileDialog QToolButton {{ padding: 3px; min-height: 16px; min-width: 16px; }}
    QToolButton#switch:checked {{ background: {blend(theme.accent, theme.card, 0.12)};
        color: {theme.accent}; border-color: {theme.control_edge}; }}
    QToolButton#toggle {{ padding: 1px 7px; min-height: 16px; font-size: {small}px; }}
    QToolButton#toggle:checked {{ background: {blend(theme.accent, theme.card, 0.12)};
        color: {theme.accent}; border-color: {theme.accent}; }}
    QToolButton#narrow {{ padding: 5px 4px; min-width: 27px; }}
    QToolButton::menu-indicator {{ image: none; }}
    /* a list has as much less room as this pads the box above and below: it takes height instead */
    QComboBox {{ padding: 0 10px; min-height: 28px; }}
    QComboBox#small {{ padding: 0 8px; min-height: 18px; font-size: {small}px; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 10px; height: 6px; }}
    QComboBox QAbstractItemView {{ background: {theme.card}; selection-background-color: {hover};
        selection-color: {theme.text}; border: 1px solid {theme.control_edge}; padding: 4px; }}
    QPushButton#primary {{ background: {theme.accent}; color: {theme.accent_text};
        border-color: {theme.accent}; font-weight: 600; }}
    QPushButton#primary:hover {{ background: {blend(theme.accent, theme.text, 0.85)}; }}
    QPushButton#primary:disabled {{ background: {theme.card_edge}; color: {disabled};
        border-color: {theme.card_edge}; }}
    QTableView {{ background: {theme.card}; gridline-color: {theme.card_edge};
        border: 1px solid {theme.card_edge}; border-radius: 6px; font-size: {small}px;
        selection-background-color: {hover}; selection-color: {theme.text}; outline: none; }}
    QTableView::item {{ padding: 0 4px; border: none; }}
    QTableView::item:selected {{ background: {hover}; }}
    QTableView QHeaderView, QTableView QHeaderView::section {{ background: {theme.ground};
        color: {theme.text_faint}; border: none; font-size: {small}px; }}
    /* as far from the edge as Qt writes in a cell; the whole head would be moved by its own */
    QTableView QHeaderView::section {{ padding: 0 7px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QTableView QTableCornerButton::section {{ background: {theme.ground}; border: none; }}
    QLineEdit {{ background: {theme.card}; border: 1px solid {theme.control_edge};
        border-radius: 5px; padding: 3px 6px; selection-background-color: {theme.accent};
        selection-color: {theme.accent_text}; }}
    QLineEdit#blank {{ border-radius: 0px; }}
    QLineEdit[refused="true"], QLineEdit[refused="true"]:focus {{ border: 1px solid {theme.caution};
        background: {blend(theme.caution, theme.card, 0.15)}; }}
    QLabel#refusal {{ background: {blend(theme.caution, theme.card, 0.15)}; color: {theme.text};
        border: 1px solid {theme.caution}; border-radius: 5px; padding: 3px 8px; }}
    QSpinBox {{ background: {theme.card}; border: 1px solid {theme.control_edge};
        border-radius: 5px; padding: 3px 4px 3px 6px; }}
    QSpinBox QLineEdit {{ border: none; padding: 0; margin: 0 0 0 5px; background: transparent; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
    QProgressBar {{ min-height: 6px; max-height: 6px; border: none; border-radius: 3px;
        background: {theme.card_edge}; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    QSlider {{ min-height: 20px; }}
    QSlider#marked {{ min-height: {Sizes().length("rate_slider")}px; }}
    QSlider::groove:horizontal {{ height: 4px; background: {theme.card_edge}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -5px 0;
        background: {theme.accent}; }}
    QSlider::handle:horizontal:hover {{ background: {blend(theme.accent, theme.text, 0.8)}; }}
    QScrollBar:vertical {{ background: transparent; width: 9px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {theme.control_edge}; border-radius: 3px;
        min-height: 24px; }}
    QScrollBar::handle:disabled {{ background: transparent; }}
    QScrollBar:horizontal {{ background: transparent; height: 9px; margin: 2px; }}
    QScrollBar::handle:horizontal {{ background: {theme.control_edge}; border-radius: 3px;
        min-width: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0; width: 0; }}
    QLabel#warning {{ color: {theme.text}; font-weight: 600; padding: 3px 8px;
        background: {blend(theme.caution, theme.card, 0.15)}; border: 1px solid {theme.caution};
        border-radius: 5px; }}
    QFrame#notice[news="true"] {{ background: {blend(theme.accent, theme.card, 0.08)};
        border: 1px solid {blend(theme.accent, theme.card, 0.4)}; border-radius: 6px; }}
    QFrame#notice {{ background: {blend(theme.caution, theme.card, 0.15)};
        border: 1px solid {theme.caution}; border-radius: 6px; }}
    /* what has the keyboard: a border twice as wide, and as much less room within */
    QPushButton:focus, QToolButton:focus, QComboBox:focus {{
        border: 2px solid {theme.text}; padding: 4px 9px; }}
    QToolButton#primary:focus, QPushButton#primary:focus, QToolButton:checked:focus {{
        border: 4px double {theme.accent_text}; padding: 2px 7px; }}
    QScrollArea:focus {{ border: 2px solid {theme.text}; border-radius: 6px; }}
    QScrollArea#page:focus {{ border: none; }}
    QToolButton#cardButton:focus {{ border: 2px solid {theme.text}; padding: 0 2px;
        min-height: 12px; border-radius: 4px; color: {theme.text}; }}
    QStatusBar QToolButton:focus {{ padding: 0 5px; min-height: 12px; }}
    QToolButton#choice:focus {{ padding: 0 7px; }}
    QToolButton#toggle:focus, QToolButton#toggle:checked:focus {{ border: 2px solid {theme.text};
        padding: 0 6px; }}
    QToolButton#choice:checked:focus {{ border: 2px solid {theme.text}; padding: 0 7px; }}
    QToolButton#narrow:focus {{ padding: 4px 3px; }}
    QComboBox:focus {{ padding: 0 9px; min-height: 26px; }}
    QComboBox#small:focus {{ padding: 0 7px; min-height: 16px; }}
    QToolButton#small:focus, QPushButton#small:focus {{ padding: 0 7px; }}
    QPushButton#fold:focus {{ border: 1px solid {theme.text}; border-radius: 4px; padding: 0 0;
        color: {theme.text}; }}
    QComboBox#small QLineEdit, QComboBox#small QLineEdit:focus {{ border: none; padding: 0;
        background: transparent; }}
    QCheckBox:focus {{ border: 1px solid {theme.text}; border-radius: 4px; }}
    QLineEdit:focus {{ border: 2px solid {theme.text}; padding: 2px 5px; }}
    QSpinBox:focus {{ border: 2px solid {theme.text}; padding: 2px 3px 2px 5px; }}
    QSpinBox#choice:focus {{ padding: 0 3px; }}
    QSpinBox QLineEdit:focus {{ border: none; padding: 0; }}
    QLineEdit[refused="true"]:focus {{ border: 2px solid {theme.caution}; }}
    QTableView:focus {{ border: 2px solid {theme.text}; }}
    QTableView::item:selected:focus {{ border: 2px solid {theme.text}; }}
    QTabBar::tab:selected:focus {{ border: 2px solid {theme.text}; border-radius: 4px;
        padding: 2px 8px 2px 8px; }}
    QSlider:focus {{ border: 2px solid {theme.text}; border-radius: 6px; }}
    """
    unit = sizes.unit
    written = _LENGTH.sub(lambda found: f"{round(unit * int(found[1]))}px", sheet)
    return written + _round_handle(round(14 * unit), round(4 * unit) + 2 * round(5 * unit))


def _round_handle(width: int, height: int) -> str:
    """Return the rounding of a slider's handle: Qt rounds none by more than half of a side."""
    radius = min(width, height) // 2
    return f"QSlider::handle:horizontal {{ border-radius: {radius}px; }}"
