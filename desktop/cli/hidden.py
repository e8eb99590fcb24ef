"""Words that nobody should see: from a variable of the environment, else typed at the terminal without echo."""

import getpass
import os
import sys

from desktop.errors import Cancelled, TosoError

PASSPHRASE = "TOSO_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE = "TOSO_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable
RECOVERY_CODE = "TOSO_RECOVERY_CODE"


def hidden(variable: str, question: str) -> str | None:
    """What the variable holds, else what is typed; None when there is neither a variable nor a terminal."""
    given = os.environ.get(variable)
    return given if given is not None else _typed(question)


def hidden_twice(variable: str, question: str, *, or_none: str | None = None) -> str:
    """A new secret: what the variable holds, else what is typed twice. Raises TosoError.

    Without either it is `or_none`, where there may be none.
    """
    given = os.environ.get(variable)
    if given is not None:
        return given
    first = _typed(question)
    if first is None and or_none is not None:
        return or_none
    if first is None:
        raise TosoError(
            "Chưa có mật khẩu mới.", f"Hãy đặt mật khẩu mới vào biến {variable} rồi chạy lại.", code="usage"
        )
    if first != _typed(f"{question}, gõ lại lần nữa"):
        raise TosoError("Hai lần gõ không giống nhau; khóa vẫn như cũ.", "Hãy làm lại.", code="passphrase")
    return first


def _typed(question: str) -> str | None:
    """One line from the terminal; None without one."""
    if not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(f"{question}: ")
    except EOFError as error:
        raise Cancelled from error
