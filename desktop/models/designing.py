"""What the commune does with questionnaires: bring one as a draft, publish, close and open it again, begin a round.

A draft lies in this desk's own table `form_file` and never travels; publishing makes it a `form` record, which goes to
the villages with the next bundle. A published version is never changed: who wants another text gives it another
version. The officer's workbook stays here beside it, to the byte.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.clock import today
from desktop.errors import FormProblem
from desktop.models.acts import Acts
from desktop.models.base import json_text
from desktop.models.entries import MAX_LINE
from desktop.models.form_versions import is_open, published_version
from desktop.models.reporting import Form, SurveyRound
from desktop.models.rules.columns import column_findings
from desktop.models.setup import FormSource
from desktop.models.store import Store
from desktop.text import format_input_date, nfc, one_line

#: What became of a workbook that was brought: a new draft, another text of a draft, nothing new, published before.
Kept = Literal["added", "replaced", "same", "published"]

_ODD = "Hãy sửa cột form_id ở trang settings: chỉ dùng chữ, số, dấu cách, gạch dưới, gạch ngang và dấu chấm."
_IN_IDS = frozenset(" _-.")
_AROUND = 10_000  # bytes of a journal entry beside the XForm


@dataclass(frozen=True)
class Workbook:
    """The officer's file: its name and its bytes."""

    name: str
    content: bytes


def keep_draft(store: Store, form: FormSource, workbook: Workbook) -> Kept:
    """Keep a questionnaire as a draft with its workbook, in the place of an earlier draft of the same version.

    Raises FormProblem when it could never be published; nothing is kept then.
    """
    form = must_be_publishable(form)
    published = published_version(store, form.form_id, form.version)
    if published is not None:
        _must_be_same(published, form)
        keep_workbook(store, form, workbook)
        return "published"
    kept = "SELECT definition FROM form_file WHERE form_id = ? AND version = ?"
    before = store.value(kept, [form.form_id, form.version])
    with store.transaction():
        _write(store, form, workbook, form.definition)
    return "added" if not before else "same" if before == form.definition else "replaced"


def keep_workbook(store: Store, form: FormSource, workbook: Workbook) -> None:
    """Keep the workbook of a version that is published."""
    with store.transaction():
        _write(store, form, workbook, "")


def _write(store: Store, form: FormSource, workbook: Workbook, definition: str) -> None:
    store.execute(
        "INSERT OR REPLACE INTO form_file (form_id, version, name, definition, file_name, content, brought_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            form.form_id, form.version, form.name, definition, one_line(workbook.name)[-200:], workbook.content,
            today(store.clock).isoformat(),
        ],
    )  # fmt: skip


def drop_draft(store: Store, form_id: str, version: str) -> None:
    """Throw a draft away with its workbook; a published version is not touched."""
    with store.transaction():
        store.execute(
            "DELETE FROM form_file WHERE form_id = ? AND version = ? AND definition <> ''", [form_id, version]
        )


def must_be_publishable(form: FormSource) -> FormSource:
    """The form as records spell it; raises FormProblem for an id, version, name or size that no record can have."""
    tidy = FormSource(
        one_line(form.form_id), one_line(form.version), one_line(form.name) or one_line(form.form_id),
        nfc(form.definition),
    )  # fmt: skip
    if not tidy.version:
        raise FormProblem(
            "Biểu mẫu chưa ghi số bản.", "Hãy ghi cột version ở trang settings, ví dụ 2025.1.", code="no-version"
        )
    if not tidy.form_id or any(not (one.isalnum() or one in _IN_IDS) for one in tidy.form_id):
        raise FormProblem(f"Mã biểu mẫu “{tidy.form_id[:60]}” có ký tự không dùng được.", _ODD, code="odd-id")
    given = {"form_id": tidy.form_id, "version": tidy.version, "name": tidy.name, "definition": tidy.definition}
    wrong = next(iter(column_findings(Form, "", given)), None)
    if wrong:
        raise FormProblem(wrong.message, "Hãy sửa trang settings hoặc bớt câu hỏi, rồi thêm lại.", code="too-long")
    if len(json_text(tidy.definition).encode()) > MAX_LINE - _AROUND:
        told = "Biểu mẫu dài quá, không gửi trong gói dữ liệu được."
        raise FormProblem(told, "Hãy bớt câu hỏi hoặc lựa chọn, hay chia làm hai biểu mẫu.", code="too-long")
    return tidy


def publish(acts: Acts, store: Store, form: FormSource) -> str:
    """Publish a form for all villages and return its record's id; the same text again writes nothing.

    Raises FormProblem when that version was published with another text, or can have no record.
    """
    form = must_be_publishable(form)
    published = published_version(store, form.form_id, form.version)
    if published is not None:
        _must_be_same(published, form)
    record = (
        str(published.id)
        if published
        else acts.add(Form, form_id=form.form_id, version=form.version, name=form.name, definition=form.definition)
    )
    store.execute(
        "UPDATE form_file SET definition = '' WHERE form_id = ? AND version = ?", [form.form_id, form.version]
    )
    return record


def publish_draft(acts: Acts, store: Store, form_id: str, version: str) -> str:
    """Publish a draft as it lies here; raises FormProblem when it is gone."""
    rows = store.rows(
        "SELECT name, definition FROM form_file WHERE form_id = ? AND version = ? AND definition <> ''",
        [form_id, version],
    )
    if not rows:
        raise FormProblem("Bản nháp này không còn.", "Hãy thêm lại từ tệp Excel.", code="no-form")
    return publish(acts, store, FormSource(form_id, version, *rows[0]))


def _must_be_same(published: Form, form: FormSource) -> None:
    if published.definition != form.definition:
        raise FormProblem(
            f"Bản {form.version} của biểu mẫu “{published.name}” đã phát hành với nội dung khác.",
            "Hãy ghi số bản mới ở cột version của trang settings rồi thêm lại. Bản đã phát hành giữ nguyên.",
            code="other-text",
        )


def close_form(acts: Acts, store: Store, record: str, on: date) -> None:
    """Let no new interviews begin with a version; drafts of it can be finished, and what was answered stays.

    One that is closed already keeps its day.
    """
    form = store.get(Form, record)
    if form is None or form.closed_on is None:
        acts.set(Form, record, closed_on=on)


def reopen_form(acts: Acts, record: str) -> None:
    """Let interviews begin with a closed version again."""
    acts.set(Form, record, closed_on=None)


def begin_round(
    acts: Acts, store: Store, form_id: str, *, name: str, first_day: date, last_day: date | None = None
) -> str:
    """Begin a round of the survey with a published form and return its id; raises FormProblem, RuleBroken."""
    if not is_open(store, form_id):
        raise FormProblem(
            "Chưa có bản nào của biểu mẫu này đang dùng.", "Hãy phát hành hoặc mở lại một bản trước.", code="no-form"
        )
    if last_day and last_day < first_day:
        told = f"Ngày kết thúc phải từ ngày {format_input_date(first_day)} trở đi."
        raise FormProblem(told, "Hãy sửa lại ngày.", code="dates")
    taken = "SELECT 1 FROM survey_round WHERE NOT deleted AND form_id = ? AND name = ?"
    if store.rows(taken, [form_id, one_line(name)]):
        raise FormProblem(f"Biểu mẫu này đã có {one_line(name)}.", "Hãy đặt tên khác.", code="exists")
    return acts.add(SurveyRound, name=name, form_id=form_id, first_day=first_day, last_day=last_day)
