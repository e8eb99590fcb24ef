"""What a person reads when a draft's form has a newer version: what changed, and which answers are kept aside."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from desktop.surveys.carrying import Difference
from desktop.surveys.definition import Form
from desktop.ui.acts import Act
from desktop.ui.parts.banner import Banner
from desktop.ui.tokens import Tone

_MOST_NAMED = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewerForm", text)


def offer(old: str, new: str, changes: Difference, carry: Callable[[], None]) -> Banner:
    """Offer to go on with the newer version; the draft stays as it is until then."""
    message = _tr("Phiếu đang ghi theo bản {old}, xã đã gửi bản {new} của biểu mẫu.").format(old=old, new=new)
    act = Act(_tr("Chuyển sang bản mới"), carry, "refresh")
    return Banner(Tone.INFO, message, change_words(changes), act)


def change_words(changes: Difference) -> str:
    """What changed, the first few questions by name."""
    told = (
        (_tr("Thêm {count} câu: {names}."), changes.added),
        (_tr("Bỏ {count} câu: {names}."), changes.removed),
        (_tr("Đổi {count} câu: {names}."), changes.changed),
    )
    found = [words.format(count=len(names), names=_named(names)) for words, names in told if names]
    return " ".join(found) or _tr("Các câu hỏi vẫn như cũ.")


def _named(names: tuple[str, ...]) -> str:
    return "; ".join(f"“{name}”" for name in names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")


def carried(new: str, aside: Mapping[str, object], old_form: Form) -> Banner:
    """Say that the draft was carried over, and what of it is kept aside."""
    done = _tr("Đã chuyển phiếu sang bản {new}.").format(new=new)
    if not aside:
        return Banner(Tone.GOOD, done)
    told = "; ".join(_told(old_form, name, answer) for name, answer in aside.items())
    advice = _tr("Câu trả lời không còn chỗ, giữ riêng trên máy này: {told}").format(told=told)
    return Banner(Tone.WARN, done, advice)


def _told(form: Form, name: str, answer: object) -> str:
    """A question and its answer, in the words of the form that asked."""
    question = form.by_name.get(name.rpartition("/")[2])
    labels = {one.value: one.label for one in question.choices} if question else {}
    codes = answer if isinstance(answer, list) else [answer]
    said = "-" if isinstance(answer, dict) else ", ".join(labels.get(str(code), str(code)) for code in codes)
    return f"{question.label or name if question else name}: {said}"
