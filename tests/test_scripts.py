"""What the Makefile says to a machine that lacks something."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check_python, check_qt

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("version", "has_ensurepip", "said"),
    [
        ((2, 7), False, "Python 3.11 or newer is needed and this is 2.7"),
        ((3, 10), True, "Python 3.11 or newer is needed and this is 3.10"),
        ((3, 11), False, "'python3.11-venv'"),
        ((3, 14), False, "'python3.14-venv'"),
    ],
)
def test_an_interpreter_that_will_not_do_is_told_in_one_sentence(
    version: tuple[int, int], has_ensurepip: bool, said: str
) -> None:
    sentence = check_python.problem_of(version, has_ensurepip)
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 15), (4, 0)])
def test_a_new_enough_interpreter_is_fine(version: tuple[int, int]) -> None:
    assert check_python.problem_of(version, True) == ""


def test_the_packages_of_exactly_the_missing_libraries_are_named() -> None:
    missing = check_qt.missing(check_qt.DRAWING, lambda name: name not in {"libEGL.so.1", "libfontconfig.so.1"})
    said = check_qt.advice(missing)
    assert "install --no-install-recommends libegl1 libfontconfig1\n" in said
    assert said.endswith("dnf install libglvnd-egl fontconfig")


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not check_qt.can_load("libno-such-thing.so.99")


def test_qt_starts_here_without_a_screen() -> None:
    assert check_qt.start_qt() == ""


def test_a_python_without_qt_is_reported_with_its_own_words(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho 'libEGL.so.1: cannot open' >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    assert "libEGL.so.1" in check_qt.start_qt(str(broken))


def test_the_list_for_apt_is_one_line() -> None:
    command = [sys.executable, "scripts/check_qt.py", "--packages", "--screen"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""
