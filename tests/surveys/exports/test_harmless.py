"""Texts in spreadsheets: nothing is calculated, and every text can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.surveys.exports.harmless import harmless, original


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84912",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\nx",
        " =1",
        "'=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "#khong_biet",
        "'\tx",
    ],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert original(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "Nhà xa", "1-2", "a=b", "'quên'", "#1", "0912345678", "khong_biet"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert harmless(text) == text == original(text)


@given(st.text(st.sampled_from("=+-@'\t\r\n #khong_bietrl1＝"), max_size=15) | st.text())
def test_every_text_comes_back_and_no_two_become_one(text: str) -> None:
    assert original(harmless(text)) == text
    assert harmless(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
