"""Sticks and letters on the command line: a whole folder at once, drafts beside bundles, what is told of copies."""

import shutil
from pathlib import Path

import pytest

from desktop.sync import letters
from tests.cli.calling import Pair, done, refused, tables, told, toso


def test_a_whole_stick_is_merged_by_its_folder(pair: Pair) -> None:
    for _ in range(2):
        pair.add_household()
        pair.hand_in("--only-new")
    first, second = sorted(pair.stick.iterdir())
    shutil.copy(first, pair.stick / f"{first.stem} (1).toso")
    (pair.stick / "nửa.toso").write_bytes(second.read_bytes()[:999])
    ran = toso("bundle", "merge", pair.stick, "--home", pair.commune, "--json")
    assert ran.code == 1
    assert [(each["file"], each["verdict"]) for each in ran.objects] == [
        (first.name, "merged"),
        (second.name, "merged"),
        ("nửa.toso", "refused"),
    ]
    assert ran.objects[0]["copies"] == [f"{first.stem} (1).toso"]
    assert "chép chưa xong" in ran.objects[2]["message"]


def test_copies_are_told_to_a_person(pair: Pair) -> None:
    pair.add_household()
    path = pair.hand_in()
    shutil.copy(path, pair.stick / "bản hai.toso")
    said = done("bundle", "merge", pair.stick, "--home", pair.commune).out
    assert f"Có 1 bản chép giống hệt: {path.name}." in said


def test_each_file_that_is_named_is_one_object_also_a_copy(pair: Pair) -> None:
    pair.add_household()
    path = pair.hand_in()
    copy = shutil.copy(path, pair.stick / "b.toso")
    ran = toso("bundle", "merge", path, copy, "--home", pair.commune, "--json")
    assert [each["verdict"] for each in ran.objects] == ["merged", "already"]


def test_a_stick_without_bundles(pair: Pair) -> None:
    (pair.stick / "ảnh.jpg").touch()
    ran = toso("bundle", "merge", pair.stick, "--home", pair.commune, "--json")
    assert ran.code == 1
    assert ran.json["message"] == "Không thấy gói dữ liệu nào trong thư mục này. (usb)"


def test_a_letter_is_written_beside_the_bundle_and_merged(pair: Pair, tmp_path: Path) -> None:
    pair.add_household()
    found = told("bundle", "export", "--eml", "--home", pair.village, "-o", tmp_path / "thu")
    letter = Path(found["letter"])
    assert letter == Path(found["file"]).with_suffix(".eml")
    assert letter.stat().st_size == found["letter_size"]
    Path(found["file"]).unlink()
    for command, verdict in (("verify", "merged"), ("merge", "merged"), ("merge", "already")):
        outcome = told("bundle", command, letter, "--home", pair.commune)
        assert (outcome["verdict"], outcome["letter"]) == (verdict, letter.name)
        assert outcome["file"] == f"{letter.stem}.toso"
    assert told("bundle", "show", letter)["cover"]["number"] == 1
    assert f"Đính kèm trong thư {letter.name}." in done("bundle", "merge", letter, "--home", pair.commune).out


def test_without_the_option_there_is_no_letter(pair: Pair) -> None:
    found = told("bundle", "export", "--home", pair.village, "-o", pair.stick)
    assert "letter" not in found
    assert not list(pair.stick.glob("*.eml"))


def test_a_heavy_letter_is_told(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "HEAVY", 100)
    said = done("bundle", "export", "--eml", "--home", pair.village, "-o", pair.stick).out
    assert "nhiều hộp thư chỉ nhận đến 25 MB" in said


def test_the_commune_writes_a_letter_to_each_village(pair: Pair) -> None:
    found = told("bundle", "export", "--eml", "--home", pair.commune, "-o", pair.stick)
    outcome = told("bundle", "merge", found["letter"], "--home", pair.village)
    assert (outcome["verdict"], outcome["sender"]) == ("already", "xã Thanh Thịnh")  # what the enrolment brought


def test_enrolment_begins_by_mail(pair: Pair, tmp_path: Path) -> None:
    done("init", "village", "--name", "Nà Bản", "--home", tmp_path / "moi")
    asked = told("enrol", "request", "--eml", "--home", tmp_path / "moi", "-o", pair.stick)
    Path(asked["file"]).unlink()
    shown = told("enrol", "show", asked["letter"], "--home", pair.commune)
    assert shown["code"] == asked["code"]
    assert f"Thư nháp: {asked['letter']}" in done(
        "enrol", "request", "--eml", "--home", tmp_path / "moi", "-o", pair.stick
    ).out.replace("\n", " ")


def test_a_letter_without_a_bundle(pair: Pair) -> None:
    letter = pair.stick / "thư.eml"
    letter.write_bytes(b"From: a@b.vn\r\nSubject: chao\r\n\r\nXin chao\r\n")
    before = tables(pair.commune)
    ran = toso("bundle", "merge", letter, "--home", pair.commune, "--json")
    assert (ran.code, ran.json["verdict"], ran.json["reason"]) == (1, "refused", "damaged")
    assert "không có gói dữ liệu đính kèm" in ran.json["message"]
    assert refused("enrol", "show", letter, "--home", pair.commune) == "damaged"
    assert tables(pair.commune) == before


def test_a_stick_without_room_notes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.add_household()
    before = tables(pair.village)
    usage = shutil.disk_usage(pair.stick)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=1000))
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "no-space"
    assert tables(pair.village) == before
    assert list(pair.stick.iterdir()) == []
