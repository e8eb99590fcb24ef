"""What should never happen: a bug, an interruption, the machine's trouble; told in one sentence, nothing half done."""

import errno
import os
from pathlib import Path

import pytest

from desktop.cli import records, state
from desktop.cli.main import main
from desktop.models.acts import Acts
from tests.cli.calling import HOUSEHOLD, Pair, refused, tables, told, toso

SECRET = "Nông Văn Thử, 0912345678"


def fail_with(error: BaseException):
    def fail(*_given: object, **_named: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("error", [ZeroDivisionError(SECRET), KeyError(SECRET), RecursionError(), MemoryError()])
def test_a_bug_is_one_sentence_and_exit_code_3(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(state, "table_digests", fail_with(error))
    assert refused("status", "--home", pair.village, code=3) == "bug"
    said = toso("status", "--home", pair.village).err
    assert "lỗi ngoài dự kiến" in said
    assert "TOSO_DEBUG=1" in said
    assert SECRET not in said


def test_the_details_say_where_and_name_nobody(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "table_digests", fail_with(ValueError(SECRET)))
    monkeypatch.setenv("TOSO_DEBUG", "1")
    said = toso("status", "--home", pair.village).err
    assert "ValueError" in said
    assert "cli/state.py:" in said
    assert "status_of" in said
    assert "Nông" not in said
    assert "0912345678" not in said
    assert str(pair.folder) not in said


def test_a_bug_in_the_middle_of_an_act_writes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(pair.village)
    monkeypatch.setattr(Acts, "check_teams", fail_with(ZeroDivisionError()))
    assert refused("record", "add", "household", *HOUSEHOLD, "--home", pair.village, code=3) == "bug"
    monkeypatch.undo()
    assert tables(pair.village) == before
    assert told("status", "--home", pair.village)["role"] == "village"


def test_who_interrupts_is_told_that_nothing_was_written(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(pair.village)
    monkeypatch.setattr(Acts, "check_teams", fail_with(KeyboardInterrupt()))
    ran = toso("record", "add", "household", *HOUSEHOLD, "--home", pair.village)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "toso: Đã dừng theo yêu cầu, chưa ghi gì.\n"
    monkeypatch.undo()
    assert tables(pair.village) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENODEV])
def test_trouble_of_the_machine_is_no_bug(pair: Pair, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(records, "read_fields", fail_with(OSError(number, os.strerror(number), "/nơi/nào/a.toso")))
    assert refused("record", "add", "household", "people=3", "--home", pair.village) == "file"
    assert "a.toso" in toso("record", "add", "household", "people=3", "--home", pair.village).err


def test_the_window_is_opened_without_a_command(tmp_path: Path) -> None:
    asked: list[Path | None] = []

    def open_desk(home: Path | None) -> int:
        asked.append(home)
        return 7

    assert main([], open_desk=open_desk) == 7
    assert main(["--home", str(tmp_path)], open_desk=open_desk) == 7
    assert asked == [None, tmp_path]


def test_a_window_that_cannot_open_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], open_desk=fail_with(ImportError("libEGL.so.1"))) == 3
    assert "lỗi ngoài dự kiến" in capsys.readouterr().err
