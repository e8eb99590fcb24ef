"""The golden files' own door: it fails on a difference, says where, and approves only when told to."""

from pathlib import Path

import pytest

from tests.golden import VARIABLE, check_golden


@pytest.fixture(autouse=True)
def _not_updating(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.mark.parametrize("content", ["Tổ Số\ndòng hai\n", b"%PDF-1.7 \xff\r\n"])
def test_the_approved_content_passes_and_another_fails(
    content: str | bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "golden" / "a"
    with pytest.raises(pytest.fail.Exception, match="does not exist yet"):
        check_golden(path, content)
    monkeypatch.setenv(VARIABLE, "1")
    check_golden(path, content)
    monkeypatch.delenv(VARIABLE)
    check_golden(path, content)
    with pytest.raises(pytest.fail.Exception, match="no longer what was approved"):
        check_golden(path, content + content)  # type: ignore[operator]
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_a_changed_line_is_shown_and_what_was_made_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\nhai\n", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception) as caught:
        check_golden(path, "một\nba\n")
    assert "-hai\n+ba" in str(caught.value)
    assert (tmp_path / "toso-golden" / "a.txt").read_text(encoding="utf-8") == "một\nba\n"


def test_the_first_differing_byte_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"0123456789")
    with pytest.raises(pytest.fail.Exception, match="part at byte 4"):
        check_golden(path, b"0123x")


def test_other_line_endings_are_a_difference(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\r\n")
    with pytest.raises(pytest.fail.Exception):
        check_golden(path, "a\n")
