"""The traps of commune codes: the old code under the same name, the name that went, a name and a code that differ."""

import pytest

from desktop.models.commune_codes import commune_problem


@pytest.mark.parametrize(
    ("name", "province", "code"),
    [
        ("Thanh Thịnh", "Thái Nguyên", "02107"),
        ("Thanh Thịnh", "thai nguyen", "02107"),
        ("Thanh Thịnh", "Nghệ An", "17770"),
        ("Chợ Mới", "Thái Nguyên", "02104"),
    ],
)
def test_what_is_right_passes(name: str, province: str, code: str):
    assert commune_problem(name, province, code) is None


@pytest.mark.parametrize(
    ("name", "province", "code", "field"),
    [
        ("", "Thái Nguyên", "02107", "commune"),
        ("Thanh Thịnh", "", "02107", "province"),
        ("Thanh Thịnh", "Thái Nguyên", "2107", "code"),
        ("Thanh Thịnh", "Thái Nguyên", "٠٢١٠٧", "code"),
        ("Thanh Thịnh", "Thái Nguyên", "02113", "code"),
        ("Nông Hạ", "Thái Nguyên", "02107", "commune"),
        ("Chợ Mới", "Thái Nguyên", "02107", "code"),
        ("Thành Thịnh", "Thái Nguyên", "02107", "code"),
        ("Thanh Thịnh", "Nghệ An", "02107", "code"),
        ("Thanh Thịnh", "Thái Nguyên", "17770", "code"),
    ],
)
def test_each_trap_is_said_at_its_field(name: str, province: str, code: str, field: str):
    found = commune_problem(name, province, code)
    assert found is not None
    assert found[0] == field
    assert found[1]
