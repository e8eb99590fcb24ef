"""Lists on their way into the register: verdicts, the act, the account of it, taking it back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.clock import ScriptedClock
from desktop.errors import Cancelled, StoreError
from desktop.models.act_undo import undo_last
from desktop.models.acts import acting
from desktop.models.households import Consent, Household
from desktop.models.importing.batches import batches, plan_batch_undo, undo_batch
from desktop.models.importing.headings import guess_layout
from desktop.models.importing.planning import HAVE, MAYBE, NEW, REFUSED, SKIPPED, ImportPlan, plan_import
from desktop.models.importing.rows import Options, read_rows
from desktop.models.importing.sheets import pasted
from desktop.models.importing.writing import ADD, UPDATE, Agreed, Choice, take_all_differences, write_import
from desktop.models.store import Store
from tests.makers import START, VILLAGE_ID, add_household, changing, make_store

HEAD = "Mã hộ\tChủ hộ\tXóm\tSĐT\tSố khẩu"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as made:
        yield made


def plan_of(store: Store, *lines: str, head: str = HEAD) -> ImportPlan:
    sheet = pasted("\n".join([head, *lines]))
    return plan_import(store, VILLAGE_ID, read_rows(sheet, guess_layout(sheet), Options()))


def take(store: Store, *lines: str, **choices: Any):
    plan = plan_of(store, *lines)
    return write_import(store, Agreed(plan, "a.xlsx", choices.get("choices", {})))


def living(store: Store) -> list[Any]:
    return store.rows("SELECT head_name, hamlet, phone, people, code FROM household WHERE NOT deleted ORDER BY 1, 2, 3")


def verdicts(plan: ImportPlan) -> list[str]:
    return [one.verdict for one in plan.rows]


LIST = (
    "\tNông Văn A\tNà Cà\t0912345678\t4",
    "\tLý A Páo\tBản Tết\t\t5",
    "\t\tNà Cà\t0912345679\t3",
    "Tổng cộng\t\t\t\t12",
)


def test_every_row_is_accounted_for_and_the_register_grows_by_what_was_added(store: Store) -> None:
    plan = plan_of(store, *LIST)
    assert verdicts(plan) == [NEW, NEW, REFUSED, SKIPPED]
    assert sum(plan.counts.values()) == len(plan.rows)
    assert living(store) == []  # nothing has been written yet
    batch = write_import(store, Agreed(plan, "a.xlsx"))
    assert (batch.rows, batch.added, batch.updated, batch.skipped, batch.refused) == (4, 2, 0, 1, 1)
    assert (batch.before, batch.after, batch.adds_up) == (0, 2, True)
    assert len(living(store)) == 2


def test_the_same_list_twice_adds_nothing(store: Store) -> None:
    take(store, *LIST)
    before = store.value("SELECT count(*) FROM journal")
    again = take(store, *LIST)
    assert (again.added, again.updated, again.after) == (0, 0, 2)
    assert store.value("SELECT count(*) FROM journal") == before


def test_a_household_is_known_by_code_or_by_name_and_hamlet(store: Store) -> None:
    take(store, "A1\tNông Văn A\tNà Cà\t\t4", "A2\tHoà Thị B\tNà Cà\t\t")
    plan = plan_of(
        store, "A1\tNÔNG VĂN A\tBản Tết\t0912345678\t5", "\tHòa Thị B\tnà cà\t\t", "A1\tNông Văn Khác\tNà Cà\t\t",
    )  # fmt: skip
    assert verdicts(plan) == [HAVE, HAVE, NEW]
    assert [one.kind for one in plan.rows[0].differences] == ["hamlet", "phone", "people"]
    assert plan.rows[1].differences == ()
    assert "dòng 2" in plan.rows[2].problems[0]  # its code was another row's


def test_what_is_only_alike_is_shown_and_not_merged(store: Store) -> None:
    take(store, "A1\tNông Văn Hà\tNà Cà\t0912345678\t")
    lines = {
        "\tNông Văn Hạ\tNà Cà\t\t": MAYBE,  # another mark
        "A9\tNông Văn Hà\tNà Cà\t\t": MAYBE,  # another code
        "\tNông Văn Hà\t\t\t": MAYBE,  # no hamlet
        "\tNông Văn Hà\tBản Tết\t0912345678\t": MAYBE,  # the same phone
        "A1\tLý A Páo\tNà Cà\t\t": MAYBE,  # the code of another
        "\tNông Văn Hà\tBản Tết\t\t": NEW,
        "\tnong van ha\tna ca\t\t": HAVE,  # typed without marks
    }
    assert {line: verdicts(plan_of(store, line)) for line in lines} == {line: [one] for line, one in lines.items()}


def test_ours_stays_unless_the_person_takes_the_lists_values(store: Store) -> None:
    take(store, "A1\tNông Văn A\tNà Cà\t\t4")
    changed = "A1\tNông Văn A\tNà Cà\t0912345678\t6"
    assert take(store, changed).updated == 0
    assert living(store)[0][2:4] == (None, 4)
    plan = plan_of(store, changed)
    batch = write_import(store, Agreed(plan, "b", take_all_differences(plan, only_blanks=True)))
    assert (batch.updated, living(store)[0][2:4]) == (1, ("0912345678", 4))
    write_import(store, Agreed(plan_of(store, changed), "b", {2: Choice(UPDATE, frozenset({"people"}))}))
    assert living(store)[0][2:4] == ("0912345678", 6)


def test_a_row_that_may_be_the_same_is_added_when_the_person_says_so(store: Store) -> None:
    take(store, "A1\tNông Văn Hà\tNà Cà\t\t")
    batch = take(
        store, "A1\tNông Văn Hạ\tNà Cà\t\t", "\tNông Văn Hà\tNà Cà\t\t", choices={2: Choice(ADD), 3: Choice(ADD)}
    )
    assert (batch.added, batch.skipped) == (1, 1)  # a household that is there is not added again, whatever is chosen
    assert [one[4] for one in living(store)] == ["A1", None]


def test_new_households_get_the_villages_next_codes(store: Store, monkeypatch) -> None:
    with changing(store) as change:
        add_household(change, code="02107-01-007", head_name="Cũ Văn Cũ")
    monkeypatch.setattr("desktop.models.importing.writing.queries.next_household_code", lambda *_: "02107-01-008")
    take(store, "\tNông Văn A\tNà Cà\t\t", "02107-01-008\tNông Văn B\tNà Cà\t\t", "\tNông Văn C\tNà Cà\t\t")
    assert [one[4] for one in living(store)] == ["02107-01-007", "02107-01-009", "02107-01-008", "02107-01-010"]


def test_stopping_writes_nothing(store: Store) -> None:
    def stop(_words: str, part: float | None) -> None:
        if part is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_import(store, Agreed(plan_of(store, *LIST), "a"), stop)
    assert (living(store), batches(store)) == ([], [])


def test_a_plan_that_no_longer_fits_is_refused(store: Store) -> None:
    plan = plan_of(store, *LIST)
    with changing(store) as change:
        add_household(change)
    with pytest.raises(StoreError) as refused:
        write_import(store, Agreed(plan, "a"))
    assert refused.value.code == "changed"
    assert len(living(store)) == 1


def test_a_commune_takes_no_list(tmp_path: Path) -> None:
    with make_store(tmp_path / "xa", "commune") as store, pytest.raises(StoreError):
        write_import(store, Agreed(ImportPlan((), 0)))


def test_success_without_growth_is_refused(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("desktop.models.importing.writing._Writing._add", lambda self, _one: setattr(self, "added", 9))
    with pytest.raises(StoreError) as refused:
        take(store, *LIST)
    assert refused.value.code == "not-grown"
    assert (living(store), batches(store)) == ([], [])


def test_a_batch_is_taken_back_whole_after_a_restart(tmp_path: Path) -> None:
    home = tmp_path / "thon"
    with make_store(home, "village", VILLAGE_ID) as store:
        take(store, "A1\tNông Văn A\tNà Cà\t\t4")
        before = living(store)
        plan = plan_of(store, "A1\tNông Văn A\tNà Cà\t0912345678\t6", *LIST[1:])
        write_import(store, Agreed(plan, "b.xlsx", take_all_differences(plan)))
        with acting(store) as acts:
            acts.add(Household, village_id=VILLAGE_ID, head_name="Sau Văn Này", status="dang_cu_tru")
    with Store.open(home, ScriptedClock(START.replace(month=9))) as store:
        latest = batches(store)[0]
        done = undo_batch(store, latest)
        assert done.stays == ()
        assert [one for one in living(store) if one[0] != "Sau Văn Này"] == before
        assert batches(store)[0].undone_at
        with pytest.raises(StoreError) as refused:
            undo_batch(store, latest)
        assert refused.value.code == "undone"
        undo_last(store)
        assert len(living(store)) == 3  # taking back is an act too, and can be taken back


def test_what_somebody_went_on_from_stays_and_why_is_said(store: Store) -> None:
    take(store, *LIST, "\tMa Thị Út\tNà Cà\t\t")
    used, changed = (
        store.value("SELECT id FROM household WHERE head_name = ?", [name]) for name in ("Nông Văn A", "Lý A Páo")
    )
    with acting(store) as acts:
        acts.set(Household, changed, people=9)
        values = {"answer": "ky", "given_on": date(2025, 8, 1), "purpose_version": "1"}
        acts.add(Consent, village_id=VILLAGE_ID, household_id=used, **values)
    plan = plan_batch_undo(store, batches(store)[0])
    assert sorted(one.why for one in plan.stays) == ["đã có đồng ý cung cấp thông tin", "đã được sửa tiếp sau khi nhập"]
    assert undo_batch(store, batches(store)[0]).records == 1
    assert sorted(one[0] for one in living(store)) == ["Lý A Páo", "Nông Văn A"]


NAMES = st.sampled_from(["Nông Văn Hà", "Nông Văn Hạ", "nong van ha", "Lý A Páo", "NÔNG VĂN HÀ", ""])
LINES = st.tuples(
    st.sampled_from(["", "A1", "A2", "a1"]), NAMES, st.sampled_from(["", "Nà Cà", "Bản Tết"]),
    st.sampled_from(["", "0912345678", "sai"]), st.sampled_from(["", "3", "4"]),
).map("\t".join)  # fmt: skip


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))  # shrinking takes minutes
@given(st.lists(LINES, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_taking_lists_twice_in_any_order_and_back(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], chance
) -> None:
    """Any list: the order of its rows decides nothing, the second time adds nothing, taking back leaves what was."""
    homes = tmp_path_factory.mktemp("lists")
    shuffled = chance.sample(lines, len(lines))
    ends = []
    for name, order in (("a", lines), ("b", shuffled)):
        with make_store(homes / name, "village", VILLAGE_ID) as store:
            take(store, "A1\tNông Văn Hà\tNà Cà\t\t")
            before = living(store)
            batch = take(store, *order)
            assert batch.adds_up
            ends.append([one[:4] for one in living(store)])
            assert take(store, *chance.sample(order, len(order))).added == 0
            if batch.added:
                assert undo_batch(store, next(one for one in batches(store) if one.id == batch.id)).stays == ()
            assert living(store) == before
    assert ends[0] == ends[1]
