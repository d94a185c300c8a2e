"""Shows what is to be told of a problem, to be copied into a mail or an issue."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.disk.problems import report
from gui.look.fit import fit
from gui.words.catalog import say


class ReportPage(QDialog):
    """Versions and the newest trace; nothing is sent anywhere."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setWindowTitle(say("report.title"))
        heading = QLabel(say("report.title"))
        heading.setObjectName("heading")
        about = QLabel(say("report.about"))
        about.setObjectName("soft")
        about.setWordWrap(True)
        self.text = QPlainTextEdit(report())
        self.text.setReadOnly(True)
        self.text.setAccessibleName(say("report.list"))
        self.copy = QPushButton(say("report.copy"))
        self.copy.setObjectName("primary")
        self.copy.setToolTip(say("report.copy-tip"))
        self.copy.setDefault(True)
        self.copy.clicked.connect(self._copy)
        close = QPushButton(say("report.close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        fit(foot, spacing="row")
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.copy)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        for widget in (heading, about, self.text):
            whole.addWidget(widget)
        whole.addLayout(foot)
        fit(self, least="report_page")
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(say("report.copied"))
