"""Expressions that cannot be read or evaluated, which keeps a form from being used; and what was meant."""

import re
from collections.abc import Iterator

from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import Look, Said
from desktop.surveys.lint.nearness import nearest
from desktop.surveys.lint.walking import walk
from desktop.surveys.xpath.functions import FUNCTIONS
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.syntax import Path

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MEANT: tuple[tuple[str, str], ...] = (  # what people write elsewhere -> what it is here; the first that fits counts
    (r"===?", "So sánh bằng chỉ viết một dấu “=”."),
    (r"&&|&", "Hãy viết “and” thay cho “&&”."),
    (r"\|\|", "Hãy viết “or” thay cho “||”."),
    (r"<>|=!|≠|!(?!=)", "So sánh khác viết là “!=”; phủ định viết là not(...)."),
    (r"=<|≤", "Nhỏ hơn hoặc bằng viết là “<=”."),
    (r"=>|≥", "Lớn hơn hoặc bằng viết là “>=”."),
    (r"[“”‘’´`]", "Hãy dùng dấu nháy thẳng ' hoặc \", không dùng dấu nháy cong."),
    (r"\b(AND|And|OR|Or|DIV|MOD)\b", "Hãy viết and, or, div, mod bằng chữ thường."),
    (r"[;{}#%]", "Các tham số cách nhau bằng dấu phẩy; tên câu hỏi viết là ${tên}."),
    (r"\d,\d", "Số thập phân viết bằng dấu chấm, ví dụ 1.5."),
    (r"/", "Phép chia viết là div."),
)  # fmt: skip


def faults(look: Look) -> Iterator[Finding]:
    """Every expression that cannot be evaluated, with its column."""
    for said in look.said:
        for error in said.faults:
            yield Finding(
                error.code, error.message, _advice(error, said.text), said.spec.path, said.column, error.column
            )


def _advice(error: ExpressionError, text: str) -> str:
    """What was probably meant, else the error's own advice."""
    if error.code == "unknown-function":
        meant = nearest(error.what, FUNCTIONS)
        return f"Có phải là {meant}()? Tên hàm viết đúng chữ thường và dấu gạch nối." if meant else error.advice
    if error.code != "bad-expression":
        return error.advice
    bare = _QUOTED.sub("''", text)
    around = bare if bare != text else text[max(error.column - 3, 0) : error.column + 12]
    return next((advice for words, advice in _MEANT if re.search(words, around)), error.advice)


def paths_to_nowhere(look: Look) -> Iterator[Finding]:
    """Paths that lead to no question: a name in the wrong case, or a text without quotes."""
    names = {spec.name for spec in look.specs.values()}
    for said in look.said:
        if said.expression is not None and any(True for _ in _lost(look, said)):
            for name in dict.fromkeys(_lost(look, said)):
                meant = nearest(name, names)
                near = "Hãy kiểm tra lại đường dẫn tới câu đó." if meant == name else f"Có phải là “{meant}”?"
                advice = near if meant else f"Nếu là chữ, hãy viết trong dấu nháy: '{name}'."
                yield Finding(
                    "unknown-path", f"Biểu thức nhắc đến “{name}”, không có câu hỏi nào ở đó.", advice, said.spec.path,
                    said.column, said.text.find(name) + 1,
                )  # fmt: skip


def _lost(look: Look, said: Said) -> Iterator[str]:
    """The names at the end of paths of this form that lead nowhere."""
    if said.expression is None:
        return
    for piece, place in walk(said.expression.syntax, said.place):
        if isinstance(piece, Path) and piece.steps:
            found = look.path_of(piece, place)
            if found and found not in look.specs:
                yield found.rpartition("/")[2]
