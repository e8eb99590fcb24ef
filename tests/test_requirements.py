"""docs/requirements.md: every row of the plan once, with a test that is there or the part that it waits for."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (R\d{3}) \| (.+?) \| (.+?) \| (.+?) \|$")


def rows() -> list[tuple[str, str, str]]:
    """Number, place and test of each row."""
    found = []
    for line in (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        if match:
            found.append((match[1], match[3], match[4]))
    return found


def test_every_row_of_the_plan_stands_once_and_in_order() -> None:
    assert [number for number, _, _ in rows()] == [f"R{number:03}" for number in range(1, 113)]


def test_every_test_that_is_named_is_there() -> None:
    named = [(number, path) for number, _, test in rows() for path in re.findall(r"`(tests/[^`]+)`", test)]
    assert [(number, path) for number, path in named if not (ROOT / path).is_file()] == []
    assert len(named) > 100


def test_every_row_has_a_test_or_says_what_it_waits_for() -> None:
    bare = [
        number for number, _, test in rows() if "`tests/" not in test and not re.search(r"\*waits: part [456]\*", test)
    ]
    assert bare == []
