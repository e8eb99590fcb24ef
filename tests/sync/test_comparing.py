"""The code that was heard: spaces and dashes are free, every digit counts, and no refusal tells the right code."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync import comparing, keys
from desktop.sync.comparing import CodeProblem
from tests.sync.makers import key

KEY = key(3)  # the same in every process, because cases are named after its code
SPOKEN = keys.spoken(KEY.fingerprint)
DIGITS = SPOKEN.replace(" ", "")


def refused(heard: str) -> CodeProblem:
    with pytest.raises(CodeProblem) as caught:
        comparing.check(heard, KEY.fingerprint)
    assert not comparing.is_same(heard, KEY.fingerprint)
    return caught.value


@pytest.mark.parametrize(
    "heard",
    [
        SPOKEN,
        DIGITS,
        SPOKEN.replace(" ", "-"),
        SPOKEN.replace(" ", " – "),
        f"  {SPOKEN}\n",
        SPOKEN.replace(" ", "\u00a0"),
        SPOKEN.replace(" ", ". "),
        SPOKEN.replace(" ", ", "),
        " ".join(DIGITS),
        f"\ufeff{SPOKEN}\u200b",
    ],
)
def test_the_code_is_taken_however_it_is_spaced(heard: str) -> None:
    comparing.check(heard, KEY.fingerprint)
    assert comparing.is_same(heard, KEY.fingerprint)


@pytest.mark.parametrize("heard", ["", " ", "\n\t", "- -", "…"[:0]])
def test_nothing_heard_is_refused_as_such(heard: str) -> None:
    assert refused(heard).code == "no-code"


@pytest.mark.parametrize("count", [1, 4, 20, 23])
def test_a_part_of_the_code_is_refused_and_counted(count: int) -> None:
    for part in (DIGITS[:count], DIGITS[-count:]):
        problem = refused(part)
        assert problem.code == "short-code"
        assert f"{count} chữ số" in problem.message


@pytest.mark.parametrize("place", range(24))
def test_one_wrong_digit_anywhere_is_refused(place: int) -> None:
    wrong = str((int(DIGITS[place]) + 1) % 10)
    assert refused(DIGITS[:place] + wrong + DIGITS[place + 1 :]).code == "wrong-code"


def test_groups_in_another_order_are_refused() -> None:
    groups = SPOKEN.split()
    assert refused(" ".join(reversed(groups))).code == "wrong-code"
    assert refused(" ".join([*groups[1:], groups[0]])).code == "wrong-code"


@pytest.mark.parametrize(
    "heard",
    [
        DIGITS + "0",
        DIGITS + DIGITS,
        DIGITS[:-1] + "O",
        "mã",
        KEY.fingerprint,
        "٠" * 24,
        "０" * 24,
        "\ud800" * 24,
        "x" * 100_000,
        "0" * 24 if DIGITS != "0" * 24 else "1" * 24,
    ],
    ids=lambda heard: repr(heard)[:12],
)
def test_what_is_not_the_code_is_refused(heard: str) -> None:
    assert refused(heard).code == "wrong-code"


def test_the_code_of_another_key_is_refused() -> None:
    others = [keys.spoken(keys.generate().fingerprint) for _ in range(3)]
    assert all(one != other for one, other in pairwise([SPOKEN, *others]))
    assert {refused(other).code for other in others} == {"wrong-code"}


@given(st.text(alphabet="0123456789 -–.", max_size=60))
def test_a_refusal_never_tells_the_code(heard: str) -> None:
    if comparing.heard_digits(heard) == DIGITS:
        return
    told = str(refused(heard))
    assert not any(group in told for group in SPOKEN.split() if group not in heard.replace(" ", ""))
    assert DIGITS not in comparing.heard_digits(told)


def test_what_was_typed_so_far_stands_in_groups() -> None:
    assert comparing.heard_groups("0412-7730 91") == ["0412", "7730", "91"]
    assert comparing.heard_groups("") == []
