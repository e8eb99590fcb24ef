"""What lies on a stick: bundles under every name that people and e-mail give them, copies, half copies, the rest."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from desktop.errors import Cancelled, FileProblem
from desktop.sync import parcels
from desktop.sync.attachments import bundles_in
from desktop.sync.container import Members, pack
from desktop.sync.letters import Letter, compose
from desktop.sync.limits import LIMITS
from desktop.sync.parcels import Parcel, find, in_file, read_bundle


def bundle(word: str = "a") -> bytes:
    """What begins and ends as a bundle does; nothing more is asked here."""
    return pack(Members(b"{}", b"signature", word.encode() * 50))


def letter(*bundles: bytes) -> bytes:
    """A saved e-mail with these attached."""
    data = compose(Letter("", "Tổ Số", "Kính gửi"), "goi.toso", bundles[0] if bundles else b"khong phai goi")
    for number, each in enumerate(bundles[1:]):
        more = compose(Letter("", "", ""), f"goi-{number}.toso", each)
        part = more[more.index(b"Content-Type: application/octet-stream") :]
        boundary = data[data.rindex(b"--=_toso_") : data.rindex(b"--")]
        inner = more[more.rindex(b"--=_toso_") : more.rindex(b"--")]
        data = data[: data.rindex(boundary)] + boundary + b"\r\n" + part.replace(inner, boundary)
    return data


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def names(stick: Path) -> list[str]:
    return [each.name for each in find([stick]).parcels]


RENAMED = [
    "goi.toso",
    "GOI.TOSO",
    "goi (1).toso",
    "goi - Copy.toso",
    "Bản sao của goi.toso",
    "goi - Bản sao (2).toso",
    "goi.toso.zip",
    "goi.zip",
    "goi.toso.bin",
    "goi.bin",
    "goi.toso.txt",
    "goi.toso (1)",
    "goi.toso.download",
    "goi",
    "02107-01-nop-xa-goi-0001-b362.Toso",
    "ATT00001.dat",
]


@pytest.mark.parametrize("name", RENAMED)
def test_a_bundle_is_known_whatever_it_is_called(stick: Path, name: str) -> None:
    (stick / name).write_bytes(bundle())
    assert names(stick) == [name]


def test_copies_are_one_bundle_under_its_plainest_name(stick: Path) -> None:
    for name in RENAMED:
        (stick / name).write_bytes(bundle())
    (stick / "khác.toso").write_bytes(bundle("b"))
    first, other = sorted(find([stick]).parcels, key=lambda each: len(each.copies), reverse=True)
    assert first.name == "GOI.TOSO"  # of its own suffix, and the shortest
    assert len(first.copies) == len(RENAMED) - 1
    assert (other.name, other.copies) == ("khác.toso", ())


@pytest.mark.parametrize(
    "name",
    [
        "goi.toso.lnk",  # viruses of sticks
        "goi.toso.exe",
        "goi.toso.vbs",
        "._goi.toso",  # AppleDouble
        ".goi.toso",
        ".goi.toso.12ab34cd.tmp",  # what was being written when the stick was pulled out
        "goi.toso.tmp",
        "ảnh.jpg",
        "goi.pdf",
        "~$goi.docx",
    ],
)
def test_what_is_not_looked_into(stick: Path, name: str) -> None:
    (stick / name).write_bytes(bundle())
    assert names(stick) == []


@pytest.mark.parametrize("name", ["báo cáo.zip", "ghi chú.txt", "khong-duoi", "thư.eml", "rỗng.zip"])
def test_other_files_of_people_are_passed_over(stick: Path, name: str) -> None:
    mail = letter().replace(b"goi.toso", b"anh.jpgs")
    content = mail if name.endswith(".eml") else b"" if name.startswith("r") else b"PK\x03\x04 something else"
    (stick / name).write_bytes(content)
    assert names(stick) == []


@pytest.mark.parametrize(
    "folder",
    ["System Volume Information", "SYSTEM VOLUME INFORMATION", "$RECYCLE.BIN", "$Recycle.Bin", "RECYCLER", "Recycled",
     ".Trash-1000", ".Trashes", ".Spotlight-V100", "FOUND.000", "LOST.DIR", "lost+found"],
)  # fmt: skip
def test_folders_of_systems_are_passed_over(stick: Path, folder: str) -> None:
    (stick / folder).mkdir()
    (stick / folder / "goi.toso").write_bytes(bundle())
    assert names(stick) == []


def test_folders_are_walked_three_deep(stick: Path) -> None:
    here = stick
    for depth in range(5):
        (here / f"goi-{depth}.toso").write_bytes(bundle(str(depth)))
        here = here / f"thư mục {depth}"
        here.mkdir()
    assert names(stick) == ["goi-0.toso", "goi-1.toso", "goi-2.toso", "goi-3.toso"]


def test_the_top_folder_comes_first_and_then_the_order_of_names(stick: Path) -> None:
    (stick / "A").mkdir()
    for name in ("A/goi-1.toso", "goi-3.toso", "goi-2.toso"):
        (stick / name).write_bytes(bundle(name))
    assert names(stick) == ["goi-2.toso", "goi-3.toso", "goi-1.toso"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_never_followed(stick: Path, tmp_path: Path) -> None:
    """A stick may hold a link to anything on this machine."""
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "goi.toso").write_bytes(bundle())
    (stick / "lối tắt.toso").symlink_to(tmp_path / "ngoài" / "goi.toso")
    (stick / "lối tắt").symlink_to(tmp_path / "ngoài", target_is_directory=True)
    (stick / "vòng").symlink_to(stick, target_is_directory=True)
    assert names(stick) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_does_not_hold_us_up(stick: Path) -> None:
    os.mkfifo(stick / "goi.toso")
    assert names(stick) == []


def test_broken_copies_are_each_told(stick: Path) -> None:
    whole = bundle()
    for name, data in (("1.toso", b""), ("2.toso", b""), ("3.toso", whole[:-1]), ("4.toso", bytes(500))):
        (stick / name).write_bytes(data)
    found = find([stick]).parcels
    assert [each.name for each in found] == ["1.toso", "2.toso", "3.toso", "4.toso"]
    assert not any(each.copies for each in found)


def test_times_of_files_decide_nothing(stick: Path) -> None:
    """FAT keeps two seconds, local time and nothing before 1980; a laptop's clock may be years away."""
    for number, name in enumerate(("b.toso", "a.toso", "a (1).toso")):
        (stick / name).write_bytes(bundle(name[0]))
        os.utime(stick / name, (number, number))
    before = find([stick])
    for number, name in enumerate(("a (1).toso", "a.toso", "b.toso")):
        os.utime(stick / name, (2**31 + number, 2**31 + number))
    assert find([stick]) == before
    assert [(each.name, each.copies) for each in before.parcels] == [("a.toso", ("a (1).toso",)), ("b.toso", ())]


