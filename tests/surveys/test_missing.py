"""The reasons for having no answer that a question offers."""

import pytest

from desktop.surveys.missing import reasons_beside


@pytest.mark.parametrize(
    ("kind", "values", "offered"),
    [
        ("integer", [], ("unknown", "refused")),
        ("select_one", ["co", "khong"], ("unknown", "refused")),
        ("select_one", ["co", "khong", "khong_biet"], ("refused",)),
        ("select_one", ["khong", "mat_tien", "khong_tra_loi"], ("unknown",)),
        ("select_multiple", ["khong_may", "khong_biet", "khac"], ("unknown", "refused")),
    ],
)
def test_a_reason_is_offered_unless_a_single_choice_says_it(kind, values, offered):
    assert reasons_beside(kind, values) == offered
