"""One request for enrolment: who asks and when, the code compared by telephone, the village, and the act of issuing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models import commune_queries as queries
from desktop.models.conflict_words import moment
from desktop.models.places import Device, Village
from desktop.sync import enrolment
from desktop.sync.replacing import Replaced
from desktop.text import fold, format_count, format_phone, one_line
from desktop.ui.acts import Act
from desktop.ui.commune.naming import sender_name, tr
from desktop.ui.commune.requests import Asked
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.code_check import CodeCheck
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import rule, words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone

_LONGEST_HOLDER = 200


class RequestCard(Card):
    """Signals: issued(Exported), after the enrolment's file was written; left(), to pass the request over.

    `asked` is the request, `check` the laptop's code; nothing can be issued before all of it was compared.
    """

    issued = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, asked: Asked, more: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("{name} xin ghi danh").format(name=sender_name(asked.request.name)), parent)
        self._desk, self.asked = desk, asked
        self._villages = [one for one in queries.villages(desk.store) if one.closed_on is None]
        self._laptops = _laptops(desk)
        self._contacts = queries.contacts(desk.store, desk.day)
        self._note: Banner | None = None
        if more:
            self.head.addWidget(words(tr("còn {count} máy nữa").format(count=format_count(more)), "quiet", wrap=False))
        self._add_who()
        self._add_codes()
        self._add_village()
        self.body.addWidget(self._buttons())
        self._suggest()
        self._look()

    # --- who asks ---

    def _add_who(self) -> None:
        asked = self.asked.request
        told = tr("Máy “{laptop}”, yêu cầu lập lúc {when} theo đồng hồ máy thôn, tệp {file}.")
        who = told.format(laptop=asked.laptop or "-", when=moment(asked.made_at), file=self.asked.path.name)
        self.body.addWidget(words(who, ""))
        if self.asked.copies > 1:
            again = tr("Có {count} tệp yêu cầu của cùng máy này; đang dùng tệp lập sau cùng.")
            self.body.addWidget(words(again.format(count=format_count(self.asked.copies)), "quiet"))
        if asked.replaced:
            self.body.addWidget(self._replaces(asked.replaced))
        if asked.village:
            device = next((one for one in self._laptops.get(asked.village, []) if one.id == asked.device), None)
            self.body.addWidget(self._enrolled_before(asked.village, device))

    def _replaces(self, replaced: Replaced) -> Banner:
        """Which laptop's place the new key takes, and whether the old key has agreed."""
        old = replaced.device
        name = next((one.name for one in self._villages if one.id == old.village_id), "-")
        told = tr("Khóa mới thay cho máy “{laptop}” của thôn {village}. Người giữ cũ: {before}, người mới: {after}.")
        holders = {"before": old.holder or "-", "after": replaced.holder or "-"}
        message = told.format(laptop=old.name, village=name, **holders)
        ends = tr("Cấp xong, khóa cũ hết hiệu lực; những gì đã nhận vẫn giữ.")
        if replaced.proven:
            return Banner(Tone.INFO, message, tr("Khóa cũ đã ký đồng ý. {ends}").format(ends=ends))
        doubt = tr("Không có chữ ký của khóa cũ: hỏi kỹ vì sao rồi hãy cấp. {ends}")
        return Banner(Tone.WARN, message, doubt.format(ends=ends))

    def _enrolled_before(self, village: str, device: Device | None) -> Banner:
        name = next((one.name for one in self._villages if one.id == village), "-")
        holder = tr(", người giữ: {name}").format(name=device.holder) if device and device.holder else ""
        message = tr("Máy này đã ghi danh cho thôn {village}{holder}.").format(village=name, holder=holder)
        advice = tr("Chỉ cấp lại khi thôn chưa nhận được tệp trước. Vẫn phải đối chiếu mã; số liệu giữ nguyên.")
        return Banner(Tone.INFO, message, advice)

    # --- the two codes ---

    def _add_codes(self) -> None:
        self.body.addWidget(rule())
        self.body.addWidget(words(tr("1. Gọi điện, nghe thôn đọc mã trên phiếu hoặc màn hình máy thôn"), "strong"))
        self._call = words("", "")
        self.body.addWidget(self._call)
        self.check = CodeCheck(tr("Mã của máy"), self.asked.request.spoken)
        self.check.turned.connect(self._look)
        self.body.addWidget(self.check)
        self.body.addWidget(rule())
        self.body.addWidget(words(tr("2. Đọc mã của xã cho thôn ghi vào 6 ô trống trên phiếu"), "strong"))
        self.body.addWidget(code_groups(tr("Mã của xã"), enrolment.commune_code(self._desk.credentials)))
        self.body.addWidget(rule())

    def _call_words(self, village: Village | None) -> str:
        """Whom to call: by the number that the commune has, never by one that came with the file."""
        people = self._contacts.get(village.id, []) if village else []
        known = [f"{one.name} {format_phone(one.phone)}" for one in people if one.phone]
        how = tr("Nghe nhóm nào đúng thì tích nhóm đó, hoặc gõ cả mã.")
        if not known:
            return tr("{how} Gọi theo số xã đang có, đừng gọi số ghi kèm tệp.").format(how=how)
        return tr("{how} Gọi {people}.").format(how=how, people=tr(" hoặc ").join(known))

    # --- the village ---

    def _add_village(self) -> None:
        self.body.addWidget(words(tr("3. Chọn thôn và người giữ máy"), "strong"))
        choices = [Choice(one.id, self._choice_words(one)) for one in self._villages]
        self.village = ChoiceField(choices, as_row=False)
        self.village.code_changed.connect(self._look)
        self.holder = QLineEdit()
        self.holder.setMaxLength(_LONGEST_HOLDER)
        self._village_field = FormField(tr("Máy này của thôn"), self.village, required=True)
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        line.addWidget(self._village_field, 1)
        line.addWidget(FormField(tr("Người giữ máy"), self.holder), 1)
        self.body.addLayout(line)

    def _choice_words(self, village: Village) -> str:
        count = len(self._laptops.get(village.id, []))
        name = f"{village.name} ({village.code})"
        return tr("{name} · đã có {count} máy").format(name=name, count=format_count(count)) if count else name

    def _suggest(self) -> None:
        """Choose the village of that name, if there is exactly one; the person still sees and may change it."""
        asked = self.asked.request
        known = asked.village or (asked.replaced.device.village_id if asked.replaced else None)
        if asked.replaced:
            self.holder.setText(asked.replaced.holder)
        if known:
            self.village.show_code(known)
            self.village.setEnabled(False)
            return
        name = fold(asked.name).removeprefix("thon ")
        same = [one for one in self._villages if fold(one.name) == name]
        if len(same) == 1:
            self.village.show_code(same[0].id)

    def _chosen(self) -> Village | None:
        return next((one for one in self._villages if one.id == self.village.code()), None)

    def _look(self, _changed: object = None) -> None:
        """Say what the chosen village means, and let issue only what was compared."""
        village = self._chosen()
        self._call.setText(self._call_words(village))
        self._village_field.show_problem("")
        self.issue_button.setEnabled(self.check.is_same and village is not None)
        self._show_note(self._village_note(village) if village else None)

    def _village_note(self, village: Village) -> Banner | None:
        asked = self.asked.request
        gone = asked.replaced.device.id if asked.replaced else ""
        others = [one for one in self._laptops.get(village.id, []) if one.id not in (asked.device, gone)]
        if fold(asked.name).removeprefix("thon ") != fold(village.name):
            told = tr("Tệp ghi người xin là {asked}, đang chọn thôn {village}.")
            message = told.format(asked=asked.name, village=village.name)
            return Banner(
                Tone.WARN, message, tr("Hỏi lại người gửi trước khi cấp: số liệu của máy sẽ vào thôn được chọn.")
            )
        if others and not asked.village:
            names = ", ".join(f"“{one.name}”" + (f" ({one.holder})" if one.holder else "") for one in others)
            told = tr("Thôn {village} đã có máy {names}. Đây sẽ là máy thứ {place} của thôn.")
            message = told.format(village=village.name, names=names, place=len(others) + 1)
            advice = tr("Các máy cùng ghi một sổ của thôn, xã ghép lại. Nếu máy cũ đã hỏng hay mất, hãy thu hồi nó.")
            return Banner(Tone.INFO, message, advice)
        return None

    def _show_note(self, note: Banner | None) -> None:
        if self._note:
            self.body.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
        self._note = note
        if note:
            self.body.insertWidget(self.body.count() - 1, note)

    # --- issuing ---

    def _buttons(self) -> Flow:
        line = Flow(gap=SPACE_3)
        leave = QPushButton(tr("Mã khác, không cấp"))
        set_role(leave, "act")
        leave.setAccessibleName(leave.text())
        leave.setAutoDefault(False)
        leave.clicked.connect(self.left.emit)
        again = self.asked.request.village is not None
        told = tr("Cấp lại tệp ghi danh") if again else tr("Cấp ghi danh cho máy này")
        self.issue_button = ActButton(Act(told, self.issue, "shield-key-outline", "Ctrl+S"), primary=True)
        line.add(self.issue_button)
        line.add(leave)
        return line

    def issue(self) -> None:
        """Certify the laptop and write the file beside the request, off the window's thread; only once compared."""
        village = self._chosen()
        self._village_field.show_problem("" if village else tr("Hãy chọn thôn của máy này."))
        if village is None:
            self.village.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.check.is_same:
            self._run(village, self.check.heard, one_line(self.holder.text()))

    def _run(self, village: Village, heard: str, holder: str) -> None:
        store, own, path = self._desk.store, self._desk.credentials, self.asked.path
        self._desk.work(
            self.window(),
            tr("Đang cấp ghi danh"),
            lambda _progress: enrolment.issue(store, own, path, village, path.parent, heard=heard, holder=holder),
            self.issued.emit,
        )


def _laptops(desk: Desk) -> dict[str, list[Device]]:
    """Village id -> its laptops in force."""
    found: dict[str, list[Device]] = {}
    for device, _ in queries.devices(desk.store):
        if device.revoked_on is None:
            found.setdefault(device.village_id or "", []).append(device)
    return found