def test_a_name_that_is_no_text(stick: Path) -> None:
    path = os.fsencode(stick) + b"/go\xffi.toso"
    try:
        with open(path, "wb") as stream:  # noqa: PTH123 - a name in bytes
            stream.write(b"")
    except OSError:
        pytest.skip("this file system takes text only")
    (found,) = find([stick]).parcels
    assert found.name == r"go\udcffi.toso"


# --- bounds ---


def test_no_more_than_so_many_bundles(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "MOST_PARCELS", 5)
    for number in range(5):
        (stick / f"{number}.toso").write_bytes(bundle(str(number)))
    assert (len(find([stick]).parcels), find([stick]).more) == (5, False)
    (stick / "5.toso").write_bytes(bundle("5"))
    assert (len(find([stick]).parcels), find([stick]).more) == (5, True)


def test_no_more_than_so_many_entries(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "_MOST_ENTRIES", 10)
    for number in range(10):
        (stick / f"{number}.jpg").touch()
    assert not find([stick]).more
    (stick / "10.jpg").touch()
    assert find([stick]).more


def test_a_folder_that_fails_is_told_at_the_top_and_passed_over_inside(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "hỏng").mkdir()
    (stick / "goi.toso").write_bytes(bundle())
    real = os.scandir

    def scan(folder: Path) -> object:
        if folder.name == broken:
            raise OSError(5, "Input/output error")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scan)
    broken = "hỏng"
    assert names(stick) == ["goi.toso"]
    broken = "usb"
    with pytest.raises(FileProblem, match=r"báo lỗi khi đọc ghi. \(usb\)"):
        find([stick])


