"""Every code speaks: one sentence and one advice in Vietnamese, and a factory of the same name."""

from unicodedata import is_normalized

import pytest

from desktop.sync import refusals
from desktop.sync.refusals import CODES, Code, Refusal


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_sentence_an_advice_and_a_factory(code: Code) -> None:
    refusal = getattr(refusals, code.replace("-", "_"))("for the log", note="Thiếu gói 7.")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.why) == (code, "for the log")
    assert refusal.message.endswith(". Thiếu gói 7.")
    assert refusal.advice.endswith(".")
    assert is_normalized("NFC", str(refusal))
    assert "for the log" not in str(refusal)


def test_no_two_codes_say_the_same() -> None:
    assert len({Refusal(code).message for code in CODES}) == len(CODES) == 11
