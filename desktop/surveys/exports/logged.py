"""Exporting with a line in the access log: the one way by which the screen and the command line hand responses on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.models.access_log import begin_export, complete_export
from desktop.models.store import Store
from desktop.models.survey_answers import responses_counted
from desktop.models.survey_rounds import Round
from desktop.surveys.exports.responses import Written, export, source_of
from desktop.surveys.exports.rows import Exported

Progress = Callable[[str, float | None], None]
_TELL_EVERY = 100
#: How often each format reads the responses before the last byte; others read them once.
_MANY_READINGS = "sav"


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to hand on: the rounds, one form of them, the format, with personal questions or not."""

    rounds: Sequence[Round]
    kind: str
    path: Path
    form_id: str = ""
    personal: bool = False
    purpose: str = ""


def export_logged(store: Store, wanted: Wanted, progress: Progress | None = None) -> Written:
    """Export the responses that count; raises TosoError, and then no file is there but the log says that it was tried.

    `progress` may raise Cancelled.
    """
    source = source_of(store, wanted.rounds, wanted.form_id)
    ids = [round_.id for round_ in wanted.rounds if round_.id]
    line = begin_export(store, ids, wanted.kind, personal=wanted.personal, purpose=wanted.purpose)
    if progress:
        total = sum(responses_counted(store, round_) for round_ in wanted.rounds)
        read = source.responses
        source = replace(source, responses=lambda: _told(read(), total, wanted.kind, progress))
    written = export(source, wanted.path, wanted.kind, personal=wanted.personal)
    complete_export(store, line, written.responses)
    return written


def _told(responses: Iterator[Exported], total: int, kind: str, progress: Progress) -> Iterator[Exported]:
    """The same responses, with a word now and then."""
    for number, response in enumerate(responses):
        if number % _TELL_EVERY == 0:
            fraction = None if kind == _MANY_READINGS or not total else number / total
            progress(f"Đang ghi phiếu {number + 1} trong {total}", fraction)
        yield response
    progress("Đang hoàn thành tệp", None)
