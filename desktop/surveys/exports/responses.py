"""The door of the exports: responses out of a store into a file of some format, whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from desktop.errors import TosoError
from desktop.files import written_together
from desktop.models.store import Store
from desktop.models.survey_answers import counted_responses, versions_counted
from desktop.models.survey_rounds import Round
from desktop.surveys.definition import Form
from desktop.surveys.exports import csv_files, package, sav, submissions, xlsx
from desktop.surveys.exports.layout import Table, tables_of
from desktop.surveys.exports.rows import Account, Exported, Row, RowMaker
from desktop.surveys.known_forms import definitions_of, forms_of
from desktop.surveys.versions import united


@dataclass(frozen=True)
class Written:
    """What an export wrote: the files, how many rows each table has, and what had no place in them."""

    paths: tuple[Path, ...]
    responses: int
    account: Account = field(default_factory=Account)


@dataclass(frozen=True)
class Source:
    """Everything that an export reads: the forms by version, and the responses, again each time they are asked for."""

    forms: dict[str, Form]
    responses: Callable[[], Iterator[Exported]]
    definitions: dict[str, str] = field(default_factory=dict)  # XForms by version

    @property
    def form(self) -> Form:
        """All versions as one form."""
        return united(list(self.forms.values()))


def source_of(store: Store, rounds: Sequence[Round], form_id: str = "") -> Source:
    """The responses that count in some rounds, of one form; raises TosoError when they are of several."""
    versions = [found for round_ in rounds for found in versions_counted(store, round_)]
    ids = dict.fromkeys(form for form, _ in versions)
    wanted = form_id or next((round_.form_id for round_ in rounds if round_.form_id), next(iter(ids), ""))
    if form_id and form_id not in ids:
        known = ", ".join(ids) or "chưa có phiếu nào"
        raise TosoError(f"Không có phiếu nào của biểu mẫu “{form_id}”.", f"Các biểu mẫu: {known}.", code="no-form")
    own = sorted({version for form, version in versions if form == wanted}, reverse=True)
    forms = dict(zip(own or [""], forms_of(store, wanted, own), strict=True))
    codes = dict(store.rows("SELECT id, code FROM village"))

    def responses() -> Iterator[Exported]:
        return chain.from_iterable(_of_round(store, round_, wanted, codes) for round_ in rounds)

    return Source(forms, responses, definitions_of(store, wanted, own))


def _of_round(store: Store, round_: Round, form_id: str, codes: dict[str, str | None]) -> Iterator[Exported]:
    for one in counted_responses(store, round_, form_id=form_id):
        yield Exported(
            key=one.id,
            household=one.household_code,
            village=codes.get(one.village_id) or "",
            round=round_.name,
            form_id=one.form_id,
            form_version=one.form_version,
            on=one.interviewed_on,
            answers=one.answers,
        )


def export(source: Source, path: Path, kind: str, *, personal: bool = False) -> Written:
    """Write the responses to `path` as one of `KINDS`; raises TosoError and FileProblem, and then nothing is there."""
    tables = tables_of(source.form, personal=personal)
    known = (question.name for question in (*source.form.questions, *source.form.hidden))
    maker = RowMaker(tables, known=known)
    if kind == ODK:
        return _odk(source, path, maker, personal=personal)
    paths = KINDS[kind](source, path, tables, maker)
    return Written(tuple(paths), maker.account.rows[tables[0].name], maker.account)


def _rows(source: Source, maker: RowMaker) -> Iterator[tuple[int, Row]]:
    return chain.from_iterable(map(maker.rows, source.responses()))


def _workbook(source: Source, path: Path, tables: tuple[Table, ...], maker: RowMaker) -> Sequence[Path]:
    with written_together([path]) as (made,):
        xlsx.write_workbook(made, tables, _rows(source, maker))
    return [path]


def _csv(source: Source, path: Path, tables: tuple[Table, ...], maker: RowMaker) -> Sequence[Path]:
    paths = csv_files.paths_of(path, csv_files.with_codebook(tables))
    with written_together(paths) as made:
        csv_files.write_files(made, tables, _rows(source, maker))
    return paths


def _sav(source: Source, path: Path, tables: tuple[Table, ...], maker: RowMaker) -> Sequence[Path]:
    """One file a table; each table reads the responses twice, and the account is that of the first reading."""
    for _ in _rows(source, maker):
        pass
    paths = csv_files.paths_of(path, tables)
    with written_together(paths) as made:
        for place, (temporary, table) in enumerate(zip(made, tables, strict=True)):
            with temporary.open("wb") as stream:
                first, again = (_rows_of(source, tables, place) for _ in range(2))
                sav.write_sav(stream, table, first, again, maker.account.rows[table.name])
    return paths


def _package(source: Source, path: Path, tables: tuple[Table, ...], maker: RowMaker) -> Sequence[Path]:
    with written_together([path]) as (made,):
        package.write_package(made, source.form.title, tables, _rows(source, maker))
    return [path]


def _odk(source: Source, path: Path, maker: RowMaker, *, personal: bool) -> Written:
    """Submissions keep the form's own shape, so no table is made of them; they are only counted."""
    writers = {
        version: submissions.Submissions(form, source.definitions.get(version, ""), personal=personal)
        for version, form in source.forms.items()
    }

    def counted() -> Iterator[Exported]:
        for response in source.responses():
            for _ in maker.rows(response):
                pass
            yield response

    with written_together([path]) as (made,):
        count = submissions.write_archive(made, writers, source.definitions, counted())
    return Written((path,), count, maker.account)


def _rows_of(source: Source, tables: tuple[Table, ...], place: int) -> Iterator[Row]:
    """The rows of one table."""
    return (row for at, row in _rows(source, RowMaker(tables)) if at == place)


ODK = "odk"
#: Format -> how its tables are written; the name is that of the command line.
KINDS: dict[str, Callable[[Source, Path, tuple[Table, ...], RowMaker], Sequence[Path]]] = {
    "xlsx": _workbook,
    "csv": _csv,
    "sav": _sav,
    "package": _package,
}
