"""The desk's key by commands: shown, wrapped, changed at a real terminal, opened again."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.sync import credentials
from tests.cli.calling import Pair, done, refused, tables, told

OLD, NEW = "hoa ban trắng", "con trâu đi trước"


def test_the_key_is_shown_without_its_passphrase(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = told("key", "show", "--home", pair.village)
    assert (shown["passphrase"], len(shown["code"].split())) == (False, 6)
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", NEW)
    assert told("key", "passphrase", "--home", pair.village) == {"passphrase": True}
    assert told("key", "show", "--home", pair.village) == {**shown, "passphrase": True}
    assert told("key", "public", "--home", pair.village)["fingerprint"] == shown["fingerprint"]
    said = done("key", "show", "--home", pair.village).out
    assert shown["code"] in said
    assert "Khóa có mật khẩu." in said
    assert shown["device"] in said


def test_a_passphrase_is_changed_and_removed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    home = ("--home", pair.village)
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", OLD)
    assert "hỏi mật khẩu này" in done("key", "passphrase", *home).out
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", NEW)
    assert refused("key", "passphrase", *home) == "key-passphrase"
    monkeypatch.setenv("TOSO_PASSPHRASE", "sai hẳn rồi")
    assert refused("key", "passphrase", *home) == "key-passphrase"
    monkeypatch.setenv("TOSO_PASSPHRASE", OLD)
    assert told("key", "passphrase", *home) == {"passphrase": True}
    assert refused("key", "passphrase", *home) == "key-passphrase"
    monkeypatch.setenv("TOSO_PASSPHRASE", NEW)
    assert told("key", "passphrase", "--remove", *home) == {"passphrase": False}
    monkeypatch.delenv("TOSO_PASSPHRASE")
    pair.add_household()
    assert pair.merge(pair.hand_in())["verdict"] == "merged"


@pytest.mark.parametrize("new", ["", "ngắn", "11111111"])
def test_a_poor_passphrase_is_refused(pair: Pair, monkeypatch: pytest.MonkeyPatch, new: str) -> None:
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", new)
    assert refused("key", "passphrase", "--home", pair.village) == "passphrase"
    assert told("key", "show", "--home", pair.village)["passphrase"] is False


def test_without_a_terminal_the_variable_is_named(pair: Pair) -> None:
    assert refused("key", "passphrase", "--home", pair.village) == "usage"


def test_a_new_desk_does_not_take_a_poor_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_PASSPHRASE", "ngắn")
    assert refused("init", "village", "--name", "Nà Quang", "--home", tmp_path / "thon") == "passphrase"
    assert not (tmp_path / "thon").exists()


def test_a_closed_key_keeps_nobody_from_recording(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", NEW)
    done("key", "passphrase", "--home", pair.village)
    pair.add_household()
    assert told("status", "--home", pair.village)["tables"]["household"]["count"] == 1
    before = tables(pair.village)
    for command in (("bundle", "export", "-o", pair.stick), ("enrol", "request", "-o", pair.stick)):
        assert refused(*command, "--home", pair.village) == "key-passphrase"
    assert tables(pair.village) == before
    assert list(pair.stick.iterdir()) == []


# --- at a terminal ---


def at_terminal(typed: list[str], *arguments: str) -> tuple[int, str]:
    """Run `toso` in a terminal of its own and type a line whenever it asks; the exit code and all that was shown."""
    pty = pytest.importorskip("pty")
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        stdin=other_end, stdout=other_end, stderr=other_end, start_new_session=True,
    )  # fmt: skip
    os.close(other_end)
    shown, waiting = b"", list(typed)
    while read := _read(terminal):
        shown += read
        if waiting and shown.endswith(b": "):
            os.write(terminal, waiting.pop(0).encode() + b"\n")
    os.close(terminal)
    return process.wait(30), shown.decode()


def _read(terminal: int) -> bytes:
    """What is shown next; nothing at the end, or when nothing comes."""
    try:
        return os.read(terminal, 4096) if select.select([terminal], [], [], 30)[0] else b""
    except OSError:  # the other end is gone
        return b""


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_it_is_asked_at_the_terminal_without_echo(pair: Pair) -> None:
    command = ("key", "passphrase", "--home", str(pair.village))
    code, shown = at_terminal([OLD, OLD], *command)
    assert (code, OLD in shown) == (0, False), shown
    assert credentials.load(pair.village, OLD)
    code, shown = at_terminal([OLD, NEW, "khác hẳn nhau"], *command)
    assert code == 1
    assert "Hai lần gõ không giống nhau" in shown
    code, shown = at_terminal([OLD, NEW, NEW], *command)
    assert (code, NEW in shown) == (0, False), shown
    assert credentials.load(pair.village, NEW)


# --- a forgotten passphrase ---


def test_a_forgotten_passphrase_by_commands(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    device = told("key", "show", "--home", pair.village)["device"]
    assert refused("key", "recover", device, "--home", pair.commune, "-o", pair.stick) == "no-escrow"
    pair.merge(pair.hand_in())
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", OLD)
    done("key", "passphrase", "--home", pair.village)
    given = told("key", "recover", device, "--home", pair.commune, "-o", pair.stick)
    assert Path(given["file"]).name == f"khoa-khoi-phuc-{device[-4:]}.key"
    said = done("key", "recover", device, "--home", pair.commune, "-o", pair.folder / "usb2").out
    assert "đọc mã qua điện thoại" in said
    assert given["code"] not in said
    home = ("--home", pair.village)
    assert refused("key", "restore", given["file"], *home) == "usage"
    monkeypatch.setenv("TOSO_RECOVERY_CODE", given["code"][:-1])
    assert refused("key", "restore", given["file"], *home) == "recovery-code"
    monkeypatch.setenv("TOSO_RECOVERY_CODE", given["code"].replace(" ", ""))
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", NEW)
    assert "xóa tệp" in done("key", "restore", given["file"], *home).out
    monkeypatch.setenv("TOSO_PASSPHRASE", NEW)
    pair.add_household()
    path = pair.hand_in()
    monkeypatch.delenv("TOSO_PASSPHRASE")
    assert pair.merge(path)["verdict"] == "merged"
    assert told("record", "show", "device", device, "--home", pair.commune)["recovered_on"]


def test_keys_are_recovered_at_the_commune_and_restored_in_the_village(pair: Pair) -> None:
    device = told("key", "show", "--home", pair.village)["device"]
    assert refused("key", "recover", device, "--home", pair.village, "-o", pair.stick) == "wrong-desk"
    assert refused("key", "restore", pair.stick, "--home", pair.commune) == "wrong-desk"
    assert refused("key", "recover", "khong-co", "--home", pair.commune, "-o", pair.stick) == "missing"
    own = told("record", "list", "device", "role=commune", "--home", pair.commune)[0]["id"]
    assert refused("key", "recover", own, "--home", pair.commune, "-o", pair.stick) == "wrong-desk"


@pytest.mark.parametrize("named", ["id", "fingerprint", "code"])
def test_a_laptop_is_named_in_three_ways(pair: Pair, named: str) -> None:
    pair.merge(pair.hand_in())
    shown = told("key", "show", "--home", pair.village)
    name = {"id": shown["device"], "fingerprint": shown["fingerprint"], "code": shown["code"]}[named]
    assert told("key", "recover", name, "--home", pair.commune, "-o", pair.stick)["device"] == shown["device"]


def test_sealed_keys_are_not_edited_by_hand(pair: Pair) -> None:
    pair.merge(pair.hand_in())
    (row,) = told("record", "list", "key_escrow", "--home", pair.commune)
    assert refused("record", "delete", "key_escrow", row["id"], "--home", pair.village)
    assert refused("record", "set", "key_escrow", row["id"], "sealed=x", "--home", pair.village)
    assert "BEGIN AGE" not in done("record", "list", "key_escrow", "--home", pair.village).out
