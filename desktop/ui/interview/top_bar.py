"""What stays in sight while the questions scroll: the acts, how far the interview is, and the ways of asking."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.one_line import OneLine
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.settings import Settings
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_2, SPACE_3

_ONE_BY_ONE, _FROM_PAPER, _LANGUAGE = "interview-one-by-one", "interview-from-paper", "interview-language"
_OWN_NAME = "default"  # what pyxform calls texts whose language has no name


class TopBar(QObject):
    """Two switches and the language are remembered on this desk.

    Signals: turned(), when a switch was; spoken(str), when another language was chosen.
    """

    turned = Signal()
    spoken = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._standing = words("", "quiet")
        self._acts = OneLine(gap=SPACE_3)
        self._line = Flow(gap=SPACE_2, centred=True)
        self.one_by_one = self._switch(self.tr("Từng câu một"), "F6", _ONE_BY_ONE)
        self.one_by_one.setToolTip(self.tr("F6: mỗi lần một câu, hoặc cả phiếu trên một trang cuộn"))
        self.from_paper = self._switch(self.tr("Nhập từ giấy"), "F4", _FROM_PAPER)
        self.from_paper.setToolTip(self.tr("F4: bấm số của mục chọn là sang câu sau, không cần Enter"))

        self.language = ComboBox()
        self.language.setAccessibleName(self.tr("Ngôn ngữ của phiếu"))
        self.language.setToolTip(self.tr("Hỏi bằng ngôn ngữ khác; các câu đã trả lời vẫn giữ nguyên"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.language.activated.connect(self._choose)
        self.language.hide()

    def offer_languages(self, languages: Sequence[str], spoken: str) -> str:
        """Offer a form's languages where there are several; gives the one that this desk asks in."""
        wanted = self._settings.get(_LANGUAGE)
        now = wanted if wanted in languages else spoken
        self.language.clear()
        for language in languages:
            self.language.addItem(self.tr("Mặc định") if language == _OWN_NAME else language, language)
        self.language.setCurrentIndex(self.language.findData(now))
        self.language.setVisible(len(languages) > 1)
        return now

    def _choose(self, place: int) -> None:
        language = str(self.language.itemData(place))
        self._settings.keep(_LANGUAGE, language)
        self.spoken.emit(language)

    def _switch(self, text: str, key: str, setting: str) -> QPushButton:
        button = QPushButton(f"{text}  {key}")
        set_role(button, "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setChecked(self._settings.get(setting) == "yes")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(text)
        button.setShortcut(QKeySequence(key))
        button.toggled.connect(lambda on: self._turn(setting, on=on))
        return button

    def _turn(self, setting: str, *, on: bool) -> None:
        self._settings.keep(setting, "yes" if on else "")
        self.turned.emit()

    def acts(self, *acts: Act) -> None:
        """Make the buttons of the first line."""
        for act in acts:
            self._acts.add(ActButton(act))

    def put_at_end(self, button: QWidget) -> None:
        """Let a button stand at the end of the second line."""
        self._line.add(button)

    def put_into(self, page: Page) -> None:
        """Stand between the page's head and its body."""
        column = page.layout()
        for part in (self._standing, self.language, self.one_by_one, self.from_paper):
            self._line.add(part)
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self._acts)
            column.insertWidget(2, self._line)

    def tell(self, text: str) -> None:
        """Say how far the interview is."""
        self._standing.setText(text)

    def told(self) -> str:
        """What is said now."""
        return self._standing.text()
