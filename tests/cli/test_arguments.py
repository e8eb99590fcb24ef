"""Hostile, wrong and odd arguments: each is answered in words, and nothing is written."""

import argparse
import ast
import inspect
import unicodedata

import pytest

from desktop.cli.parsing import WORDS
from tests.cli.calling import HOUSEHOLD, VILLAGE, Pair, done, refused, tables, told, toso

ENGLISH = ("usage", "error", "argument", "required", "invalid", "expected", "options", "positional", "exit")

MISUSES = [
    [],
    ["bundel"],
    ["bundle"],
    ["bundle", "merge"],
    ["bundle", "merge", "--hone", "x", "a.toso"],
    ["record"],
    ["record", "add"],
    ["record", "set", "household", "x"],
    ["record", "show", "household"],
    ["report", "make", "thon"],
    ["report", "make", "khac", "-o", "a.pdf"],
    ["revoke", "x", "--after", "abc"],
    ["revoke", "x", "--after", "-1"],
    ["revoke", "x", "--after", "9" * 5000],
    ["revoke", "x", "--after", "1e3"],
    ["revoke", "x", "--after", "٣"],
    ["init"],
    ["init", "village"],
    ["init", "province"],
    ["status", "--home"],
    ["status", "--home", ""],
    ["--home", " ", "status"],
    ["status", "--jso"],
    ["status", "--json=x"],
    ["status", "extra", "more"],
    ["demo"],
    ["demo", "x", "--villages", "ba"],
    ["demo", "x", "--villages", ""],
    ["key"],
    ["enrol", "issue", "a.toso"],
    ["\x1b[2J"],
    ["😀"],
    ["x" * 100_000],
    ["status", "--" + "x" * 100_000],
    ["-"],
    ["--"],
    [""],
]


@pytest.mark.parametrize("arguments", MISUSES, ids=lambda arguments: " ".join(arguments)[:30] or "nothing")
def test_a_misuse_is_told_in_vietnamese(arguments: list[str]) -> None:
    assert refused(*arguments, code=2) == "usage"
    words = set(toso(*arguments).err.casefold().replace(":", " ").replace(".", " ").split())
    assert words.isdisjoint(ENGLISH)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["-h"],
        ["bundle", "--help"],
        ["bundle", "merge", "-h"],
        ["conflicts", "resolve", "-h"],
        ["record", "add", "-h"],
        ["demo", "-h"],
    ],
)
def test_help_is_vietnamese(arguments: list[str]) -> None:
    said = done(*arguments).out
    assert said.startswith("Cách dùng: toso")
    assert "xem trợ giúp này rồi thoát" in said
    assert set(said.casefold().replace(":", " ").split()).isdisjoint(ENGLISH)


def test_the_version_is_told() -> None:
    assert done("--version").out == "toso 0.1.0\n"


def test_argparse_speaks_its_own_language_to_others() -> None:
    toso("--help")
    assert argparse.ArgumentParser(prog="x").format_usage() == "usage: x [-h]\n"


