"""Letters that come back from the world: the bundle is found in each, and a hostile one is only refused."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.attachments import LETTER_HEAD, bundles_in, is_letter
from desktop.sync.container import Members, pack
from desktop.sync.letters import Letter, compose
from desktop.sync.limits import Limits
from desktop.sync.refusals import Refusal

BUNDLE = pack(Members(b"{}", b"signature", bytes(range(256)) * 3))
LETTER = Letter("xa@thu.example", "Tổ Số: Thôn Nà Quang nộp gói dữ liệu số 12 về xã", "Kính gửi UBND xã,\n\nGói.\n")


def part(headers: str, body: bytes, encode: str = "base64") -> bytes:
    """One part with these headers."""
    coded = base64.encodebytes(body) if encode == "base64" else quopri.encodestring(body) if encode else body
    told = f"Content-Transfer-Encoding: {encode}\n" if encode else ""
    return f"{headers}\n{told}\n".encode() + coded


def mail(*parts: bytes, boundary: str = "000000000000a1b2", kind: str = "multipart/mixed") -> bytes:
    """A letter as one that came back from the world."""
    head = (
        "Received: from mail.example by mx.example; Fri, 1 Aug 2025 08:00:00 +0700\n"
        "From: =?UTF-8?Q?Th=C3=B4n?= <thon@example.org>\nTo: xa@example.org\nSubject: goi\nMIME-Version: 1.0\n"
        f'Content-Type: {kind}; boundary="{boundary}"\n\nThis is a multi-part message.\n'
    )
    return (
        head.encode()
        + b"".join(f"--{boundary}\n".encode() + each + b"\n" for each in parts)
        + (f"--{boundary}--\n".encode())
    )


TEXT = part('Content-Type: text/plain; charset="utf-8"', "Gửi xã gói.toso nhé".encode())
NAMED = part('Content-Type: application/octet-stream; name="goi.toso"', BUNDLE)

WAYS = {
    "gmail": mail(
        mail(
            TEXT, part("Content-Type: text/html", b"<b>goi</b>"), boundary="b2", kind="multipart/alternative"
        ).partition(b"MIME-Version: 1.0\n")[2],
        part(
            'Content-Type: application/octet-stream; name="goi.toso"\nContent-Disposition: attachment;\n'
            ' filename="goi.toso"\nX-Attachment-Id: f_1',
            BUNDLE,
        ),
    ),
    "zalo and webmail rename it": mail(TEXT, part('Content-Type: application/zip; name="goi.zip"', BUNDLE)),
    "no name at all": mail(TEXT, part("Content-Type: application/octet-stream", BUNDLE)),
    "called text": mail(TEXT, part('Content-Type: text/plain; name="goi.toso.txt"', BUNDLE)),
    "quoted-printable": mail(TEXT, part("Content-Type: application/octet-stream", BUNDLE, "quoted-printable")),
    "binary": mail(TEXT, part("Content-Type: application/octet-stream\nContent-Transfer-Encoding: binary", BUNDLE, "")),
    "one long line": mail(TEXT, b"Content-Type: x/y\nContent-Transfer-Encoding: BASE64\n\n" + base64.b64encode(BUNDLE)),
    "only the bundle": b"From: a@b.vn\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(BUNDLE),
    "forwarded": mail(TEXT, b"Content-Type: message/rfc822\n\n" + mail(TEXT, NAMED, boundary="inner")),
    "forwarded in base64": mail(TEXT, part("Content-Type: message/rfc822", mail(NAMED, boundary="inner"))),
    "signed": mail(mail(TEXT, NAMED, boundary="in").partition(b"MIME-Version: 1.0\n")[2], kind="multipart/signed"),
    "mbox": b"From - Fri Aug  1 08:00:00 2025\n" + mail(TEXT, NAMED),
    "byte order mark": b"\xef\xbb\xbf" + mail(TEXT, NAMED),
    "empty lines first": b"\r\n\r\n" + mail(TEXT, NAMED),
    "lines of windows": b"\r\n".join(mail(TEXT, NAMED).split(b"\n")),
    "end is missing": mail(TEXT, NAMED).rpartition(b"--000000000000a1b2--")[0],
    "boundary of signs": mail(TEXT, NAMED, boundary="a+b(c)?/.=_:'"),
    "spaces after the boundary": mail(TEXT, NAMED).replace(b"--000000000000a1b2\n", b"--000000000000a1b2 \t\n"),
    "boundary without quotes": mail(TEXT, NAMED).replace(b'"000000000000a1b2"', b"000000000000a1b2"),
    "folded header": mail(TEXT, NAMED).replace(b"multipart/mixed; boundary", b"multipart/mixed;\n\tboundary"),
    "upper case": mail(TEXT, NAMED).replace(b"Content-Type: multipart/mixed", b"CONTENT-TYPE: Multipart/MIXED"),
    "written here": compose(LETTER, "goi.toso", BUNDLE),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_bundle_is_found_however_the_mail_was_made(way: bytes) -> None:
    assert is_letter(way[:LETTER_HEAD])
    assert [each.data for each in bundles_in(way)] == [BUNDLE]


NAMES = {
    'name="goi.toso"': "goi.toso",
    "name=goi.toso": "goi.toso",
    'name="=?UTF-8?B?Z8OzaS50b3Nv?="': "gói.toso",
    "name*=UTF-8''g%C3%B3i.toso": "gói.toso",
    'name*0="go"; name*1="i.toso"': "goi.toso",
    'name="../../etc/goi.toso"': "goi.toso",
    'name="C:\\\\Users\\\\x\\\\goi.toso"': "goi.toso",
    'name="go\u202ei.toso"': "goi.toso",
    'name="=?UTF-8?B?!!!?="': "goi-trong-thu.toso",
    'name="gói.toso"': "gói.toso",
    'name="=?khong-co?Q?goi?="': "goi-trong-thu.toso",
    "name*=khong-co''goi": "goi",
    'name=""': "goi-trong-thu.toso",
    f'name="{"x" * 900}.toso"': "x" * 115 + ".toso",
    f'name="{"x" * 2000}.toso"': "goi-trong-thu.toso",
}


@pytest.mark.parametrize(("written", "name"), NAMES.items())
def test_names_of_attachments(written: str, name: str) -> None:
    (found,) = bundles_in(mail(part(f"Content-Type: application/octet-stream; {written}", BUNDLE)))
    assert found.name == name


@pytest.mark.parametrize("keep", [0, 1, 30, 500, len(BUNDLE) - 1])
def test_a_letter_that_was_cut_off_gives_as_much_as_there_is(keep: int) -> None:
    body = base64.encodebytes(BUNDLE[:keep])
    letter = mail(TEXT, NAMED).partition(base64.encodebytes(BUNDLE))[0] + body[: max(0, len(body) - 2)]
    (found,) = bundles_in(letter)
    assert found.name == "goi.toso"
    assert BUNDLE.startswith(found.data)
    assert len(found.data) >= keep - 4


@pytest.mark.parametrize(
    "file",
    [b"", BUNDLE, b"%PDF-1.7\nSubject: a", "Kính gửi: xã\nSố liệu".encode(), b"ten: 1\ntuoi: 2\n", b"\x00" * 100],
)
def test_other_files_are_no_letters(file: bytes) -> None:
    assert not is_letter(file)


# --- letters of an enemy ---

SMALL = Limits(parts=20, inside=4, boundaries=50, headers=2000, letter=200_000)


def nested(depth: int) -> bytes:
    letter = NAMED
    for level in range(depth):
        letter = f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode() + letter
    return b"Subject: x\n" + letter


def inner_letters(depth: int) -> bytes:
    letter = NAMED
    for _ in range(depth):
        letter = b"Content-Type: message/rfc822\n\n" + letter
    return b"Subject: x\n" + letter


def test_parts_within_parts_end_somewhere() -> None:
    assert len(bundles_in(nested(4), SMALL)) == 1
    assert len(bundles_in(inner_letters(4), SMALL)) == 1
    for hostile in (nested(5), inner_letters(5), nested(1500), inner_letters(1500)):
        with pytest.raises(Refusal, match="quá sâu") as caught:
            bundles_in(hostile, SMALL)
        assert caught.value.code == "too-large"


def test_parts_are_counted() -> None:
    assert len(bundles_in(mail(*[NAMED] * 19), SMALL)) == 19
    with pytest.raises(Refusal, match="quá nhiều phần"):
        bundles_in(mail(*[NAMED] * 20), SMALL)


def test_what_looks_like_a_boundary_is_counted_too() -> None:
    letter = mail(NAMED, boundary="b")
    assert len(bundles_in(letter + b"\n--bx" * 40, SMALL)) == 1  # after the end nobody looks
    with pytest.raises(Refusal, match="quá nhiều phần"):
        bundles_in(letter.replace(b"This is", b"\n--bx" * 60 + b"\nThis is"), SMALL)


def test_endless_headers_are_refused() -> None:
    with pytest.raises(Refusal, match="Phần đầu"):
        bundles_in(b"Subject: a\n" + b"X: y\n" * 2000, SMALL)
    with pytest.raises(Refusal, match="Phần đầu"):
        bundles_in(mail(b"X-A: " + b"b" * 3000), SMALL)


def test_a_header_that_is_costly_to_read_is_not_read() -> None:
    """Python's parser of parameters takes the square of the length for this one."""
    costly = 'Content-Type: application/octet-stream; name="' + ';"' * 20_000
    assert bundles_in(mail(part(costly, BUNDLE)))[0].name == "goi-trong-thu.toso"


def test_a_letter_above_its_size_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        bundles_in(mail(NAMED) + b" " * 200_000, SMALL)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("boundary", ["", " ", "\n", "x" * 300])
def test_a_boundary_that_is_none(boundary: str) -> None:
    assert bundles_in(mail(TEXT, NAMED, boundary=boundary)) == []


PIECES = [
    *(b"\n", b"\r\n", b"--b", b"--", b"=", b'"', b";", b"\x00", b"\xff", b": ", b" " * 60, BUNDLE[:45], b"UEsDBBQ="),
    *(b'Content-Type: multipart/mixed; boundary="b"\n', b"Content-Type: message/rfc822\n", b"=?utf-8?b?", b"?="),
    *(
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Disposition: attachment; filename*1*=",
        b'name*0*="',
        b"utf-8'vi'%",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_letter_does_more_than_be_refused(pieces: list[bytes]) -> None:
    for hostile in (b"".join(pieces), b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' + b"".join(pieces)):
        is_letter(hostile)
        try:
            found = bundles_in(hostile, SMALL)
        except Refusal:
            continue
        for each in found:
            assert "/" not in each.name
            assert each.name == each.name.strip()
