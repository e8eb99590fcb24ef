"""`python -m desktop` as a process of its own: exit codes, streams, encodings, and what it loads to start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.models.store import Store
from tests.cli.calling import Pair

ROOT = Path(__file__).parents[2]


def run(*arguments: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program and give what it came to."""
    return run_python("-m", "desktop", *arguments, **variables)


def run_python(*arguments: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run this Python with the program within reach."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    line = [sys.executable, *(str(argument) for argument in arguments)]
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60)


def test_the_version() -> None:
    ran = run("--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"toso 0.1.0\n", b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_system_speaks(pair: Pair, encoding: str) -> None:
    settings: dict[str, str] = {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"}
    ran = run("status", "--home", pair.village, **settings)
    assert ran.returncode == 0
    assert "Sổ của thôn Nà Quang" in ran.stdout.decode()
    ran = run("status", "--json", "--home", pair.village, **settings)
    assert json.loads(ran.stdout)["village_name"] == "Nà Quang"
    ran = run("bundel", **settings)
    assert ran.returncode == 2
    assert "Lệnh chưa đúng" in ran.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX")
def test_a_name_that_is_no_text_is_spelled_out(pair: Pair) -> None:
    name = os.fsdecode(b"g\xf3i.toso")
    ran = run("bundle", "merge", name, "--home", pair.commune)
    assert ran.returncode == 1
    assert "Không nhận: g\\udcf3i.toso" in ran.stdout.decode()


def test_a_second_process_is_politely_refused(pair: Pair) -> None:
    with Store.open(pair.village):
        ran = run("status", "--json", "--home", pair.village)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["error"] == "in-use"
    assert "đang mở" in ran.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_disaster(pair: Pair) -> None:
    line = [sys.executable, "-m", "desktop", "record", "list", "service", "--home", str(pair.commune)]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


LOADED = """
import sys
from desktop.cli.main import main
for line in sys.argv[1:]:
    code = main(line.split("|"))
    print("loaded", line, code, sorted({"PySide6", "reportlab", "pyxform", "openpyxl"} & set(sys.modules)))
"""
LIGHT = ["--help", "status", "check", "gaps", "conflicts", "record|list|household", "report|list", "form|list"]


def test_commands_load_no_library_that_they_do_not_need(pair: Pair) -> None:
    commands = [*LIGHT, f"bundle|export|-o|{pair.stick}"]
    ran = run_python("-c", LOADED, *commands, TOSO_HOME=str(pair.village))
    said = [line for line in ran.stdout.decode().splitlines() if line.startswith("loaded")]
    assert said == [f"loaded {line} 0 []" for line in commands]
