"""Letters: what is written opens elsewhere and says the right things, and what comes back by mail is found in it."""

from __future__ import annotations

import email
import email.policy
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.models.journal import changing
from desktop.models.places import Commune
from desktop.models.setup import commune_of
from desktop.sync import enrolment, exporting, letters
from desktop.sync.container import Members, pack
from desktop.sync.letters import HEAVY, Letter, compose, of_export, of_request, write_draft
from tests.sync.desks import Circle, make_circle, make_village

BUNDLE = pack(Members(b"{}", b"signature", bytes(range(256)) * 3))
LETTER = Letter("xa@thu.example", "Tổ Số: Thôn Nà Quang nộp gói dữ liệu số 12 về xã", "Kính gửi UBND xã,\n\nGói.\n")


@pytest.fixture
def circle(tmp_path: Path) -> Circle:
    made = make_circle(tmp_path)
    made.village.add_households(3)
    return made


def read(data: bytes) -> email.message.EmailMessage:
    """Python's own parser, which knows nothing of the scanner under test."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    assert all(not part.defects for part in message.walk())
    return message


def text_of(message: email.message.EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def attached(message: email.message.EmailMessage) -> tuple[str, bytes]:
    (one,) = message.iter_attachments()
    assert one.get_content_type() == "application/octet-stream"
    content = one.get_content()
    assert isinstance(content, bytes)
    return one.get_filename() or "", content


# --- writing ---


def test_a_stranger_reads_what_was_written() -> None:
    message = read(compose(LETTER, "02107-01-nop-xa-goi-0012-b362.toso", BUNDLE))
    assert message["subject"] == LETTER.subject
    assert message["to"] == LETTER.to
    assert message["x-unsent"] == "1"
    assert message["from"] is None
    assert text_of(message) == LETTER.text
    assert attached(message) == ("02107-01-nop-xa-goi-0012-b362.toso", BUNDLE)


def test_the_file_is_ascii_in_short_lines_that_end_as_mail_wants() -> None:
    data = compose(LETTER, "g" * 200 + ".toso", BUNDLE * 50)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    name, content = attached(read(data))
    assert (len(name), name[-5:]) == (60, ".toso")
    assert content == BUNDLE * 50


def test_equal_letters_are_equal_bytes() -> None:
    assert compose(LETTER, "goi.toso", BUNDLE) == compose(LETTER, "goi.toso", BUNDLE)


SUBJECTS = st.text(
    st.sampled_from("Tổ Số: Thôn Nà Quang nộp gói dữ liệu số ăâđêôơưẤỆỬỠẶ12 (xã)."), min_size=1, max_size=150
)


@given(SUBJECTS)
@example("Tổ Số: Thôn Nà Quang nộp gói dữ liệu số 1 về xã")  # here EmailMessage lost a space
@example("Tổ Số: " + "thôn Nà Quang nộp gói dữ liệu " * 10)
def test_no_letter_and_no_space_of_a_subject_is_lost(subject: str) -> None:
    said = " ".join(subject.split())
    data = compose(Letter("", subject, ""), "goi.toso", BUNDLE)
    assert read(data)["subject"] == said
    assert unicodedata.is_normalized("NFC", str(read(data)["subject"]))


def test_a_decomposed_subject_and_a_line_end_in_it_become_one_nfc_line() -> None:
    subject = unicodedata.normalize("NFD", "Thôn Nà Quang") + "\r\nBcc: ai@do.example"
    message = read(compose(Letter("", subject, ""), "goi.toso", BUNDLE))
    assert message["subject"] == "Thôn Nà Quang Bcc: ai@do.example"
    assert message["bcc"] is None


@pytest.mark.parametrize("command", ["munpack", "ripmime"])
def test_other_programs_take_the_bundle_out(tmp_path: Path, command: str) -> None:
    if shutil.which(command) is None:
        pytest.skip(f"no {command}")
    (tmp_path / "thu.eml").write_bytes(compose(LETTER, "goi.toso", BUNDLE))
    out = tmp_path / "out"
    out.mkdir()
    options = {
        "munpack": ["-q", "-f", "-C", out, tmp_path / "thu.eml"],
        "ripmime": ["-i", tmp_path / "thu.eml", "-d", out],
    }
    subprocess.run([command, *map(str, options[command])], check=True, capture_output=True)
    assert (out / "goi.toso").read_bytes() == BUNDLE


def test_a_letter_to_the_commune_says_who_what_and_what_to_do(circle: Circle) -> None:
    done = exporting.export(circle.village.store, circle.village.keys, circle.stick)
    letter = of_export(circle.village.store, done)
    assert letter.subject == "Tổ Số: Thôn Thôn 1 nộp gói dữ liệu số 1 về xã"
    assert f"gói dữ liệu số 1, gồm {done.entries} thay đổi, trong tệp đính kèm {done.path.name}" in letter.text
    assert "Hộp nhận" in letter.text
    assert letter.text.startswith("Kính gửi UBND xã Thanh Thịnh,\n")
    assert letter.to == ""


def test_a_letter_of_the_commune_speaks_to_the_village(circle: Circle) -> None:
    done = exporting.export(circle.commune.store, circle.commune.keys, circle.stick, village=circle.village.village)
    letter = of_export(circle.commune.store, done)
    assert letter.subject == f"Tổ Số: Xã Thanh Thịnh gửi thôn Thôn 1 gói dữ liệu số {done.number}"
    assert "Chọn tệp xã gửi" in letter.text
    assert letter.to == ""


def test_nothing_new_is_said_as_that(circle: Circle) -> None:
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    done = exporting.export(circle.village.store, circle.village.keys, circle.stick)
    assert done.entries == 0
    assert "không có thay đổi mới" in of_export(circle.village.store, done).text


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("vhxh@thanhthinh.example", "vhxh@thanhthinh.example"),
        (" vhxh@thanhthinh.example ", "vhxh@thanhthinh.example"),
        ("", ""),
        ("không có", ""),
        ("a@b", ""),
        ("a@b.vn, c@d.vn", ""),
        ("Xã <a@b.vn>", ""),
        ("á@b.vn", ""),
    ],
)
def test_the_commune_is_addressed_when_its_profile_has_an_address(circle: Circle, address: str, to: str) -> None:
    commune = commune_of(circle.commune.store)
    assert commune is not None
    with changing(circle.commune.store) as change:
        change.set(Commune, commune.id, email=address or None)
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    done = exporting.export(circle.village.store, circle.village.keys, circle.stick)
    draft = write_draft(done.path, of_export(circle.village.store, done))
    assert str(read(draft.path.read_bytes())["to"] or "") == to


def test_a_request_says_that_the_code_comes_by_telephone_and_not_what_it_is(tmp_path: Path) -> None:
    laptop = make_village(tmp_path / "thon")
    path = enrolment.request(laptop.store, laptop.keys, tmp_path / "usb")
    draft = write_draft(path, of_request(laptop.store, path))
    said = text_of(read(draft.path.read_bytes()))
    assert "gọi điện" in said
    assert "Kính gửi UBND xã,\n" in said
    code = enrolment.spoken_code(laptop.keys)
    for group in code.split():
        assert group not in said
    assert draft.path == path.with_suffix(".eml")
    laptop.store.close()


def test_a_letter_above_25_mb_is_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert HEAVY == 25_000_000
    monkeypatch.setattr(letters, "HEAVY", 25_000)
    for size, heavy in ((17_000, False), (19_000, True)):  # base64 takes a third more
        (tmp_path / "goi.toso").write_bytes(bytes(size))
        draft = write_draft(tmp_path / "goi.toso", LETTER)
        assert draft.size == draft.path.stat().st_size
        assert draft.is_heavy is heavy


def test_the_marker_of_a_draft_is_the_one_that_outlook_documents() -> None:
    assert b"\r\nX-Unsent: 1\r\n" in compose(LETTER, "goi.toso", BUNDLE).partition(b"\r\n\r\n")[0] + b"\r\n"
    assert letters.SUFFIX == ".eml"
