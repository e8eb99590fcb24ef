"""The errors that are meant for a person. Anything else that is raised is a bug.

Each carries one sentence of what happened, one of what to do next, and a code that scripts can rely on.
"""


class TosoError(Exception):
    """Something that the person at the desk can act on.

    `message` says what happened and what was kept, `advice` what to do next; both are Vietnamese.
    `code` is stable and meant for scripts.
    """

    code = "error"

    def __init__(self, message: str, advice: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.code = code or type(self).code

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Cancelled(TosoError):
    """The person stopped a long task; nothing was written."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("Đã dừng theo yêu cầu, chưa ghi gì.")


class StoreError(TosoError):
    """The store cannot be opened or written: not a store, newer than the program, disk full, locked."""

    code = "store"


class FileProblem(TosoError):
    """A file from outside cannot be read or written."""

    code = "file"


class FormProblem(TosoError):
    """A questionnaire (XLSForm) cannot be used as it is."""

    code = "form"
