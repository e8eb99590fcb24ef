"""Real bundles by stick and by mail: half copies are told as that, copies merge once, letters open at every door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import FileProblem
from desktop.models.digests import table_digests
from desktop.sync import enrolment, exporting, keys, merging
from desktop.sync.container import HEAD, begins, unfinished
from desktop.sync.letters import compose, of_export, of_request, write_draft
from desktop.sync.merging import Outcome
from desktop.sync.parcels import find
from desktop.sync.refusals import Refusal
from tests.sync.desks import Circle, Desk, add_village, make_circle, make_commune, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path)
    yield made
    made.close()


def merge_all(desk: Desk, stick: Path) -> list[Outcome]:
    """What a desk does with everything on a stick."""
    return [merging.merge_parcel(desk.store, desk.keys, each) for each in find([stick]).parcels]


# --- half copies ---


def test_a_bundle_begins_as_one_and_has_its_end(circle: Circle) -> None:
    data = circle.village.export(circle.stick).read_bytes()
    assert begins(data[:HEAD])
    assert not begins(data[: HEAD - 1])
    assert unfinished(data) == ""


def test_every_half_copy_is_told_as_one(circle: Circle) -> None:
    path = circle.village.export(circle.stick)
    whole = path.read_bytes()
    before = circle.commune.rows()
    for size in (HEAD, 500, len(whole) // 2, len(whole) - 22, len(whole) - 1):
        path.write_bytes(whole[:size])
        outcome = circle.commune.merge(path)
        assert (outcome.verdict, outcome.reason) == ("refused", "damaged")
        assert "Tệp chép chưa xong, mới có" in outcome.message
        assert "chép lại" in outcome.advice
    assert circle.commune.rows() == before


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda data: b"", "Tệp rỗng, chép chưa xong."),
        (lambda data: bytes(len(data)), "Tệp chỉ có chỗ trống, chép chưa xong."),
        (lambda data: data[:4096] + bytes(len(data) - 4096), "Tệp chép chưa xong, mới có"),  # FAT keeps the full length
        (lambda data: data[:600] + b"\xff" + data[601:], ""),
        (lambda data: b"%PDF-1.7" + data, ""),
    ],
)
def test_what_a_pulled_stick_leaves_and_what_is_something_else(circle: Circle, harm, told: str) -> None:
    circle.village.add_households(200)
    path = circle.village.export(circle.stick)
    path.write_bytes(harm(path.read_bytes()))
    outcome = circle.commune.merge(path)
    assert (outcome.verdict, outcome.reason) == ("refused", "damaged")
    assert told in outcome.message
    assert ("chép chưa xong" in outcome.message) == bool(told)


def test_half_an_enrolment_is_told_as_that_too(tmp_path: Path) -> None:
    commune, laptop = make_commune(tmp_path / "xa"), make_village(tmp_path / "thon")
    path = enrolment.request(laptop.store, laptop.keys, tmp_path / "usb")
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Refusal, match="chép chưa hết"):
        enrolment.read_request(commune.store, commune.keys, path)
    commune.store.close()
    laptop.store.close()


# --- a full stick ---


def test_a_stick_with_forty_bundles(circle: Circle) -> None:
    """A village that handed over every week; copies, half copies and other people's files lie between."""
    stick = circle.stick
    names = []
    for week in range(40):
        circle.village.add_households(1)
        path = circle.village.export(stick, only_new=True)
        names.append(path.name)
        if week % 5 == 0:
            path.with_name(f"{path.stem} (1).toso").write_bytes(path.read_bytes())
            path.with_name(f"{path.stem}.toso.zip").write_bytes(path.read_bytes())
        if week % 13 == 0:
            path.with_name(f"{path.stem} - Copy.toso").write_bytes(path.read_bytes()[:1500])
    (stick / "ảnh.zip").write_bytes(b"PK\x03\x04")
    outcomes = merge_all(circle.commune, stick)
    verdicts = [each.verdict for each in outcomes]
    assert verdicts.count("merged") == 40
    assert verdicts.count("refused") == 4 + 1  # the half copies; the request for enrolment
    assert [each.file for each in outcomes if each.verdict == "merged"] == names
    scope = circle.village.village_id
    assert table_digests(circle.commune.store, scope) == table_digests(circle.village.store, scope)
    assert {each.verdict for each in merge_all(circle.commune, stick)} == {"already", "refused"}


