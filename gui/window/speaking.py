"""The language of the window: which it begins in, and changing it while everything stays."""

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from gui.disk import errors, settings
from gui.look.fit import current
from gui.look.fonts import CHINESE_PACKAGE, sized
from gui.window.window import Window
from gui.words import catalog
from gui.words.catalog import CHINESE, SOURCE, say

_OF_QT = {CHINESE: "qtbase_zh_CN"}  # the words of Qt's own dialogs


def speak(language: str) -> bool:
    """Say everything in a language, and let Qt do so; return whether that can be drawn.

    Without a font with Chinese characters all stays English.
    """
    can_be_drawn = language != CHINESE or _has_chinese_font()
    language = language if can_be_drawn else SOURCE
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    if language in _OF_QT:
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(_OF_QT[language], folder):
            app.installTranslator(translator)
    catalog.use(language)
    app.setFont(sized(current().length("words")))
    return can_be_drawn


def _has_chinese_font() -> bool:
    from gui.look.chinese import chinese_family  # asks for all fonts of the system

    return chinese_family() is not None


class Speaker(QObject):
    """Holds the window on screen; another language gets one of its own, at the same moment.

    Words are given to widgets when they are made: a window that is made anew has none of before.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(QApplication.instance())
        self.window = window
        self._listen()

    def _listen(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection  # the menu is closed before it is gone
        self.window.menu.language.triggered.connect(self._change, queued)

    def _change(self) -> None:
        other = SOURCE if catalog.language() == CHINESE else CHINESE
        if not speak(other):
            self.window.notice.say(say("notice.no-chinese-font", package=CHINESE_PACKAGE))
            return
        settings.save_language(other)
        self._renew()

    def _renew(self) -> None:
        old, safety = self.window, self.window.safety
        layouts = old.room.left_as()
        old.notice.leave()
        self.window = new = Window(old.store.handed_on())
        errors.install(new.notice.say)
        new.documents.take_over(old.documents)
        new.setGeometry(old.geometry())
        new.setWindowState(old.windowState())
        new.room.restore(*layouts)
        self._listen()
        new.show()
        if safety is not None:
            safety.keeping.forget()
            new.keep_safe()
        old.hide()
        old.deleteLater()
