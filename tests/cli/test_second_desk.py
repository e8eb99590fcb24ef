"""The commune's second computer, from the command line."""

from pathlib import Path

from tests.cli.calling import Pair, done, refused, told


def test_a_second_desk_joins_and_both_hand_over(pair: Pair, tmp_path: Path) -> None:
    pair.add_household()
    pair.merge(pair.hand_in())
    second = tmp_path / "xa-2"
    told("desk", "init", "--home", second, "--device", "Máy văn thư")
    asked = told("desk", "ask", "--home", second, "-o", pair.stick)
    wrong = ("desk", "issue", asked["file"], "--code", "0" * 24, "--home", pair.commune, "-o", pair.stick)
    assert refused(*wrong) == "wrong-code"
    issued = told("desk", "issue", asked["file"], "--code", asked["code"], "--home", pair.commune, "-o", pair.stick)
    assert refused("desk", "join", issued["file"], "--home", second) == "no-code"
    code = issued["commune_code"]
    joined = told("desk", "join", issued["file"], "--code", code, "--home", second)
    assert joined["entries"] == issued["entries"]
    status = [told("status", "--home", home)["tables"]["household"] for home in (pair.commune, second)]
    assert status[0] == status[1]
    done("record", "add", "milestone", "name=Việc", "before=2025-09-01", "--home", second)
    sent = told("desk", "send", "--home", second, "-o", pair.stick)
    assert pair.merge(Path(sent["file"]))["verdict"] == "merged"
    assert refused("desk", "join", issued["file"], "--home", second) == "already"


def test_the_steps_are_refused_at_the_wrong_desk(pair: Pair) -> None:
    assert refused("desk", "ask", "--home", pair.village, "-o", pair.stick) == "wrong-desk"
    assert refused("desk", "send", "--home", pair.village, "-o", pair.stick) == "wrong-desk"
    assert done("desk", "send", "--home", pair.commune, "-o", pair.stick).out == "Xã chưa có máy thứ hai.\n"
