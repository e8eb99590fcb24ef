"""What comes next after villages were merged, renamed or split: who gets a bundle, who is enrolled. It does nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.places import Village
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.restructure_form import MERGE, RENAME, SPLIT
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_3, Tone

_DONE = {
    MERGE: "Đã nhập vào thôn {name} ({code}).",
    RENAME: "Thôn nay là {name} ({code}).",
    SPLIT: "Đã lập thôn mới {name} ({code}).",
}
_KEYS = "Chứng nhận của các máy không đổi, không phải ghi danh lại."
_NEXT = {
    MERGE: ("Quyết định kiện toàn Tổ: ghi người vào Tổ của thôn còn lại, trên máy thôn đó.", _KEYS),
    RENAME: (_KEYS,),
    SPLIT: (
        "Ghi danh một máy cho thôn mới; máy đó có chứng nhận mới và nhận sổ của thôn mới.",
        "Thành viên Tổ của thôn mới ghi theo quyết định riêng, trên máy thôn mới.",
        "Máy của thôn cũ giữ nguyên chứng nhận.",
    ),
}


class RestructuredCard(Card):
    """Signals: bundle_wanted(str), a village's id; enrol_wanted(); done(), to look at the village."""

    bundle_wanted = Signal(str)
    enrol_wanted = Signal()
    done = Signal()

    def __init__(self, act: str, village: Village, tell: Sequence[Village], parent: QWidget | None = None) -> None:
        super().__init__(tr("Việc tiếp theo"), parent)
        said = tr(_DONE[act]).format(name=village.name, code=village.code)
        self.body.addWidget(Banner(Tone.GOOD, said, tr("Báo cáo các kỳ trước giữ nguyên như cũ.")))
        steps = [tr(step) for step in _NEXT[act]]
        if tell:
            names = ", ".join(tr("thôn {name}").format(name=one.name) for one in tell)
            steps.insert(0, tr("Ghi gói của xã cho {names}, đưa về thôn, mở ở Nộp về xã.").format(names=names))
        for place, step in enumerate(steps, start=1):
            self.body.addWidget(words(f"{place}. {step}", ""))
        self._written: dict[str, QLabel] = {}
        self.acts = Flow(gap=SPACE_3)
        for one in tell:
            write = tr("Ghi gói cho thôn {name}").format(name=one.name)
            run = lambda record=one.id: self.bundle_wanted.emit(record)  # noqa: E731
            self.acts.add(ActButton(Act(write, run, "usb-flash-drive-outline")))
        if act == SPLIT:
            self.acts.add(ActButton(Act(tr("Sang Ghi danh"), self.enrol_wanted.emit, "shield-key-outline")))
        look = Act(tr("Xong, xem thôn {name}").format(name=village.name), self.done.emit, "check-circle-outline")
        self.acts.add(ActButton(look, primary=True))
        self.body.addWidget(self.acts)
        self.body.addStretch(1)

    def show_written(self, village: Village, file: str) -> None:
        """Say that a village's bundle was written."""
        told = tr("Đã ghi {file} cho thôn {name}.").format(file=file, name=village.name)
        if village.id not in self._written:
            self._written[village.id] = words(told, "quiet")
            self.body.insertWidget(self.body.count() - 1, self._written[village.id])
        self._written[village.id].setText(told)
