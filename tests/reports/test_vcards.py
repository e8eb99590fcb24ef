"""The contact list as vCard 3.0: names in their parts, escapes, folding, bytes."""

from desktop.models.contacts import Contact
from desktop.reports.catalogue import vcards
from desktop.reports.vcards import name_parts

HEAD = Contact(
    "0198-a", "Lý A Páo", "Tổ trưởng", "0912345678", "Trưởng thôn", "Tổ Công nghệ số cộng đồng thôn Nà Quang"
)


def unfolded(data: bytes) -> list[str]:
    """The lines as RFC 2426 2.6 joins them, read byte by byte."""
    text = data.replace(b"\r\n ", b"").decode()
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def test_names_stand_in_their_parts() -> None:
    assert name_parts("Nguyễn Thị Ngọc Ánh") == ("Nguyễn", "Ánh", "Thị Ngọc")
    assert name_parts("Lý A Páo") == ("Lý", "Páo", "A")
    assert name_parts("Páo") == ("", "Páo", "")
    lines = unfolded(vcards([HEAD]))
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Lý;Páo;A;;",
        "FN:Lý A Páo",
        "ORG:Tổ Công nghệ số cộng đồng thôn Nà Quang",
        "TITLE:Tổ trưởng - Trưởng thôn",
        "TEL;TYPE=CELL,VOICE:+84912345678",
        "UID:urn:uuid:0198-a",
        "END:VCARD",
    ]


def test_commas_semicolons_and_backslashes_are_escaped() -> None:
    odd = Contact("p", "Lý A Thử", "", "", "Ủy viên; thư ký, kho \\ sổ\nhai", "Tổ")
    title = next(line for line in unfolded(vcards([odd])) if line.startswith("TITLE"))
    assert title == "TITLE:Ủy viên\\; thư ký\\, kho \\\\ sổ hai"
    assert not any(line.startswith("TEL") for line in unfolded(vcards([odd])))


def test_long_lines_are_folded_between_letters_at_75_bytes() -> None:
    for length in range(60, 90):
        long = Contact("p", "Lý A Thử", "Tổ phó", "02083855555", "ộ" * length, "Tổ")
        data = vcards([long])
        assert max(len(line) for line in data.split(b"\r\n")) <= 75
        for line in data.split(b"\r\n"):
            line.decode()
        assert f"TITLE:Tổ phó - {'ộ' * length}" in unfolded(data)
        assert "TEL;TYPE=WORK,VOICE:+842083855555" in unfolded(data)


def test_all_stand_in_one_file_in_their_order() -> None:
    lines = unfolded(vcards([HEAD, Contact("b", "Hà Thị Hoa", "Tổ phó", "0987654321", "", "Tổ")]))
    assert [line for line in lines if line.startswith("FN")] == ["FN:Lý A Páo", "FN:Hà Thị Hoa"]
    assert not vcards([HEAD]).startswith(b"\xef\xbb\xbf")
