"""regex(): what matches, what is refused, and that no pattern can hang the desk."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.surveys.xpath.patterns import matches
from desktop.surveys.xpath.problems import ExpressionError


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("0[0-9]{9}", "0912345678", True),
        ("0[0-9]{9}", "091234567", False),
        ("^0[0-9]{9}$", "0912345678", True),
        (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}", "ai.do@xa.vn", True),
        (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}", "ai.do@xa", False),
        ("^[a-zA-Z0-9. _-é]{1,25}$", "abc à", True),
        (r"\d*", "", True),
        (r"\d{1,3}(\.\d{3})*(,\d+)?", "1.234.567,89", True),
        (r"\d", "٣", False),
        (r"\p{Lu}\p{Ll}+", "Đặng", True),
        (r"\P{L}", "1", True),
        ("(?i)tổ số", "TỔ Số", True),
        ("a|bc|", "bc", True),
        ("a|bc|", "", True),
        ("(?:ab)+?", "abab", True),
        ("a{2}", "aaa", False),
        ("a{2,}", "aaaa", True),
        ("(a|b){0,3}c", "abac", True),
        (".", "\n", False),
        (r"[^\d\s]", "x", True),
        (r"[\]\-x]", "-", True),
        ("[]a]", "]", True),
        ("[a-]", "-", True),
        (r"\x41B", "AB", True),
        (r"(?=.*\d)(?=.*[a-z]).{4,}", "abc1", True),
        (r"^(?=.*\d)(?!.*x).{4,}$", "xbc1", False),
        ("a$b", "ab", False),
        ("(^a|b)c", "ac", True),
    ],
)
def test_a_pattern(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", r"\bword", "(?<=a)b", "(", ")", "a**", "*", "[z-a]", r"\q", "a{3,1}", "[a&&b]", "x(?=y)", "[", "\\"],
)
def test_a_pattern_that_cannot_be_used_is_named(pattern: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        matches(pattern, "x")
    assert caught.value.code == "unsupported"


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a*)*c", "(a|aa)+$", "a*a*a*a*a*a*a*a*b", "(.*a){20}", "(x+x+)+y"]
)
def test_a_bomb_is_only_a_pattern(pattern: str) -> None:
    assert not matches(pattern, "a" * 5_000 + "!")


def test_too_much_work_is_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        matches("(?:[ab]?[abc]?){900}z", "abcab" * 20_000)
    assert (caught.value.code, caught.value.what) == ("too-large", "mẫu regex phải thử quá nhiều")


SIMPLE = st.recursive(
    st.sampled_from(["a", "b", "[ab]", ".", r"\d", "[^a]", "1"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(SIMPLE, st.text("ab1", max_size=6))
@settings(max_examples=500, deadline=None)
def test_it_takes_what_re_takes(pattern: str, text: str) -> None:
    assume(len(pattern) < 80)
    assert matches(pattern, text) is (re.fullmatch(pattern, text, re.ASCII) is not None)
