"""The option `--eml` of the commands that write a bundle: an e-mail draft beside it, with it attached."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.asking import Request
from desktop.sync import letters
from desktop.sync.letters import Letter
from desktop.text import format_size


def add_letter(parser: argparse.ArgumentParser) -> None:
    """Tell the parser about the option."""
    parser.add_argument("--eml", action="store_true", help="ghi kèm thư nháp .eml có đính gói, để gửi qua thư điện tử")


def write_letter(
    request: Request, bundle: Path, letter: Letter, beside: Sequence[Path] = ()
) -> tuple[dict[str, object], list[str]]:
    """Write the draft if it was asked for; what to say of it to a script and to a person."""
    if not request.eml:
        return {}, []
    draft = letters.write_draft(bundle, letter, beside)
    said = [f"Thư nháp: {draft.path}. Mở bằng chương trình thư, kiểm tra người nhận rồi gửi."]
    if draft.is_heavy:
        said.append(f"Thư nặng {format_size(draft.size, up=True)}, nhiều hộp thư chỉ nhận đến 25 MB; nên dùng USB.")
    return {"letter": str(draft.path), "letter_size": draft.size}, said
