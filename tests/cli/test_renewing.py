"""A new key by commands: handing over, thinking better of it, the old key lost, the light going out."""

import shutil
from pathlib import Path

import pytest

from desktop.sync import credentials, renewal
from tests.cli.calling import HOUSEHOLD, VILLAGE, Pair, done, refused, told

OLD, NEW = "hoa ban trắng", "con trâu đi trước"
HOLDER = "Nông Thị Mới"


def renew(pair: Pair, *options: str) -> dict[str, str]:
    given: dict[str, str] = told("key", "renew", "--holder", HOLDER, *options, "--home", pair.village, "-o", pair.stick)
    return given


def issue(pair: Pair, asked: dict[str, str]) -> str:
    issued = told(
        "enrol", "issue", asked["file"], "--village", VILLAGE, "--code", asked["code"], "--home", pair.commune,
        "-o", pair.stick,
    )  # fmt: skip
    return str(issued["file"])


def test_a_handover_by_commands(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    old = told("key", "show", "--home", pair.village)
    pair.add_household()
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", NEW)
    asked = renew(pair)
    assert Path(asked["sheet"]).read_bytes().startswith(b"%PDF")
    assert told("key", "show", "--home", pair.village)["code"] == old["code"]  # the old key goes on
    shown = told("enrol", "show", asked["file"], "--home", pair.commune)
    assert (shown["replaces"], shown["holder"], shown["proven"]) == (old["device"], HOLDER, True)
    assert shown["code"] == asked["code"] != old["code"]
    said = done("enrol", "show", asked["file"], "--home", pair.commune).out
    assert f"người giữ mới: {HOLDER}" in said
    assert "Khóa cũ đã ký đồng ý." in said
    answer = issue(pair, asked)
    assert told("enrol", "look", answer, "--home", pair.village)["village"] == VILLAGE
    monkeypatch.delenv("TOSO_NEW_PASSPHRASE")
    assert refused("enrol", "accept", answer, "--home", pair.village) == "key-passphrase"
    monkeypatch.setenv("TOSO_PASSPHRASE", NEW)
    assert told("enrol", "accept", answer, "--home", pair.village)["renewed"] is True
    now = told("key", "show", "--home", pair.village)
    assert (now["code"], now["device"], now["passphrase"]) == (asked["code"], asked["device"], True)
    path = pair.hand_in()
    monkeypatch.delenv("TOSO_PASSPHRASE")
    assert pair.merge(path)["counts"]["household"] == 1
    ended = told("record", "show", "device", old["device"], "--home", pair.commune)
    assert (bool(ended["revoked_on"]), ended["revoked_reason"]) == (True, f"Bàn giao cho {HOLDER}")
    assert told("record", "show", "device", asked["device"], "--home", pair.commune)["holder"] == HOLDER


def test_what_a_person_is_told(pair: Pair) -> None:
    said = done("key", "renew", "--holder", HOLDER, "--home", pair.village, "-o", pair.stick).out
    assert "Khóa cũ vẫn dùng" in said
    again = done("key", "renew", "--home", pair.village, "-o", pair.stick).out
    assert again == said
    assert "dùng tiếp khóa cũ" in done("key", "renew", "--cancel", "--home", pair.village).out
    assert refused("key", "renew", "--cancel", "--home", pair.village) == "none-waiting"
    asked = renew(pair)
    said = done("enrol", "accept", issue(pair, asked), "--home", pair.village).out
    assert said.startswith("Khóa mới đã thay khóa cũ")


def test_without_the_old_passphrase_the_officer_is_told(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", OLD)
    done("key", "passphrase", "--home", pair.village)
    monkeypatch.setenv("TOSO_PASSPHRASE", "sai rồi nhé")
    assert refused("key", "renew", "--home", pair.village, "-o", pair.stick) == "key-passphrase"
    monkeypatch.delenv("TOSO_PASSPHRASE")
    asked = renew(pair)
    assert told("enrol", "show", asked["file"], "--home", pair.commune)["proven"] is False
    assert "Không có chữ ký của khóa cũ" in done("enrol", "show", asked["file"], "--home", pair.commune).out
    assert told("enrol", "accept", issue(pair, asked), "--home", pair.village)["renewed"] is True


@pytest.mark.parametrize("loss", ["folder", "file", "rubbish"])
def test_with_nothing_left_of_the_old_key(pair: Pair, loss: str) -> None:
    folder = pair.village / "keys"
    if loss == "folder":
        shutil.rmtree(folder)
    elif loss == "file":
        (folder / "device").unlink()
    else:
        (folder / "device").write_bytes(b"rubbish")
    pair.add_household()
    answer = issue(pair, renew(pair))
    assert told("enrol", "accept", answer, "--home", pair.village)["renewed"] is True
    assert pair.merge(pair.hand_in())["counts"]["household"] == 1


def test_a_laptop_that_was_never_enrolled_takes_another_key_at_once(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = ("--home", tmp_path / "moi")
    monkeypatch.setenv("TOSO_PASSPHRASE", "không ai nhớ nữa")
    done("init", "village", "--name", "Nà Quang", *home)
    monkeypatch.delenv("TOSO_PASSPHRASE")
    told("record", "add", "household", *HOUSEHOLD, *home)
    given = told("key", "renew", *home)
    asked = told("enrol", "request", *home, "-o", pair.stick)
    assert asked["code"] == given["code"]
    answer = issue(pair, asked)
    heard = told("enrol", "look", answer, *home)["commune_code"]
    assert told("enrol", "accept", answer, "--code", heard, *home)["renewed"] is False
    assert told("bundle", "export", *home, "-o", pair.stick)["entries"] == 2


def test_a_poor_passphrase_for_the_new_key_is_refused(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_NEW_PASSPHRASE", "ngắn")
    assert refused("key", "renew", "--home", pair.village, "-o", pair.stick) == "passphrase"
    assert not (pair.village / "keys" / "next").exists()


def test_a_power_cut_after_accepting_is_made_good_by_the_next_command(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = renew(pair)
    answer = issue(pair, asked)
    with monkeypatch.context() as patch:
        patch.setattr(renewal, "settle", lambda _store: None)
        done("enrol", "accept", answer, "--home", pair.village)
    assert credentials.load(pair.village).certificate is not None
    pair.add_household()
    assert pair.merge(pair.hand_in())["verdict"] == "merged"
    assert told("key", "show", "--home", pair.village)["device"] == asked["device"]
    assert not (pair.village / "keys" / "next").exists()


def test_keys_are_renewed_in_the_village(pair: Pair) -> None:
    assert refused("key", "renew", "--home", pair.commune, "-o", pair.stick) == "wrong-desk"