# --- by mail ---


def draft_of(desk: Desk, folder: Path, to: Desk | None = None) -> Path:
    """A bundle as a letter alone."""
    done = exporting.export(desk.store, desk.keys, folder, village=to.village if to else None)
    draft = write_draft(done.path, of_export(desk.store, done))
    done.path.unlink()
    return draft.path


def test_a_hand_over_and_its_receipt_by_mail(circle: Circle, tmp_path: Path) -> None:
    circle.village.add_households(5)
    up = circle.commune.merge(draft_of(circle.village, tmp_path / "thu"))
    assert (up.verdict, up.counts["household"]) == ("merged", 5)
    down = circle.village.merge(draft_of(circle.commune, tmp_path / "thu", circle.village))
    assert down.verdict == "merged"
    done = exporting.export(circle.village.store, circle.village.keys, circle.stick)
    assert done.entries == 0


def test_a_letter_and_its_bundle_on_one_stick_merge_once(circle: Circle, tmp_path: Path) -> None:
    circle.village.add_households(5)
    done = exporting.export(circle.village.store, circle.village.keys, tmp_path / "thu")
    write_draft(done.path, of_export(circle.village.store, done))
    (one,) = merge_all(circle.commune, tmp_path / "thu")
    assert (one.verdict, one.file) == ("merged", done.path.name)


def test_the_ledger_knows_a_bundle_of_a_letter_by_its_own_name(circle: Circle, tmp_path: Path) -> None:
    circle.village.add_households(1)
    path = draft_of(circle.village, tmp_path / "thu")
    circle.commune.merge(path)
    noted = circle.commune.store.rows("SELECT file_name FROM bundle WHERE direction = 'in'")
    assert noted == [(path.name,)]  # as a file that was named it is told by the file
    circle.village.add_households(1)
    path = draft_of(circle.village, tmp_path / "thu")
    outcomes = {each.file: each.verdict for each in merge_all(circle.commune, tmp_path / "thu")}
    assert outcomes == {f"{path.stem}.toso": "merged"} | {name: "already" for name in outcomes if path.stem not in name}


def test_enrolment_by_mail(tmp_path: Path) -> None:
    commune, laptop = make_commune(tmp_path / "xa"), make_village(tmp_path / "thon")
    row = add_village(commune, "02107-01")
    path = enrolment.request(laptop.store, laptop.keys, tmp_path / "thu")
    asked = write_draft(path, of_request(laptop.store, path)).path
    path.unlink()
    request = enrolment.read_request(commune.store, commune.keys, asked)
    assert request.spoken == keys.spoken(laptop.keys.fingerprint)
    issued = enrolment.issue(commune.store, commune.keys, asked, row, tmp_path / "thu", heard=request.spoken)
    letter = compose(of_request(laptop.store, issued.path), issued.path.name, issued.path.read_bytes())
    (tmp_path / "tra-loi.eml").write_bytes(letter)
    accepted, _ = enrolment.accept(laptop.store, laptop.keys, tmp_path / "tra-loi.eml")
    assert accepted.code == "02107-01"
    commune.store.close()
    laptop.store.close()


def test_a_letter_with_two_bundles_is_no_enrolment(circle: Circle, tmp_path: Path) -> None:
    circle.village.add_households(1)
    two = tmp_path / "hai.eml"
    first, second = (circle.village.export(circle.stick).read_bytes() for _ in range(2))
    letter = compose(of_request(circle.village.store, two), "a.toso", first)
    boundary = letter[letter.rindex(b"--=_toso_") : letter.rindex(b"--")]
    head = b"\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    two.write_bytes(letter[: letter.rindex(boundary)] + boundary + head + second + b"\r\n" + boundary + b"--\r\n")
    assert len(find([two]).parcels) == 2
    with pytest.raises(FileProblem, match="Thư này có 2 gói dữ liệu"):
        enrolment.read_request(circle.commune.store, circle.commune.keys, two)
    assert circle.commune.merge(two).verdict == "refused"
    assert [each.verdict for each in merge_all(circle.commune, two)] == ["merged", "already"]
