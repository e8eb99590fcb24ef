"""The codebook of an export: what every column is called, what its codes mean, and how reasons are written."""

from collections.abc import Iterable, Iterator

from desktop.surveys.exports.layout import Column, Table
from desktop.surveys.exports.rows import REASON_LABELS, Row, Why

CODEBOOK = "bang_ma"
CODEBOOK_LABEL = "Bảng mã"
_HEAD = (
    ("bang", "Bảng"), ("cot", "Cột"), ("cau_hoi", "Câu hỏi"), ("kieu", "Kiểu"), ("du_lieu_ca_nhan", "Dữ liệu cá nhân"),
    ("ma", "Mã"), ("nhan", "Nhãn"),
)  # fmt: skip
_TYPES = {
    "text": "chữ", "integer": "số nguyên", "decimal": "số", "date": "ngày", "time": "giờ", "datetime": "ngày giờ",
    "code": "một mã", "codes": "nhiều mã", "flag": "0 hoặc 1",
}  # fmt: skip
_PERSONAL = {"C": "cơ bản", "N": "nhạy cảm"}


def codebook_table() -> Table:
    """The codebook as a table of its own."""
    return Table(CODEBOOK, CODEBOOK_LABEL, tuple(Column(name, label, "text") for name, label in _HEAD), ())


def codebook_rows(tables: Iterable[Table]) -> Iterator[Row]:
    """A line a column, followed by a line a code; reasons for having no answer stand at the end."""
    for table in tables:
        for column in table.columns:
            personal = _PERSONAL.get(column.personal)
            own: Row = [table.name, column.name, column.label, _TYPES[column.type], personal]
            yield [*own, None, None]
            for code, label in column.choices:
                yield [*own, code, label]
    for why in Why:
        yield ["*", "*", None, None, None, why, REASON_LABELS[why]]
