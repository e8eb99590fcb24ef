"""A laptop is ended by a command; a bundle that was on its way is looked at and let in."""

from pathlib import Path

from tests.cli.calling import Pair, done, refused, tables, told, toso


def device_of(pair: Pair) -> str:
    return str(told("key", "show", "--home", pair.village)["device"])


def lost(pair: Pair) -> Path:
    """One bundle has arrived, another one is on its way when the laptop is lost."""
    pair.add_household()
    pair.merge(pair.hand_in())
    pair.add_household()
    late = pair.hand_in()
    done("revoke", device_of(pair), "--reason", "mất máy ngày 20/11", "--home", pair.commune)
    return late


def refused_merge(pair: Pair, path: Path) -> str:
    """The reason for which merging is refused."""
    return str(toso("--json", "bundle", "merge", path, "--home", pair.commune).json["reason"])


def test_a_person_is_told_what_happens_next(pair: Pair) -> None:
    pair.add_household()
    pair.merge(pair.hand_in())
    said = done("revoke", told("key", "show", "--home", pair.village)["code"], "--home", pair.commune).out
    assert "thay đổi đã nhận vẫn giữ" in said
    assert "máy mới sẽ có đủ sổ" in said
    assert refused("revoke", device_of(pair), "--home", pair.commune) == "revoked-already"


def test_a_late_bundle_is_refused_until_the_officer_lets_it_in(pair: Pair) -> None:
    late, device = lost(pair), device_of(pair)
    assert refused_merge(pair, late) == "revoked"
    before = tables(pair.commune)
    looked = told("revoke", device, "--look", late, "--home", pair.commune)
    assert (looked["verdict"], looked["counts"]) == ("merged", {"household": 1})
    said = done("revoke", device, "--look", late, "--home", pair.commune).out
    assert "Hộ dân 1" in said
    assert "Chỉ nhận khi thôn xác nhận" in said
    assert tables(pair.commune) == before
    assert told("revoke", device, "--accept", late, "--home", pair.commune)["verdict"] == "merged"
    shown = told("record", "show", "device", device, "--home", pair.commune)
    assert (shown["revoked_reason"], sum(shown["revoked_after"].values()) >= 3) == ("mất máy ngày 20/11", True)
    pair.add_household()
    assert refused_merge(pair, pair.hand_in()) == "revoked"


def test_what_cannot_be_let_in_is_said(pair: Pair) -> None:
    pair.add_household()
    path = pair.hand_in()
    assert refused("revoke", device_of(pair), "--accept", path, "--home", pair.commune) == "not-revoked"
    late = lost(pair)
    half = pair.stick / "nua.toso"
    half.write_bytes(late.read_bytes()[:100])
    for option in ("--look", "--accept"):
        assert refused("revoke", device_of(pair), option, half, "--home", pair.commune) == "damaged"
    assert refused("revoke", device_of(pair), "--look", half, "--home", pair.village) == "wrong-desk"
    assert refused("revoke", "khong-co", "--home", pair.commune) == "missing"
    both = ("--look", half, "--accept", half)
    assert refused("revoke", device_of(pair), *both, "--home", pair.commune, code=2) == "usage"