def test_every_word_that_argparse_says_to_a_person_is_translated() -> None:
    """A newer Python may say something new; what it only says to programmers is not for us."""
    for_programmers = (
        "conflicting", "cannot ", "dest= ", "invalid option string", "invalid conflict", "mutually", "is not callable",
        ".__call__", "is an invalid argument", "can't open", "subcommands", 'argument "-"', "%(prog)s: error",
        "must be", "unknown ",
    )  # fmt: skip
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}]
    said = {
        argument.value
        for call in asked
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(said) > 20
    assert [one for one in said - set(WORDS) if not any(part in one for part in for_programmers)] == []


BAD_HOUSEHOLDS = [
    "people=abc",
    "people=-1",
    "people=51",
    "people=3.5",
    "people=--5",
    "people=1 000",
    "people=" + "9" * 5000,
    "phone=không có",
    "phone=12345",
    "phone=0912345678x",
    "head_name=",
    "head_name=   ",
    "head_name=\u200b\u200b",
    "head_name=" + "a" * 10_000,
    "status=",
    "status=khac",
    "status=" + "x" * 100_000,
    "household_class=5",
    "code=" + "ớ" * 21,
    "note=" + "a" * 300_000,
]


@pytest.mark.parametrize("field", BAD_HOUSEHOLDS, ids=lambda field: field[:24])
@pytest.mark.parametrize("act", ["add", "set"])
def test_a_value_that_cannot_be_true_is_refused(pair: Pair, field: str, act: str) -> None:
    household = pair.add_household()
    before = tables(pair.village)
    others = [pair for pair in HOUSEHOLD if pair.partition("=")[0] != field.partition("=")[0]]
    target = ["household", *others] if act == "add" else ["household", household]
    assert refused("record", act, *target, field, "--home", pair.village) == "rule"
    assert tables(pair.village) == before


@pytest.mark.parametrize("day", ["31/02/2025", "2025-13-01", "0", "hôm nay", "1/1/1800", "1/1/25", "9" * 5000])
def test_a_day_that_is_none_is_refused(pair: Pair, day: str) -> None:
    before = tables(pair.village)
    fields = ["full_name=Nông Văn Thử", f"birth_date={day}"]
    assert refused("record", "add", "person", *fields, "--home", pair.village) == "rule"
    make = ["report", "make", "thon", "--from", day, "-o", str(pair.folder / "a.pdf")]
    assert refused(*make, "--home", pair.village) == "no-date"
    assert not (pair.folder / "a.pdf").exists()
    assert tables(pair.village) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Nông Thị Hường"), "Nông Thị Hường"),
        ("  Nông\tVăn \r\n Thử  ", "Nông Văn Thử"),
        ("Nông\x00 \x1b[31mVăn\x07 Thử\u202e", "Nông [31mVăn Thử"),
        ("Nông Văn 😀", "Nông Văn 😀"),
        ("Robert'); DROP TABLE household;--", "Robert'); DROP TABLE household;--"),
        ("=1+1", "=1+1"),
        ("--home", "--home"),
        ("a=b=c", "a=b=c"),
        ("\udcff Nông", "Nông"),
    ],
)
def test_odd_letters_are_repaired_or_kept_and_never_do_anything(pair: Pair, typed: str, kept: str) -> None:
    household = pair.add_household(f"head_name={typed}", "status=dang_cu_tru")
    assert told("record", "show", "household", household, "--home", pair.village)["head_name"] == kept
    assert "\x1b" not in done("record", "list", "household", "--home", pair.village).out
    assert pair.merge(pair.hand_in())["counts"]["household"] == 1
    assert told("check", "--home", pair.commune)["problems"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["record", "list", "hộ"], "no-table"),
        (["record", "list", "sqlite_master"], "no-table"),
        (["record", "list", "x" * 100_000], "no-table"),
        (["record", "list", "household", "tuoi=3"], "no-field"),
        (["record", "list", "household", "people"], "no-field"),
        (["record", "list", "household", "people=abc"], "rule"),
        (["record", "list", "household", "status=khac"], "rule"),
        (["record", "list", "household", "village_id=khac"], "no-village"),
        (["record", "add", "household", "deleted=1"], "no-field"),
        (["record", "add", "household", "id=1"], "no-field"),
        (["record", "add", "household", "versions=1"], "no-field"),
        (["record", "add", "household", "people=1", "people=2"], "no-field"),
        (["record", "add", "household", "=", "head_name=A"], "no-field"),
        (["record", "add", "household", "head_name; DROP TABLE household=1"], "no-field"),
        (["record", "add", "household", "x" * 100_000], "no-field"),
        (["record", "add", "household", "people=4"], "rule"),
        (["record", "add", "service", "code=X", "name=Y", "pillar=CQ"], "out-of-scope"),
        (["record", "add", "village", "code=X", "name=Y"], "out-of-scope"),
        (["record", "add", "household", *HOUSEHOLD, "village_id=khac"], "no-village"),
        (["record", "add", "village_report", "period_id=x", "state=nhap", "figures={"], "no-json"),
        (["record", "add", "village_report", "period_id=x", "state=nhap", "figures=" + "[" * 50_000], "no-json"),
        (
            ["record", "add", "village_report", "period_id=x", "state=nhap", f"figures={'[' * 500}{']' * 500}"],
            "no-json",
        ),
        (["record", "add", "village_report", "period_id=x", "state=nhap", f"figures={'[' * 21}{']' * 21}"], "no-json"),
        (["record", "show", "household", "không có"], "missing"),
        (["record", "set", "household", "x" * 100_000, "people=3"], "missing"),
        (["record", "delete", "household", "' OR 1=1 --"], "missing"),
        (["record", "add", "device", "name=x"], "wrong-act"),
        (["record", "set", "decision", "x", "reason=x"], "wrong-act"),
        (["record", "delete", "form", "x"], "wrong-act"),
        (["status", "--village", "khac"], "no-village"),
        (["conflicts", "resolve", "household", "x", "people", "--keep", "1"], "missing"),
        (["conflicts", "resolve", "x", "y", "z", "--value", "1"], "no-table"),
        (["report", "make", "thon", "-o", "a.pdf"], "no-period"),
        (["report", "make", "xa", "-o", "a.pdf"], "wrong-desk"),
        (["revoke", "x"], "wrong-desk"),
        (["enrol", "issue", "a", "--village", VILLAGE, "--code", "0"], "wrong-desk"),
        (["form", "add", "a.xlsx"], "wrong-desk"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else value,
)
def test_what_a_village_desk_refuses(pair: Pair, arguments: list[str], code: str) -> None:
    before = tables(pair.village)
    assert refused(*arguments, "--home", pair.village) == code
    assert tables(pair.village) == before


