"""What can be wrong with an expression, told with its column. It decides nothing about forms."""

from desktop.errors import FormProblem


class ExpressionError(FormProblem):
    """An expression cannot be read or evaluated; `column` counts from 1, `what` is the piece that it is about.

    Codes: `bad-expression` (cannot be read), `unknown-function`, `wrong-arguments`, `wrong-type` (a node-set was needed
    and something else came), `unsupported` and `too-large` (a limit was reached).
    """

    code = "bad-expression"

    def __init__(self, message: str, advice: str = "", *, code: str = "", column: int = 0, what: str = "") -> None:
        super().__init__(message, advice, code=code)
        self.column = column
        self.what = what


def malformed(text: str, offset: int) -> ExpressionError:
    """The text is no XPath at this offset."""
    near = text[offset : offset + 20].strip()
    return ExpressionError(
        f"Biểu thức viết sai ở cột {offset + 1}, chỗ “{near or 'cuối biểu thức'}”.",
        "Hãy kiểm tra dấu ngoặc, dấu nháy và các phép so sánh trong ô đó.",
        column=offset + 1,
        what=near,
    )


def unknown_function(name: str, column: int) -> ExpressionError:
    """No function has this name."""
    return ExpressionError(
        f"Biểu thức dùng hàm “{name}()” ở cột {column}, không có hàm này.",
        "Hãy kiểm tra tên hàm: phải viết đúng chữ thường và dấu gạch nối.",
        code="unknown-function",
        column=column,
        what=name,
    )


def wrong_count(name: str, column: int) -> ExpressionError:
    """A function was given too few or too many arguments."""
    return ExpressionError(
        f"Hàm “{name}()” ở cột {column} thiếu hoặc thừa tham số.",
        "Hãy kiểm tra lại biểu thức.",
        code="wrong-arguments",
        column=column,
        what=name,
    )


def wrong_type(name: str) -> ExpressionError:
    """A function was given a value where it needs the nodes of a path, or a seed that is no number."""
    return ExpressionError(
        f"Hàm “{name}()” nhận tham số không đúng loại.",
        "Hãy đưa vào một đường dẫn hoặc tên câu hỏi, không phải chữ hay số.",
        code="wrong-type",
        what=name,
    )


def unsupported(what: str, column: int = 0) -> ExpressionError:
    """What may be right in XPath but is not known here."""
    return ExpressionError(
        f"Biểu thức dùng “{what}”, chương trình chưa hỗ trợ.",
        "Hãy viết lại bằng cách đơn giản hơn.",
        code="unsupported",
        column=column,
        what=what,
    )


def too_large(what: str) -> ExpressionError:
    """A limit was reached, so that nothing hangs."""
    return ExpressionError(
        f"Biểu thức quá lớn: {what}.",
        "Hãy chia biểu thức thành nhiều phép tính nhỏ hơn.",
        code="too-large",
        what=what,
    )
