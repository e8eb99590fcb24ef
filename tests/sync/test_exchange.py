"""The whole way between desks: enrol, hand over, merge, receipt; and everything that goes wrong with sticks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import TosoError
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.models.reporting import Period, Service
from desktop.models.schema import TABLES
from desktop.sync import carrying, enrolment
from desktop.sync.container import unpack
from desktop.sync.cover import read
from tests.sync.desks import Circle, add_village, issue, make_circle, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path)
    yield made
    made.close()


def unsent(circle: Circle) -> int:
    village = circle.village.store
    return carrying.unacknowledged(village, carrying.to_commune(village)).entries


def test_enrolment_brings_catalogues_and_the_village(circle: Circle) -> None:
    village = circle.village
    assert village.village.code == "02107-01"
    assert len(village.store.all(Service.select())) == len(circle.commune.store.all(Service.select())) > 40
    assert {device.role for device in village.store.all(Device.select())} == {"commune", "village"}


def test_a_month_goes_up_and_the_receipt_comes_back(circle: Circle) -> None:
    circle.village.add_households(25)
    before = unsent(circle)
    outcome = circle.commune.merge(circle.village.export(circle.stick))
    assert (outcome.verdict, outcome.counts, outcome.conflicts) == ("merged", {"household": 25, "key_escrow": 1}, 0)
    assert outcome.equal_counts
    assert unsent(circle) == before  # exported is not delivered
    receipt = circle.commune.export(circle.stick, circle.village)
    assert circle.village.merge(receipt).verdict == "merged"
    assert unsent(circle) == 0
    scope = circle.village.village_id
    assert table_digests(circle.commune.store, scope) == table_digests(circle.village.store, scope)


def test_the_same_bundle_twice_changes_nothing(circle: Circle) -> None:
    circle.village.add_households(3)
    path = circle.village.export(circle.stick)
    circle.commune.merge(path)
    before = circle.commune.rows()
    assert circle.commune.merge(path).verdict == "already"
    renamed = path.with_name("goi (1).toso")
    shutil.copy(path, renamed)
    assert circle.commune.merge(renamed).verdict == "already"
    assert circle.commune.rows() == before


def test_a_lost_stick_loses_nothing(circle: Circle) -> None:
    circle.village.add_households(2)
    circle.village.export(circle.stick).unlink()
    circle.village.add_households(1)
    assert circle.commune.merge(circle.village.export(circle.stick)).counts == {"household": 3, "key_escrow": 1}


def test_entries_already_held_are_passed_over(circle: Circle) -> None:
    circle.village.add_households(2)
    first = circle.village.export(circle.stick)
    circle.village.add_households(1)
    second = circle.village.export(circle.stick)
    assert circle.commune.merge(second).counts == {"household": 3, "key_escrow": 1}
    assert circle.commune.merge(first).verdict == "already"


def test_three_without_two_is_held_and_merges_when_two_comes(circle: Circle) -> None:
    paths = []
    for _ in range(3):
        circle.village.add_households(1)
        paths.append(circle.village.export(circle.stick, only_new=True))
    assert circle.commune.merge(paths[0]).verdict == "merged"
    before = circle.commune.rows()["household"]
    held = circle.commune.merge(paths[2])
    assert (held.verdict, held.reason) == ("held", "gap")
    assert "Có gói 1 và 3; thiếu 2" in held.message
    assert circle.commune.rows()["household"] == before
    merged = circle.commune.merge(paths[1])
    assert (merged.verdict, [out.verdict for out in merged.released]) == ("merged", ["merged"])
    assert len(circle.commune.store.all(Household.select())) == 3


def test_a_plan_says_what_the_merge_does_and_writes_nothing(circle: Circle) -> None:
    circle.village.add_households(4)
    path = circle.village.export(circle.stick)
    before = circle.commune.rows()
    plan = circle.commune.merge(path, plan=True)
    assert circle.commune.rows() == before
    assert [one.change for one in plan.records if one.table == "household"] == ["added"] * 4
    assert replace(plan, records=()) == circle.commune.merge(path)


def test_both_wrote_one_field_and_both_values_are_kept(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.edit(home, phone="0912345678", note="thôn ghi")
    circle.commune.edit(home, phone="0987654321", people=6)
    outcome = circle.commune.merge(circle.village.export(circle.stick))
    assert outcome.conflicts == 1
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    for desk in (circle.commune, circle.village):
        (found,) = conflicts(desk.store)
        assert {side.value for side in found.sides} == {"0912345678", "0987654321"}
        assert (desk.household(home).note, desk.household(home).people) == ("thôn ghi", 6)


def test_what_is_recorded_before_enrolment_arrives_after_it(tmp_path: Path) -> None:
    circle = make_circle(tmp_path)
    early = make_village(tmp_path / "thon-02", seed=9, name="Khuổi Lót")
    early.add_households(3)
    row = add_village(circle.commune, "02107-02", "Khuổi Lót")
    asked = enrolment.request(early.store, early.keys, circle.stick)
    accepted, early.keys = enrolment.accept(
        early.store, early.keys, issue(circle.commune, early, asked, row, circle.stick)
    )
    assert (accepted.village, early.village_id) == ("Khuổi Lót", row.id)
    assert circle.commune.merge(early.export(circle.stick)).counts == {"household": 3, "key_escrow": 1}
    assert table_digests(circle.commune.store, row.id) == table_digests(early.store, row.id)
    circle.close()
    early.store.close()


def test_an_enrolment_of_another_laptop_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    circle = make_circle(tmp_path)
    other = make_village(tmp_path / "other", seed=9)
    third = make_village(tmp_path / "third", seed=10)
    row = add_village(circle.commune, "02107-02")
    asked = enrolment.request(other.store, other.keys, circle.stick)
    issued = issue(circle.commune, other, asked, row, circle.stick)
    before = third.rows()
    with pytest.raises(TosoError) as caught:
        enrolment.accept(third.store, third.keys, issued)
    assert caught.value.code == "not-for-us"
    assert third.rows() == before
    for desk in (other, third):
        desk.store.close()
    circle.close()


def test_one_village_sees_nothing_of_another_or_of_the_commune(tmp_path: Path) -> None:
    circle = make_circle(tmp_path, villages=2)
    first, second = circle.villages
    first.add_households(2)
    circle.commune.merge(first.export(circle.stick))
    with changing(circle.commune.store) as change:
        change.add(TABLES["signer"], full_name="Trần Văn Mẫu", lines=["CHỦ TỊCH"], valid_from=date(2025, 7, 1))
        change.add(
            Period, kind="thang", name="tháng 8 năm 2025", first_day=date(2025, 8, 1), last_day=date(2025, 8, 31)
        )
    assert second.merge(circle.commune.export(circle.stick, second)).verdict == "merged"
    assert second.store.all(Household.select()) == []
    assert [village.code for village in second.store.all(Village.select())] == ["02107-02"]
    assert second.store.all(TABLES["signer"].select()) == []
    assert len(second.store.all(Period.select())) == 1


def test_a_bundle_for_the_other_village_is_not_for_us(tmp_path: Path) -> None:
    circle = make_circle(tmp_path, villages=2)
    first, second = circle.villages
    path = circle.commune.export(circle.stick, first)
    assert second.merge(path).reason == "not-for-us"
    circle.close()


def test_a_flipped_byte_anywhere_is_refused_and_every_table_stays(circle: Circle) -> None:
    circle.village.add_households(1)
    path = circle.village.export(circle.stick)
    whole = path.read_bytes()
    before = circle.commune.rows()
    bad = circle.stick / "bad.toso"
    for position in range(0, len(whole), 23):
        bad.write_bytes(whole[:position] + bytes([whole[position] ^ 0x20]) + whole[position + 1 :])
        assert circle.commune.merge(bad).verdict == "refused", position
    assert circle.commune.rows() == before
    assert circle.commune.merge(path).verdict == "merged"


@pytest.mark.parametrize("size", [0, 1, 21, 400, -1])
def test_a_truncated_file_is_damaged(circle: Circle, size: int) -> None:
    circle.village.add_households(1)
    path = circle.village.export(circle.stick)
    path.write_bytes(path.read_bytes()[:size])
    outcome = circle.commune.merge(path)
    assert (outcome.verdict, outcome.reason) == ("refused", "damaged")
    assert outcome.message
    assert outcome.advice


def test_a_missing_file_and_a_folder_are_refused_in_words(circle: Circle) -> None:
    for path in (circle.stick / "khong-co.toso", circle.stick):
        outcome = circle.commune.merge(path)
        assert outcome.verdict == "refused"
        assert outcome.advice


def test_revocation_keeps_what_had_arrived_and_takes_no_more(circle: Circle) -> None:
    circle.village.add_households(1)
    good = circle.village.export(circle.stick, only_new=True)
    circle.village.add_households(1)
    late = circle.village.export(circle.stick, only_new=True)
    device = circle.commune.store.get(Device, circle.village.store.setting("device") or "")
    assert device is not None
    assert circle.commune.merge(good).verdict == "merged"
    again = circle.village.export(circle.stick / "again")  # everything, also what is there
    assert enrolment.revoke(circle.commune.store, device, reason="mất máy").popitem()[1] == 2
    assert circle.commune.merge(late).reason == "revoked"
    assert circle.commune.merge(again).reason == "revoked"
    assert circle.commune.merge(good).verdict == "already"
    assert circle.commune.store.value("SELECT count(*) FROM household") == 1


def test_strangers_verify_and_open_a_bundle(circle: Circle, tmp_path: Path) -> None:
    """`unzip`, `ssh-keygen -Y verify`, `age` and `zstd` agree with the format."""
    tools = ("unzip", "ssh-keygen", "age", "zstd")
    if not all(shutil.which(tool) for tool in tools):
        pytest.skip("needs unzip, ssh-keygen, age and zstd")
    circle.village.add_households(2)
    path = circle.village.export(circle.stick)
    subprocess.run(["unzip", "-q", str(path), "-d", str(tmp_path / "open")], check=True)
    ca = (circle.commune.store.home / "keys" / "device.pub").read_text()
    (tmp_path / "allowed").write_text(f'* cert-authority,namespaces="changes@toso" {ca}')
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed"), "-n", "changes@toso", "-I", "02107-01"]
    told = subprocess.run(
        [*verify, "-s", str(tmp_path / "open" / "cover.json.sig")],
        input=(tmp_path / "open" / "cover.json").read_bytes(),
        capture_output=True,
        check=True,
    )
    assert b"Good" in told.stdout
    key = str(circle.commune.store.home / "keys" / "device")
    opened = subprocess.run(
        ["age", "-d", "-i", key, str(tmp_path / "open" / "body.age")], capture_output=True, check=True
    )
    lines = subprocess.run(["zstd", "-dc"], input=opened.stdout, capture_output=True, check=True).stdout.splitlines()
    cover = read(unpack(path.read_bytes()).cover)
    assert cover.body is not None
    assert len(lines) == cover.body.entries == 3


def test_a_village_code_cannot_lead_out_of_the_stick(circle: Circle) -> None:
    with changing(circle.commune.store) as change:
        change.set(Village, circle.village.village_id, code="x/../../evil")
    path = circle.commune.export(circle.stick, circle.village)
    assert path.parent == circle.stick
    assert circle.village.merge(path).verdict == "merged"
    assert circle.village.export(circle.stick).parent == circle.stick


def test_a_village_does_not_decide_what_it_is_part_of(circle: Circle) -> None:
    for column, value in (("name", "Thôn khác"), ("closed_on", date(2025, 1, 1)), ("successor_id", "0" * 36)):
        with pytest.raises(TosoError, match="do xã quản lý"), changing(circle.village.store) as change:
            change.set(Village, circle.village.village_id, **{column: value})
    with changing(circle.village.store) as change:
        change.set(Village, circle.village.village_id, signal="sóng yếu")
    assert circle.commune.merge(circle.village.export(circle.stick)).verdict == "merged"


def test_a_laptop_enrolled_in_one_village_is_not_enrolled_in_another(tmp_path: Path) -> None:
    circle = make_circle(tmp_path)
    other = add_village(circle.commune, "02107-02")
    asked = enrolment.request(circle.village.store, circle.village.keys, circle.stick)
    with pytest.raises(TosoError, match="thôn khác"):
        issue(circle.commune, circle.village, asked, other, circle.stick)
    circle.close()
