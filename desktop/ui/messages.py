"""What the desk says in a dialog: an error with its way out, one question, or a bug with details to copy.

Details of a bug hold no personal data: no message of the exception, no values, only where it happened.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop import __version__
from desktop.errors import Cancelled, TosoError
from desktop.ui.icons import IconMark
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5

_WIDTH, _WIDEST = 520, 680


def _tr(text: str) -> str:
    return QCoreApplication.translate("Messages", text)


class Message(QDialog):
    """A dialog with an icon, one sentence, advice, and buttons that are verbs. Esc is the last button."""

    def __init__(self, icon: str, token: str, sentence: str, advice: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tổ Số")
        self.setAccessibleName(sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_2)
        self.body.addWidget(words(sentence, "heading"))
        if advice:
            self.body.addWidget(words(advice, ""))
        self.body.addStretch()
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        line.addWidget(IconMark(icon, token, 32), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_3)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_5 - SPACE_2)
        column.addLayout(line, 1)
        column.addLayout(self._buttons)
        self.setMinimumWidth(min(_WIDEST, current_look().scaled(_WIDTH)))

    def showEvent(self, event: QShowEvent) -> None:
        """Be exactly as high as the words need at this width."""
        super().showEvent(event)
        layout = self.layout()
        if layout:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def add_button(self, text: str, role: str, run: Callable[[], object], *, usual: bool = False) -> QPushButton:
        """Add a button at the right end; the `usual` one is pressed by Enter."""
        button = QPushButton(text)
        set_role(button, role)
        button.setAutoDefault(usual)
        button.setDefault(usual)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: run())
        self._buttons.addWidget(button)
        if usual:
            button.setFocus()
        return button


def tell(parent: QWidget | None, error: TosoError) -> None:
    """Say what happened, what was kept and what to do; returns when it was read."""
    message = Message("alert-outline", "warn", error.message, error.advice, parent)
    message.add_button(_tr("Đã hiểu"), "primary", message.accept, usual=True)
    _run(message)


def ask(
    parent: QWidget | None, question: str, yes: str, no: str, *, advice: str = "", destructive: bool = False
) -> bool:
    """Ask one thing; `yes` and `no` are verbs ("Xóa hộ này", "Giữ lại"). Enter never destroys: it means `no` then."""
    message = Message("help-circle-outline", "accent", question, advice, parent)
    if destructive:
        message.add_button(yes, "danger", message.accept)
        message.add_button(no, "primary", message.reject, usual=True)
    else:
        message.add_button(no, "", message.reject)
        message.add_button(yes, "primary", message.accept, usual=True)
    return _run(message) == QDialog.DialogCode.Accepted


def bug_message(parent: QWidget | None, details: str) -> Message:
    """The dialog for a bug: what it means for the work, and details to copy."""
    message = Message(
        "alert-circle-outline",
        "bad",
        _tr("Chương trình gặp lỗi ngoài dự kiến."),
        _tr("Những gì đã lưu vẫn còn nguyên. Hãy thử lại; nếu vẫn lỗi, chép chi tiết dưới đây gửi người hỗ trợ."),
        parent,
    )
    shown = QPlainTextEdit(details)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName(_tr("Chi tiết lỗi"))
    shown.setMinimumHeight(140)
    message.body.addWidget(shown, 1)
    message.body.addWidget(words(_tr("Chi tiết không chứa họ tên hay số điện thoại của ai."), "quiet"))
    message.add_button(_tr("Chép chi tiết"), "", lambda: QGuiApplication.clipboard().setText(details))
    message.add_button(_tr("Đóng"), "primary", message.reject, usual=True)
    return message


def tell_bug(parent: QWidget | None, error: BaseException) -> None:
    """Show the dialog for something that should never have been raised."""
    _run(bug_message(parent, bug_details(error)))


def bug_details(error: BaseException) -> str:
    """Where it happened: versions, kinds of exceptions, files, lines and functions; no words that people typed."""
    lines = [f"Tổ Số {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"]
    for each in _chain(error):
        lines.append(type(each).__name__)
        lines += [_frame_words(frame) for frame in traceback.extract_tb(each.__traceback__)]
    return "\n".join(lines)


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from; errors may point at each other in a circle."""
    chain: list[BaseException] = []
    here: BaseException | None = error
    while here is not None and here not in chain:
        chain.append(here)
        here = here.__cause__ or here.__context__
    return chain


def _frame_words(frame: traceback.FrameSummary) -> str:
    """The last two parts of the path only: the path before them names the person's account."""
    short = "/".join(frame.filename.replace("\\", "/").split("/")[-2:])
    return f"  {short}:{frame.lineno} {frame.name}"


def _run(message: Message) -> int:
    """Show the message over its window until it is answered, then let it go."""
    result = message.exec()
    message.deleteLater()
    return result


class BugHook:
    """Stands in for sys.excepthook: errors for people are told, cancelled ones are silent, the rest are bugs."""

    def __init__(self, log: Callable[[str], None] | None = None) -> None:
        self._log = log
        self._busy = False

    def install(self) -> None:
        """Take every exception that nobody caught from now on."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show it once; an exception while one is shown is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if self._log and not isinstance(error, TosoError):
            self._log(bug_details(error))
        if self._busy:
            return
        self._busy = True
        try:
            show_error(QApplication.activeWindow(), error)
        finally:
            self._busy = False


def _answer(parent: QWidget | None, code: str) -> Callable[[], object] | None:
    """What the window that the person is in does about an error of this code, instead of telling it."""
    while parent is not None:
        answers = getattr(parent, "answers", None)
        if isinstance(answers, dict) and code in answers:
            found: Callable[[], object] = answers[code]
            return found
        parent = parent.parentWidget()
    return None


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Give an error its fate by its class: cancelled is silent, TosoError is told, anything else is a bug."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, TosoError):
        answer = _answer(parent, error.code)
        if answer:
            answer()
        else:
            tell(parent, error)
    else:
        tell_bug(parent, error)
