"""Lists of choices: empty, never used, with a code twice, and codes that a condition waits for in vain."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from desktop.surveys.engine.specs import Spec
from desktop.surveys.lint.book import Book
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import Look, Said
from desktop.surveys.lint.nearness import nearest
from desktop.surveys.lint.walking import Place, letter_of, walk
from desktop.surveys.xform.model import Control
from desktop.surveys.xpath.syntax import Call, Chain, Path, Syntax, Text

_SELECTS = frozenset({"select1", "select", "rank"})
_WHOLE = re.compile(r"\s*(?:randomize\(\s*)?instance\(\s*['\"]([^'\"]+)['\"]\s*\)/\w+/\w+\s*(?:[,)].*)?")
_NAMED = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]")


def without_choices(look: Look) -> Iterator[Finding]:
    """A select with nothing to choose."""
    for control in look.form.controls:
        if control.tag in _SELECTS and _codes(look, control) == []:
            yield Finding(
                "no-choices", "Câu lựa chọn này không có mục nào để chọn.", "Hãy thêm các mục vào trang choices.",
                control.path, "type",
            )  # fmt: skip


def codes_twice(look: Look) -> Iterator[Finding]:
    """Two choices with one code: nobody can tell afterwards which of them was meant."""
    for control in look.form.controls:
        twice = [code for code, count in Counter(_codes(look, control) or ()).items() if count > 1]
        if twice:
            yield Finding(
                "choice-twice", f"Mã lựa chọn “{twice[0]}” có hai lần trong danh sách của câu này.",
                "Hãy đặt mỗi lựa chọn một mã riêng.", control.path, "type",
            )  # fmt: skip


def unused_lists(look: Look, book: Book | None) -> Iterator[Finding]:
    """Lists that no question offers and no expression reads."""
    read = {name for text in look.texts for name in _NAMED.findall(text)}
    for name, row in _lists(look, book).items():
        if name not in read and not (book is not None and _offers(book, name)):
            yield Finding(
                "unused-list", f"Danh sách lựa chọn “{name}” không câu hỏi nào dùng.",
                "Hãy xóa danh sách, hoặc kiểm tra lại tên danh sách trong cột type.", sheet="choices", row=row,
                column="list_name" if row else "",
            )  # fmt: skip


def _lists(look: Look, book: Book | None) -> Mapping[str, int]:
    """Every list with its first row, 0 in an XForm."""
    if book is not None:
        return book.rows_of_lists
    return {name: 0 for name, source in look.form.sources.items() if source.content is not None}


def _offers(book: Book, name: str) -> bool:
    """Whether a question of the survey sheet offers a list."""
    return any(name in book.survey.cell(row, "type").split() for row in book.survey.rows)


def codes_in_vain(look: Look) -> Iterator[Finding]:
    """`${x} = 'yess'` where x has no such choice: the condition can never hold."""
    for said in look.said:
        for piece, place in walk(said.expression.syntax, said.place) if said.expression else ():
            for path, code in _waited_for(piece):
                offered = _offered(look, path, place)
                if offered is not None and code and code not in offered:
                    yield _in_vain(said, piece, path, code, offered)


def _in_vain(said: Said, piece: Syntax, path: Path, code: str, offered: frozenset[str]) -> Finding:
    """What to say of it."""
    meant = nearest(code, offered)
    name = path.steps[-1].test if path.steps and path.steps[-1].test != "node()" else said.spec.name
    return Finding(
        "unknown-choice", f"Câu “{name}” không có mã lựa chọn “{code}”, nên so sánh này không bao giờ đúng.",
        f"Có phải là “{meant}”?" if meant else "Hãy kiểm tra lại mã trong trang choices.", said.spec.path, said.column,
        letter_of(piece),
    )  # fmt: skip


def _waited_for(piece: Syntax) -> Iterator[tuple[Path, str]]:
    """A question and the code that an equality or selected() waits for."""
    match piece:
        case Chain(Path() as path, (("=", Text(code)),)) | Chain(Text(code), (("=", Path() as path),)):
            yield path, code
        case Call("selected", (Path() as path, Text(code))):
            yield path, code.strip()


def _offered(look: Look, path: Path, place: Place) -> frozenset[str] | None:
    """The codes of the question at the end of a path; None when they cannot be known."""
    spec = look.spec_of(path, place)
    if spec is None or spec.control is None or spec.control.tag not in _SELECTS or _may_be_written(spec):
        return None
    codes = _codes(look, spec.control)
    return frozenset(codes) if codes else None


def _may_be_written(spec: Spec) -> bool:
    """Whether something else than a choice may be the answer: a calculation writes it, or an "other" is typed."""
    return bool(spec.bind and spec.bind.calculate) or "search(" in (spec.control.appearance if spec.control else "")


def _codes(look: Look, control: Control) -> list[str] | None:
    """The codes that a question offers unfiltered, twice when they stand there twice; None when only a desk knows."""
    if control.tag not in _SELECTS or "search(" in control.appearance:
        return None
    if control.itemset is None:
        return [item.value for item in control.items]
    found = _WHOLE.fullmatch(control.itemset.nodeset)
    source = look.form.sources.get(found[1]) if found else None
    if source is None or source.content is None:
        return None
    rows = (row for top in source.content.children for row in top.children if row.kind == "element")
    return [cell.text().strip() for row in rows for cell in row.children if cell.name == control.itemset.value]
