"""Questions that nobody can reach or answer, limits that explain nothing, names that only differ by capitals."""

import math
from collections.abc import Iterator, Mapping

from desktop.surveys.engine.specs import Spec
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import CONSTRAINT, READONLY, RELEVANT, Look
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.syntax import Call, Chain, Number, Syntax, Text

_ASKED = frozenset({"input", "select1", "select", "rank", "upload", "trigger", "range", "secret"})


def unreachable(look: Look) -> Iterator[Finding]:
    """Questions and groups whose condition can never hold; those inside of such a group are not told again."""
    told: list[str] = []
    for spec in look.specs.values():
        if spec.control is None or spec.bind is None or any(spec.path.startswith(f"{path}/") for path in told):
            continue
        if never_holds(spec.bind.relevant):
            told.append(spec.path)
            yield Finding(
                "unreachable", "Điều kiện không bao giờ đúng nên không ai được hỏi phần này.",
                "Hãy bỏ phần này khỏi biểu mẫu hoặc sửa điều kiện.", spec.path, RELEVANT,
            )  # fmt: skip


def never_holds(text: str) -> bool:
    """Whether a condition is false whatever is answered."""
    try:
        return bool(text) and _is_false(compile_expression(text).syntax)
    except ExpressionError:
        return False


def _is_false(syntax: Syntax) -> bool:
    """Whether a piece is false by itself."""
    match syntax:
        case Call("false", ()) | Call("not", (Call("true", ()),)) | Text(""):
            return True
        case Number(written):
            return float(written) == 0
        case Chain(first, rest) if rest[0][0] in ("and", "or"):
            operands = [_is_false(operand) for operand in (first, *(one for _, one in rest))]
            return any(operands) if rest[0][0] == "and" else all(operands)
        case Chain(Number(one), (("=", Number(other)),)):
            return float(one) != float(other)
        case Chain(Text(one), (("=", Text(other)),)):
            return one != other
        case _:
            return False


def unanswerable(look: Look) -> Iterator[Finding]:
    """Required and read-only, and nothing fills it in: such a form can never be finished."""
    filled = {action.target for action in look.form.actions}
    filled |= {action.target for control in look.form.controls for action in control.actions}
    for spec in look.specs.values():
        bind = spec.bind
        if bind is None or spec.control is None or spec.path in filled or bind.calculate or bind.preload:
            continue
        if bind.required == "true()" and bind.readonly == "true()" and not spec.template.value:
            yield Finding(
                "unanswerable",
                "Câu này bắt buộc trả lời nhưng lại chỉ được xem, nên không bao giờ hoàn thành được phiếu.",
                "Hãy bỏ required hoặc read_only, hoặc thêm phép tính.", spec.path, READONLY,
            )  # fmt: skip


def limits_without_message(look: Look) -> Iterator[Finding]:
    """A constraint without words: whoever asks sees only that the answer is wrong. Told once for a form."""
    silent = [spec for spec in look.specs.values() if _is_silent(spec)]
    if silent:
        names = ", ".join(spec.name for spec in silent[:5]) + ("…" if len(silent) > 5 else "")
        yield Finding(
            "no-message", f"{len(silent)} câu có giới hạn mà không có lời báo khi trả lời sai: {names}.",
            "Hãy viết cột constraint_message để người hỏi biết phải sửa gì.", silent[0].path, CONSTRAINT,
        )  # fmt: skip


def _is_silent(spec: Spec) -> bool:
    """Whether an answer can be refused without a word."""
    bind = spec.bind
    return (
        bind is not None
        and bool(bind.constraint)
        and bind.constraint != "true()"
        and not bind.constraint_message
        and spec.control is not None
        and spec.control.tag in _ASKED
        and bind.readonly != "true()"
    )


def names_alike(look: Look) -> Iterator[Finding]:
    """Names that differ by capitals alone are taken for each other, and some tools keep only one of them."""
    first: dict[str, Spec] = {}
    for spec in look.specs.values():
        if spec.children or (spec.control is None and spec.bind is None):
            continue
        known = first.setdefault(spec.name.casefold(), spec)
        if known.name != spec.name:
            yield Finding(
                "names-alike", f"Tên “{spec.name}” chỉ khác “{known.name}” ở chữ hoa, chữ thường.",
                "Hãy đặt tên khác hẳn nhau để không nhầm.", spec.path, "name",
            )  # fmt: skip


def ranges_amiss(look: Look) -> Iterator[Finding]:
    """A range whose start, end and step leave nothing to choose."""
    for control in look.form.controls:
        if control.tag == "range" and not _fits(control.attributes):
            yield Finding(
                "bad-range", "Thang chọn (range) có điểm đầu, điểm cuối hoặc bước nhảy không hợp lệ.",
                "Hãy viết ở cột parameters, ví dụ: start=0 end=10 step=1.", control.path, "parameters",
            )  # fmt: skip


def _fits(attributes: Mapping[str, str]) -> bool:
    """Whether start and end are numbers and the step leads from one to the other."""
    try:
        start, end, step = (float(attributes.get(name, default)) for name, default in _DEFAULTS)
    except ValueError:
        return False
    if not math.isfinite(start + end + step):
        return False
    steps = abs(end - start) / abs(step) if step else 0.5
    return end != start and abs(steps - round(steps)) < 1e-9


_DEFAULTS = (("start", "1"), ("end", "10"), ("step", "1"))