def test_what_the_commune_desk_refuses(pair: Pair) -> None:
    own = next(
        row["id"] for row in told("record", "list", "device", "--home", pair.commune) if row["role"] == "commune"
    )
    laptop = next(
        row["id"] for row in told("record", "list", "device", "--home", pair.commune) if row["role"] == "village"
    )
    before = tables(pair.commune)
    for arguments, code in (
        (["revoke", own], "wrong-desk"),
        (["revoke", "x"], "missing"),
        (["revoke", laptop, "--reason", "x" * 10_000], "rule"),
        (["enrol", "request"], "wrong-desk"),
        (["enrol", "accept", "a"], "wrong-desk"),
        (["report", "make", "thon", "-o", "a.pdf"], "no-period"),
        (["bundle", "export", "--village", "khac"], "no-village"),
    ):
        assert refused(*arguments, "--home", pair.commune) == code
    assert tables(pair.commune) == before


def test_a_record_stays_in_its_village(pair: Pair) -> None:
    household = pair.add_household()
    pair.merge(pair.hand_in())
    for home in (pair.village, pair.commune):
        assert refused("record", "set", "household", household, f"village_id={VILLAGE}", "--home", home) == "no-field"


def test_a_village_is_named_by_code_name_or_id_in_any_spelling(pair: Pair) -> None:
    village = told("record", "list", "village", "--home", pair.commune)[0]["id"]
    found = [
        told("status", "--village", wanted, "--home", pair.commune)["tables"]
        for wanted in (VILLAGE, village, "Nà Quang", unicodedata.normalize("NFD", "Nà Quang"), " Nà  Quang ")
    ]
    assert all(tables == found[0] for tables in found)
    done("record", "add", "village", "code=02107-02", "name=Nà Quang", "--home", pair.commune)
    assert refused("status", "--village", "Nà Quang", "--home", pair.commune) == "no-village"
    assert "Có 2 thôn" in toso("status", "--village", "Nà Quang", "--home", pair.commune).err


@pytest.mark.parametrize(
    "size", ["--villages=0", "--villages=-1", "--villages=100000", "--households=0", "--sessions=-1"]
)
def test_a_demo_of_no_possible_size_makes_nothing(tmp_path, size: str) -> None:
    assert refused("demo", tmp_path / "out", size) == "error"
    assert list(tmp_path.iterdir()) == []
