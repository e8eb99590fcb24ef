"""The index of households finds and ranks what the plain search does, and is never older than the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.erasing import erase
from desktop.models.household_index import HouseholdIndex, IndexedHousehold, household_index
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.searching import exactness, matches, name_order, typed_spelling
from desktop.models.store import Store
from desktop.models.village_queries import households_found
from desktop.text import fold
from tests.makers import VILLAGE_ID, add_household, make_store

SYLLABLES = ["Hoà", "Hòa", "hoa", "Hoá", "Đặng", "Dang", "Đăng", "Nguyễn", "Nguyên", "Văn", "V", "Thị", "Hạnh", "Hà"]
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join)
CODES = st.none() | st.from_regex(r"0210[67]-0[12]-0[0-3][0-9]", fullmatch=True)
PHONES = st.none() | st.sampled_from(["0912345678", "0912 345 678", "0987654321"])
HAMLETS = st.none() | st.sampled_from(["Xóm 2", "Xóm 10", "Nà Hòa", "nà-hoa"])
PIECES = [
    *SYLLABLES,
    "nguyen",
    "dang",
    "đ",
    "h",
    "hoà n",
    "0",
    "02107",
    "-",
    "345",
    "0912",
    "xom",
    "1",
    "%",
    "",
    " ",
    "鳥",
]
TYPED = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=4).map(" ".join)


@st.composite
def registers(draw: st.DrawFn) -> list[IndexedHousehold]:
    """Households as the store would hold them."""
    found = []
    for place in range(draw(st.integers(0, 12))):
        name, code, hamlet, phone = draw(NAMES), draw(CODES), draw(HAMLETS), draw(PHONES)
        key = Household.derive({"head_name": name, "code": code, "hamlet": hamlet, "phone": phone})["search_key"]
        found.append(IndexedHousehold(f"{place:02}", None, code, name, hamlet, None, "dang_cu_tru", key))
    return found


def plainly_found(register: list[IndexedHousehold], typed: str, *, backwards: bool = False) -> list[str]:
    """Look at each household in turn."""
    spelled = typed_spelling(typed) if fold(typed).replace("-", " ").split() else []
    found = [one for one in register if matches(typed, one.search_key)]
    found.sort(key=lambda one: (name_order(one.head_name), one.code or "", one.code is None, one.id), reverse=backwards)
    return [one.id for one in sorted(found, key=lambda one: -exactness(spelled, f"{one.head_name} {one.hamlet or ''}"))]


@given(registers(), st.lists(TYPED, min_size=1, max_size=4))
def test_the_index_finds_and_ranks_what_looking_at_each_household_does(
    register: list[IndexedHousehold], searches: list[str]
) -> None:
    index = HouseholdIndex(register)
    for typed in searches:
        expected = plainly_found(register, typed)
        assert [index.households[place].id for place in index.places(typed)] == expected, typed
        assert [one.id for one in index.first(typed, 3)] == expected[:3]
        backwards = [index.households[place].id for place in index.places(typed, backwards=True)]
        assert backwards == plainly_found(register, typed, backwards=True), typed


# --- never older than the store ---


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A village's desk."""
    with make_store(tmp_path, "village", VILLAGE_ID) as opened:
        yield opened


def found(store: Store, typed: str) -> list[str]:
    return [head for _, head, _, _ in households_found(store, typed)]


def test_nothing_is_found_where_there_is_nothing(store: Store) -> None:
    assert found(store, "") == found(store, "a") == []


def test_what_was_just_written_is_found(store: Store) -> None:
    with changing(store) as change:
        record = add_household(change, head_name="Nguyễn Văn Hạnh", phone="0912345678", hamlet="Xóm 2")
    assert households_found(store, "nguyen v h") == [(record, "Nguyễn Văn Hạnh", "Xóm 2", "")]
    assert found(store, "0912 345") == ["Nguyễn Văn Hạnh"]
    with changing(store) as change:
        change.set(Household, record, head_name="Hà Văn Đỗ")
    assert found(store, "hanh") == []
    assert found(store, "do") == ["Hà Văn Đỗ"]
    with changing(store) as change:
        change.delete(Household, record)
    assert found(store, "do") == []


def test_an_erased_household_is_not_found_by_what_it_was_called(store: Store) -> None:
    with changing(store) as change:
        record = add_household(change, head_name="Nguyễn Văn Hạnh", phone="0912345678")
    assert found(store, "0912345678") == ["Nguyễn Văn Hạnh"]
    erase(store, "household", record)
    assert found(store, "0912345678") == found(store, "hanh") == []
    assert "Nguyễn Văn Hạnh" not in found(store, "")


def test_an_index_is_kept_while_no_household_changes(store: Store) -> None:
    with changing(store) as change:
        add_household(change)
    kept = household_index(store)
    with store.transaction():
        store.set_setting("typed:something", "{}")
    assert household_index(store) is kept
