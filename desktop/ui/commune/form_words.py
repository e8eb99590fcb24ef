"""Questionnaires in the commune desk's words: their states as chips, one version in a line. No rule is here."""

from desktop.models.form_versions import CLOSED, DRAFT, IN_USE, REPLACED, FormVersion
from desktop.text import format_count, format_input_date
from desktop.ui.commune.naming import tr
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def form_state(state: str) -> State:
    """How a version stands."""
    return {
        DRAFT: State(tr("Nháp, chưa gửi"), Tone.WARN, Shape.RING),
        IN_USE: State(tr("Đang dùng"), Tone.GOOD, Shape.TICK),
        REPLACED: State(tr("Đã có bản mới"), Tone.INFO, Shape.HALF),
        CLOSED: State(tr("Đã đóng"), Tone.QUIET, Shape.CROSS),
    }[state]


def since_words(one: FormVersion) -> str:
    """Since when it has been so."""
    return format_input_date(one.since) or "-"


def answered_words(one: FormVersion) -> str:
    """How many finished responses; a draft has none that could be counted."""
    return "-" if one.state == DRAFT else format_count(one.answered)


def version_words(one: FormVersion, beside: str = "") -> str:
    """A version where it is one of several to choose from; those of the form `beside` need no name."""
    state = form_state(one.state).words.lower()
    if one.form_id == beside:
        return tr("Bản {version} ({state})").format(version=one.version, state=state)
    return tr("{name}, bản {version} ({state})").format(name=one.name, version=one.version, state=state)


def told_of(one: FormVersion) -> str:
    """What is said below the list of the version that is chosen."""
    parts = [tr("Mã {form_id}, bản {version}").format(form_id=one.form_id, version=one.version)]
    if one.state == DRAFT:
        parts.append(tr("chưa thôn nào thấy bản này"))
    elif one.rounds:
        parts.append(tr("dùng cho {rounds}").format(rounds=", ".join(one.rounds)))
    else:
        parts.append(tr("chưa có đợt khảo sát nào dùng"))
    parts.append(one.file_name or tr("tệp Excel gốc không có trên máy này"))
    return " · ".join(parts)
