"""Workbooks written piece by piece: one sheet a table and one for the codebook, typed cells, codes with their labels.

It writes the few parts of Office Open XML (ECMA-376) that a table needs, and no formula, link or macro; sheets beyond
the first wait in unnamed temporary files, for an archive takes one member at a time.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from desktop.errors import TosoError
from desktop.surveys.exports.codebook import codebook_rows, codebook_table
from desktop.surveys.exports.harmless import harmless
from desktop.surveys.exports.layout import Column, Table
from desktop.surveys.exports.rows import REASON_LABELS, TOKENS, Row, Value, Why

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LABEL = " (nhãn)"
_PIECE = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPELLED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_START = date(1899, 12, 30).toordinal()  # day 0 of a spreadsheet, as of March 1900
_DATE, _TITLE = 1, 2  # styles by their place in `_STYLES`
_FONT = '<sz val="11"/><name val="Calibri"/>'
_XF = 'numFmtId="0" fillId="0" borderId="0"'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {_XF} fontId="0"/></cellStyleXfs><cellXfs count="3"><xf {_XF} fontId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    f'<xf {_XF} fontId="1" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Sheet:
    """One sheet being written: titles first, then rows."""

    def __init__(self, stream: IO[bytes], columns: Sequence[Column], widths: Sequence[int] = ()) -> None:
        self.stream = stream
        self.rows = 0
        self._labels = [dict(column.choices) if column.type == "code" else None for column in columns]
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        stream.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}{_widths(widths)}<sheetData>'.encode())
        self._write([_string(title, _TITLE) for title in _titles(columns)])

    def add(self, row: Row) -> None:
        """Write a row; a column of codes is followed by their labels."""
        cells = []
        for value, labels in zip(row, self._labels, strict=True):
            cells.append(_cell(value))
            if labels is not None:
                cells.append(_cell(_label(value, labels)))
        self._write(cells)

    def _write(self, cells: list[str]) -> None:
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise TosoError(
                "Quá nhiều dòng cho một trang Excel; chưa ghi tệp nào.", "Hãy xuất ra CSV.", code="too-large"
            )
        self.stream.write(f"<row>{''.join(cells)}</row>".encode())

    def end(self) -> None:
        """Close the sheet's elements."""
        self.stream.write(b"</sheetData></worksheet>")


def write_workbook(path: Path, tables: Sequence[Table], rows: Iterable[tuple[int, Row]]) -> None:
    """Write a workbook to a path that nobody reads yet; rows come with the place of their table, in any order."""
    for table in tables:
        if len(_titles(table.columns)) > MOST_COLUMNS:
            raise TosoError(
                "Quá nhiều cột cho một trang Excel; chưa ghi tệp nào.", "Hãy xuất ra CSV.", code="too-large"
            )
    every = [*tables, codebook_table()]
    with ExitStack() as open_files:
        archive = open_files.enter_context(zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED))
        later: list[IO[bytes]] = [open_files.enter_context(TemporaryFile(dir=path.parent)) for _ in every[1:]]
        with archive.open(member("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as first:
            sheets = [_Sheet(stream, table.columns) for stream, table in zip([first, *later], every, strict=True)]
            for place, row in rows:
                sheets[place].add(row)
            for row in codebook_rows(tables):
                sheets[-1].add(row)
            for sheet in sheets:
                sheet.end()
        for number, stream in enumerate(later, start=2):
            copied(stream, archive, f"xl/worksheets/sheet{number}.xml")
        for name, text in _parts([table.label if place else "Phiếu" for place, table in enumerate(every)]):
            archive.writestr(member(name), text)


def write_sheet(
    path: Path, name: str, columns: Sequence[Column], rows: Iterable[Row], widths: Sequence[int] = ()
) -> None:
    """Write a workbook of one plain sheet, its columns as wide as so many letters; raises as `write_workbook`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(member("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as stream:
            sheet = _Sheet(stream, columns, widths)
            for row in rows:
                sheet.add(row)
            sheet.end()
        for part, text in _parts([name]):
            archive.writestr(member(part), text)


def _widths(widths: Sequence[int]) -> str:
    cols = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    return f"<cols>{cols}</cols>" if cols else ""


def member(name: str) -> zipfile.ZipInfo:
    """A compressed member of an archive whose bytes do not depend on the day."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def copied(stream: IO[bytes], archive: zipfile.ZipFile, name: str) -> None:
    """Put a waiting sheet into the archive."""
    stream.seek(0)
    with archive.open(member(name), "w", force_zip64=True) as target:
        while piece := stream.read(_PIECE):
            target.write(piece)


def _titles(columns: Sequence[Column]) -> list[str]:
    """The first row: a column of codes is followed by one of labels."""
    return [
        title
        for column in columns
        for title in [column.name, *([column.name + LABEL] if column.type == "code" else [])]
    ]


def _label(value: Value, labels: dict[str, str]) -> Value:
    """What a code is called; a code without a label is its own."""
    if isinstance(value, Why):
        return REASON_LABELS[value]
    return labels.get(value, value) if isinstance(value, str) else None


def _cell(value: Value) -> str:
    """One cell as XML; an empty one is there too, so that no cell has to say where it stands."""
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    if isinstance(value, tuple):
        return _string(" ".join(value))
    return _token(value) if isinstance(value, Why) else _day(value)


def _token(why: Why) -> str:
    """A reason; it is not marked as a text that looks like one would be."""
    return f'<c t="inlineStr"><is><t>{TOKENS[why]}</t></is></c>'


def _day(value: date) -> str:
    """A date; one before March 1900, which spreadsheets count wrongly, is a text."""
    days = value.toordinal() - _START
    return f'<c s="{_DATE}"><v>{days}</v></c>' if days >= 61 else _string(value.isoformat())


@lru_cache(1 << 11)
def _string(text: str, style: int = 0) -> str:
    """A cell of text: harmless, and what looks like a spelled-out letter of OOXML (_x0041_) kept as it is."""
    plain = escape(_SPELLED.sub("_x005F_", harmless(text)))
    styled = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{styled}><is><t xml:space="preserve">{plain}</t></is></c>'


def _parts(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The other members of the archive."""
    names = list(_sheet_names(labels))
    places = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="{_content("worksheet")}"/>'
        for place in places
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_content("sheet.main")}"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_content("styles")}"/>{types}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, name in zip(places, names, strict=True)
    )
    yield "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{sheets}</sheets></workbook>'
    targets = [("worksheet", f"worksheets/sheet{place}.xml") for place in places]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _content(kind: str) -> str:
    return f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    """A part that says which parts belong to another one."""
    lines = "".join(
        f'<Relationship Id="rId{place}" Type="{_REL}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _sheet_names(labels: Iterable[str]) -> Iterator[str]:
    """Names that a spreadsheet accepts: 31 letters, some signs left out, all different."""
    taken: set[str] = set()
    for label in labels:
        plain = " ".join(_FORBIDDEN.sub(" ", label).split()).strip("'")[:31] or "Bảng"
        name, number = plain, 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            name = f"{plain[: 30 - len(str(number))]} {number}"
        taken.add(name.casefold())
        yield name
