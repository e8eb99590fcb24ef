"""What the README says about the command line is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from desktop.cli.main import build_parser
from desktop.cli.parsing import argparse_in_vietnamese
from tests.cli.calling import done, toso

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CODE = re.compile(r"\d{4}(?: \d{4}){5}")
FORM = Path(__file__).parents[2] / "resources" / "forms" / "hgd_so.xlsx"
ANSWERS = re.search(r"`(\[\{.*\}\])`", README)
LINES = [line.partition("  #")[0].strip() for line in README.splitlines() if line.startswith("toso ")]


def test_the_list_of_commands_is_the_one_of_the_help() -> None:
    listed = re.findall(r"^([a-z]+) {2,}(\S.*?)(?: {2,}\((.*)\))?$", README.partition("LỆNH --help")[2], re.MULTILINE)
    said = " ".join(done("--help").out.partition("LỆNH\n")[2].split())
    assert said == " ".join(f"{name} {words}" for name, words, _ in listed)
    for name, _, parts in listed:
        inside = re.findall(r"^    ([a-z]+)(?: |$)", done(name, "--help").out, re.MULTILINE)
        assert inside == (parts.split(" | ") if parts else []), name


@pytest.mark.parametrize("line", LINES)
def test_every_example_is_understood(line: str) -> None:
    with argparse_in_vietnamese():
        assert build_parser().parse_args(shlex.split(line)[1:]).run


def test_the_examples_work_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of files differ by the device's last letters; the newest file of the kind stands for the example's.

    For a code stands the first one that the command before has said. The officer's workbook is the shipped one.
    """
    monkeypatch.chdir(tmp_path)
    assert ANSWERS is not None
    Path("phieu.xlsx").write_bytes(FORM.read_bytes())
    Path("tra-loi.json").write_text(ANSWERS[1])
    said = ""
    for line in LINES:
        words = [_newest(word) if word.startswith("usb/") else word for word in shlex.split(line)[1:]]
        if "--code" in words:
            words[words.index("--code") + 1] = CODE.findall(said)[0]
        ran = toso(*words)
        said = ran.out
        assert (ran.code, ran.err) == (0, ""), (line, ran)
        assert words[0] != "status" or '"unsent":0' in ran.out
        assert words[:2] != ["form", "eval"] or '"step_errors":[]' in ran.out


def _newest(example: str) -> str:
    found = sorted(Path("usb").glob(re.sub(r"-[0-9a-f]{4}\.toso$", "-*.toso", Path(example).name)))
    return str(found[-1])
