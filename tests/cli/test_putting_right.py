"""Undo, villages that are merged or renamed, and erasing, from the command line."""

from desktop.models.store import Store
from tests.cli.calling import VILLAGE, Pair, done, refused, told


def household(pair: Pair) -> str:
    return str(told("record", "list", "household", "--home", pair.commune)[0]["id"])


def test_a_bundle_is_looked_at_and_taken_back(pair: Pair) -> None:
    pair.merge(pair.hand_in())
    pair.add_household()
    pair.merge(pair.hand_in())
    latest = told("undo", "list", "--home", pair.commune)[0]
    shown = told("undo", "show", latest["bundle"][:12], "--home", pair.commune)
    assert (shown["undone"], shown["records"], shown["left"]) == (False, 1, [])
    assert told("status", "--home", pair.commune)["tables"]["household"]["count"] == 1
    taken = told("undo", "make", latest["bundle"], "--reason", "nhầm", "--by", "Cán bộ xã", "--home", pair.commune)
    assert taken == {**shown, "undone": True}
    assert told("status", "--home", pair.commune)["tables"]["household"]["count"] == 0
    assert refused("undo", "show", latest["bundle"], "--home", pair.commune) == "undone"
    assert refused("undo", "show", "zz", "--home", pair.commune) == "missing"
    assert "đã hoàn tác" in done("undo", "list", "--home", pair.commune).out
    pair.take(pair.send_back())
    assert told("status", "--home", pair.village)["tables"]["household"]["count"] == 0


def test_a_village_is_merged_and_renamed_by_decision(pair: Pair) -> None:
    home = ("--home", pair.commune)
    done("record", "add", "village", "code=02107-50", "name=Thôn Năm Mươi", *home)
    decided = ("--from", "01/9/2025", "--decision", "12/QĐ-UBND")
    renamed = told("village", "rename", "02107-50", "--name", "Bản Mới", *decided, *home)
    assert renamed == {"name": "Bản Mới", "code": "02107-50"}
    merged = told("village", "merge", "02107-50", "--into", VILLAGE, *decided, *home)
    assert merged == {"into": VILLAGE, "old": ["02107-50"]}
    assert refused("village", "merge", VILLAGE, "--into", VILLAGE, *decided, *home) == "circle"
    assert refused("village", "rename", VILLAGE, "--from", "99/99/2025", "--decision", "1", *home, code=2) == "usage"
    assert refused("village", "rename", VILLAGE, *decided, "--home", pair.village) == "wrong-desk"


def test_a_request_is_registered_and_the_household_erased(pair: Pair) -> None:
    pair.add_household()
    pair.merge(pair.hand_in())
    home, record = ("--home", pair.commune), household(pair)
    asked = told("request", "add", "xoa", record, "--received", "2026-03-02", *home)
    assert (asked["acknowledge_by"], asked["answer_by"]) == ("2026-03-04", "2026-03-22")
    looked = told("erase", "household", record, *home)
    assert looked["erased"] is False
    assert told("status", *home)["tables"]["household"]["count"] == 1
    assert told("erase", "household", record, "--request", asked["id"], "--yes", *home)["erased"] is True
    (line,) = told("request", "list", *home)
    assert line["answered_on"]
    with Store.open(pair.commune) as store:
        assert "Nông Văn Thử" not in str(
            store.rows("SELECT CAST(entry AS TEXT) FROM journal WHERE entry LIKE '%household%'")
        )
    assert refused("erase", "household", "x", *home) == "missing"
    assert refused("request", "add", "xoa", "x", *home) == "missing"
    pair.take(pair.send_back())
    assert told("status", "--home", pair.village)["tables"]["household"]["count"] == 0
