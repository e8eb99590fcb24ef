"""Bundles by commands: verdicts and reasons that scripts rely on, and that nothing else is written."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.cli import odd_files
from tests.cli.calling import VILLAGE, Pair, done, make_pair, refused, tables, told, toso

CONTRACT = {"file", "verdict", "reason", "counts", "conflicts"}


def outcome(pair: Pair, path: Path, *, home: Path | None = None, command: str = "merge") -> tuple[int, str, str]:
    """The exit code, the verdict and the reason of one file."""
    ran = toso("bundle", command, path, "--json", "--home", home or pair.commune)
    assert ran.err == ""
    assert set(ran.json) >= CONTRACT
    assert ran.json["file"] == path.name
    return ran.code, ran.json["verdict"], ran.json["reason"]


def test_a_bundle_is_verified_merged_and_then_known(pair: Pair) -> None:
    pair.add_household()
    path = pair.hand_in()
    before = tables(pair.commune)
    planned = told("bundle", "verify", path, "--home", pair.commune)
    assert tables(pair.commune) == before
    said = done("bundle", "verify", path, "--home", pair.commune).out
    assert "Sẽ ghép" in said
    assert "chưa ghi gì" in said
    merged = pair.merge(path)
    assert merged["verdict"] == "merged"
    assert merged["counts"] == planned["counts"] == {"household": 1, "key_escrow": 1}
    assert merged["conflicts"] == 0
    assert merged["equal_counts"] is True
    after = tables(pair.commune)
    assert after["household"] != before["household"]
    assert pair.merge(path)["verdict"] == "already"
    assert tables(pair.commune) == after
    assert outcome(pair, path) == (0, "already", "")


def test_what_a_person_reads_of_a_merge(pair: Pair) -> None:
    pair.add_household()
    path = pair.hand_in()
    said = done("bundle", "merge", path, "--home", pair.commune).out
    brought = "Hộ dân 1, Khóa dự phòng gửi xã giữ 1"
    assert said == f"Đã ghép: {path.name}. Đã ghép 2 thay đổi.\n  thôn Nà Quang, gói số 1: {brought}.\n"


def test_the_same_changes_in_another_file_change_nothing(pair: Pair) -> None:
    pair.add_household()
    first, second = pair.hand_in(), pair.hand_in()
    pair.merge(second)
    assert pair.merge(first)["verdict"] == "already"


def test_a_missing_bundle_holds_the_next_one_until_it_comes(pair: Pair) -> None:
    bundles = []
    for _ in range(3):
        pair.add_household()
        bundles.append(pair.hand_in("--only-new"))
    first, second, third = bundles
    assert outcome(pair, first) == (0, "merged", "")
    assert outcome(pair, third) == (0, "held", "gap")
    (gap,) = told("gaps", "--home", pair.commune)
    assert gap["held"] == [3]
    assert gap["told"] == "Có gói 1 và 3; thiếu 2."
    assert "thiếu 2" in done("gaps", "--home", pair.commune).out
    assert told("status", "--home", pair.commune)["gaps"] == 1
    released = pair.merge(second)
    assert [inner["number"] for inner in released["released"]] == [3]
    assert told("gaps", "--home", pair.commune) == []
    assert told("status", "--home", pair.commune)["tables"]["household"]["count"] == 3
    assert outcome(pair, third) == (0, "already", "")


def test_several_files_are_one_object_each_and_one_bad_one_is_told(pair: Pair) -> None:
    pair.add_household()
    good, bad = pair.hand_in(), pair.stick / "rac.toso"
    bad.write_bytes(b"nothing")
    ran = toso("bundle", "merge", bad, good, "--json", "--home", pair.commune)
    assert ran.code == 1
    assert [found["verdict"] for found in ran.objects] == ["refused", "merged"]


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.98])
def test_a_flipped_byte_is_refused_and_nothing_is_written(pair: Pair, place: float) -> None:
    pair.add_household()
    path = pair.hand_in()
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 1
    path.write_bytes(data)
    before = tables(pair.commune)
    code, verdict, reason = outcome(pair, path)
    assert (code, verdict) == (1, "refused")
    assert reason in {"damaged", "bad-signature", "unknown-device"}
    assert tables(pair.commune) == before
    said = toso("bundle", "merge", path, "--home", pair.commune)
    assert said.code == 1
    assert said.out.startswith(f"Không nhận: {path.name}. ")


def test_a_revoked_laptop_is_refused_from_the_next_bundle_on(pair: Pair) -> None:
    pair.add_household()
    pair.merge(pair.hand_in())
    (device,) = [
        row["id"] for row in told("record", "list", "device", "--home", pair.commune) if row["role"] == "village"
    ]
    gone = told("revoke", device, "--reason", "mất máy", "--home", pair.commune)
    assert gone["device"] == device
    assert list(gone["revoked_after"].values()) == [2, 1] or sum(gone["revoked_after"].values()) >= 1
    pair.add_household()
    assert outcome(pair, pair.hand_in()) == (1, "refused", "revoked")
    assert told("status", "--home", pair.commune)["tables"]["household"]["count"] == 1
    assert refused("bundle", "export", "--home", pair.commune, "-o", pair.stick) == "no-device"


def test_a_bundle_of_another_commune_or_for_another_desk(pair: Pair, tmp_path: Path) -> None:
    other = make_pair(tmp_path / "other")
    other.add_household()
    before = tables(pair.commune)
    code, verdict, reason = outcome(pair, other.hand_in())
    assert (code, verdict) == (1, "refused")
    assert reason in {"unknown-device", "wrong-commune"}
    pair.add_household()
    assert outcome(pair, pair.hand_in(), home=pair.village)[:2] == (1, "refused")
    assert outcome(pair, other.send_back(), home=pair.village)[:2] == (1, "refused")
    assert tables(pair.commune) == before


@pytest.mark.parametrize("make", odd_files.ODD, ids=odd_files.name_of)
@pytest.mark.parametrize("command", ["merge", "verify", "show"])
def test_what_is_no_bundle_is_refused(pair: Pair, make: odd_files.Maker, command: str) -> None:
    path = pair.folder / "gói lạ.toso"
    make(path)
    before = tables(pair.commune)
    code, verdict, reason = outcome(pair, path, command=command)
    assert (code, verdict) == (1, "refused")
    assert reason in {"damaged", "too-large", "file"}
    assert tables(pair.commune) == before


@pytest.mark.parametrize("make", odd_files.ODD, ids=odd_files.name_of)
@pytest.mark.parametrize("step", ["show", "issue", "accept"])
def test_what_is_no_enrolment_is_refused(pair: Pair, make: odd_files.Maker, step: str) -> None:
    path = pair.folder / "tệp lạ.toso"
    make(path)
    home = pair.village if step == "accept" else pair.commune
    before = tables(home)
    more = ["--village", VILLAGE, "--code", "0"] if step == "issue" else []
    assert refused("enrol", step, path, *more, "--home", home) in {"damaged", "too-large", "file"}
    assert tables(home) == before


def test_files_of_the_wrong_kind_are_told_apart(pair: Pair) -> None:
    pair.add_household()
    bundle = pair.hand_in()
    asked = told("enrol", "request", "--home", pair.village, "-o", pair.stick)["file"]
    assert outcome(pair, Path(asked))[:2] == (1, "refused")
    assert refused("enrol", "show", bundle, "--home", pair.commune) == "damaged"
    assert refused("enrol", "accept", bundle, "--home", pair.village)
    assert "yêu cầu ghi danh" in done("bundle", "show", asked).out


def test_a_cover_is_shown_without_a_home(pair: Pair, tmp_path: Path) -> None:
    pair.add_household()
    path = pair.hand_in()
    shown = told("bundle", "show", path, "--home", tmp_path / "nowhere")
    assert shown["cover"]["number"] == 1
    said = done("bundle", "show", path).out
    assert "gói số 1 của thôn Nà Quang" in said
    assert "Hộ dân" in said
    assert "toso bundle verify" in said


def test_the_commune_line_verifies_a_bundle_with_ssh_keygen(pair: Pair, tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no ssh-keygen")
    pair.add_household()
    with zipfile.ZipFile(pair.hand_in()) as archive:
        cover, signature = archive.read("cover.json"), archive.read("cover.json.sig")
    (tmp_path / "cover.json.sig").write_bytes(signature)
    line = done("key", "public", "--home", pair.commune).out.strip()
    village = told("record", "list", "village", "--home", pair.commune)[0]["id"]
    (tmp_path / "signers").write_text(f"{village} cert-authority {line}\n", encoding="utf-8")

    def verified(data: bytes) -> bool:
        command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", village, "-n", "changes@toso"]
        return not subprocess.run(
            [*command, "-s", "cover.json.sig"], input=data, cwd=tmp_path, capture_output=True, check=False
        ).returncode

    assert verified(cover)
    assert not verified(cover + b" ")


def test_a_bundle_is_never_named_by_hand(pair: Pair) -> None:
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick / "a.toso") == "file"
    assert list(pair.stick.iterdir()) == []


def test_a_place_that_cannot_be_written_notes_nothing(pair: Pair) -> None:
    pair.add_household()
    (pair.folder / "tệp").write_text("a")
    before = tables(pair.village)
    for place in (pair.folder / "tệp", pair.folder / "tệp" / "trong", Path("/proc/nowhere")):
        assert refused("bundle", "export", "--home", pair.village, "-o", place) == "file"
    assert tables(pair.village) == before


def test_a_name_in_a_cover_moves_no_cursor(pair: Pair, tmp_path: Path) -> None:
    """The cover of a stranger is shown before anybody vouches for it."""
    home = tmp_path / "stranger"
    done("init", "village", "--name", "Nà \x1b[31mQuang\u202e", "--home", home)
    asked = told("enrol", "request", "--home", home, "-o", pair.stick)["file"]
    for command in (["bundle", "show", asked], ["enrol", "show", asked, "--home", pair.commune]):
        said = done(*command).out
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "Nà [31mQuang" in said


def test_what_the_commune_lost_goes_along_and_is_told_in_one_sentence(pair: Pair) -> None:
    home = pair.add_household()
    pair.merge(pair.hand_in())
    backup = pair.folder / "sao-luu"
    shutil.copytree(pair.commune, backup)
    done("record", "set", "household", home, "note=xã ghi", "--home", pair.commune)
    pair.take(pair.send_back())
    shutil.rmtree(pair.commune)
    backup.rename(pair.commune)
    pair.take(pair.send_back())
    sentence = "Kèm theo 1 gói trước đây của xã mà máy xã không còn giữ; xã nhận tất cả cùng lúc."
    ran = done("bundle", "export", "--home", pair.village, "-o", pair.stick)
    assert ran.out.splitlines()[1] == sentence
    again = told("bundle", "export", "--home", pair.village, "-o", pair.stick)
    (beside,) = again["beside"]
    pair.merge(Path(beside))
    assert told("record", "show", "household", home, "--home", pair.commune)["note"] == "xã ghi"
    pair.merge(Path(again["file"]))
    pair.take(pair.send_back())
    assert sentence not in done("bundle", "export", "--home", pair.village, "-o", pair.stick).out