def test_a_stick_that_is_gone(stick: Path) -> None:
    shutil.rmtree(stick)
    (one,) = find([stick]).parcels  # as a file that somebody named; reading it says what is the matter
    with pytest.raises(FileProblem, match="Không tìm thấy"):
        one.read()


def test_the_search_can_be_stopped(stick: Path) -> None:
    (stick / "a.toso").write_bytes(bundle())

    def stop(_path: Path) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find([stick], stop)


# --- what somebody pointed at ---


def test_a_file_that_was_chosen_is_always_taken(stick: Path) -> None:
    (stick / ".goi.xyz").write_bytes(b"gi do")
    assert [each.name for each in find([stick / ".goi.xyz"]).parcels] == [".goi.xyz"]


def test_a_file_in_a_folder_that_was_chosen_too_is_one(stick: Path) -> None:
    (stick / "goi.toso").write_bytes(bundle())
    (one,) = find([stick / "goi.toso", stick, stick]).parcels
    assert one.copies == ()


def test_a_letter_on_the_stick_is_opened(stick: Path) -> None:
    (stick / "thư của thôn.eml").write_bytes(letter(bundle("a"), bundle("b")))
    found = find([stick]).parcels
    assert [(each.letter, each.part) for each in found] == [("thư của thôn.eml", 0), ("thư của thôn.eml", 1)]
    assert [each.read() for each in found] == [bundle("a"), bundle("b")]
    assert [each.digest for each in found] == [hashlib.sha256(bundle(word)).hexdigest() for word in "ab"]


def test_the_file_counts_before_the_same_bundle_in_a_letter(stick: Path) -> None:
    (stick / "a.eml").write_bytes(letter(bundle()))
    (stick / "một tên rất dài của gói dữ liệu.toso").write_bytes(bundle())
    (one,) = find([stick]).parcels
    assert (one.part, one.copies) == (None, ("goi.toso",))


def test_a_letter_is_known_by_its_first_bytes(stick: Path) -> None:
    (stick / "thư").write_bytes(letter(bundle()))
    assert read_bundle(stick / "thư") == bundle()


def test_a_letter_without_a_bundle_says_so(stick: Path) -> None:
    (stick / "thư.eml").write_bytes(letter().replace(b"goi.toso", b"anh.jpgs"))
    (one,) = in_file(stick / "thư.eml")
    with pytest.raises(FileProblem, match="không có gói dữ liệu đính kèm") as caught:
        one.read()
    assert caught.value.code == "damaged"


def test_one_bundle_is_read_from_a_letter_with_one_and_its_copies(stick: Path) -> None:
    (stick / "một.eml").write_bytes(letter(bundle(), bundle()))
    (stick / "hai.eml").write_bytes(letter(bundle("a"), bundle("b")))
    assert read_bundle(stick / "một.eml") == bundle()
    with pytest.raises(FileProblem, match="Thư này có 2 gói dữ liệu"):
        read_bundle(stick / "hai.eml")


def test_a_letter_that_changed_meanwhile(stick: Path) -> None:
    path = stick / "thư.eml"
    path.write_bytes(letter(bundle("a"), bundle("b")))
    _, second = in_file(path)
    path.write_bytes(letter(bundle("a")))
    with pytest.raises(FileProblem, match="không có gói"):
        second.read()


def test_a_huge_letter_is_refused_before_it_is_read(stick: Path) -> None:
    path = stick / "thư.eml"
    path.write_bytes(letter(bundle()))
    with path.open("r+b") as stream:
        stream.truncate(LIMITS.letter + 1)
    (one,) = in_file(path)
    with pytest.raises(FileProblem) as caught:
        one.read()
    assert caught.value.code == "too-large"


def test_a_folder_is_no_bundle(stick: Path) -> None:
    with pytest.raises(FileProblem, match="Không thấy gói dữ liệu nào trong thư mục"):
        Parcel(stick, "usb").read()


def test_the_letter_made_here_holds_what_it_should() -> None:
    assert [each.data for each in bundles_in(letter(bundle("a"), bundle("b")))] == [bundle("a"), bundle("b")]
