"""The change of the commune's key, from the command line."""

from pathlib import Path

from tests.cli.calling import VILLAGE, Pair, done, refused, told


def test_the_commune_s_key_is_changed_step_by_step(pair: Pair) -> None:
    pair.add_household()
    pair.merge(pair.hand_in())
    before = told("key", "public", "--home", pair.commune)["fingerprint"]
    new = told("authority", "change", "--home", pair.commune)
    assert new["fingerprint"] == told("key", "public", "--home", pair.commune)["fingerprint"] != before
    letter = told("authority", "letters", "--home", pair.commune, "-o", pair.stick)
    assert len(told("authority", "show", "--home", pair.commune)["waiting"]) == 1
    assert refused("authority", "end", "--home", pair.commune) == "waiting"
    told("enrol", "accept", Path(letter["file"]), "--home", pair.village)
    pair.add_household()
    assert pair.merge(pair.hand_in())["verdict"] == "merged"
    assert told("authority", "show", "--home", pair.commune)["waiting"] == []
    assert told("authority", "end", "--home", pair.commune) == {"ended": True}
    assert done("authority", "show", "--home", pair.commune).out == "Xã không đang đổi khóa.\n"
    pair.add_household()
    assert pair.merge(pair.hand_in())["verdict"] == "merged"
    assert pair.take(pair.send_back())["verdict"] == "merged"
    assert refused("authority", "letters", "--home", pair.commune, "-o", pair.stick) == "not-changing"


def test_a_village_has_no_authority(pair: Pair) -> None:
    for step in ("change", "show", "end"):
        assert refused("authority", step, "--home", pair.village) == "wrong-desk"


def test_who_was_left_behind_is_enrolled_again(pair: Pair) -> None:
    told("authority", "change", "--home", pair.commune)
    told("authority", "end", "--even-if-waiting", "--home", pair.commune)
    asked = told("enrol", "request", "--home", pair.village, "-o", pair.stick)
    given = ("--village", VILLAGE, "--code", asked["code"], "--home", pair.commune, "-o", pair.stick)
    issued = told("enrol", "issue", asked["file"], *given)
    take = ("enrol", "accept", issued["file"], "--home", pair.village)
    assert refused(*take) == "unknown-device"
    assert refused(*take, "--anew") == "no-code"
    assert refused(*take, "--code", issued["commune_code"]) == "unknown-device"
    told(*take, "--anew", "--code", issued["commune_code"])
    pair.add_household()
    assert pair.merge(pair.hand_in())["verdict"] == "merged"
