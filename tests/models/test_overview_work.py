"""What of the team's work stands on the first screen, and good ways of working as the list has them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.models.acts import acting
from desktop.models.initiative_list import initiatives
from desktop.models.journal import changing
from desktop.models.overview_work import work_to_do
from desktop.models.store import Store
from desktop.models.village_queries import guides_on
from desktop.models.work import Initiative, Opinion, Photo, PlannedSession, Task
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, make_store
from tests.models.record_makers import add_member, add_team

DAY = date(2025, 7, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "xa", "commune") as opened:
        yield opened


def test_only_what_wants_somebody_today(store: Store) -> None:
    with acting(store) as acts:
        for name, left in (("trễ", -1), ("hôm nay", 0), ("tuần này", 7), ("còn lâu", 8)):
            due_on = DAY + timedelta(days=left)
            acts.add(Task, village_id=VILLAGE_ID, level="thon", name=name, due_on=due_on)
        for content, ago in (("lâu", 16), ("vừa", 15)):
            on = DAY - timedelta(days=ago)
            acts.add(Opinion, village_id=VILLAGE_ID, received_on=on, topic="khac", content=content, state="moi")
        for place, passed, off in (("nay", 0, None), ("hoãn", 0, DAY), ("mai", 1, None)):
            on = DAY + timedelta(days=passed)
            acts.add(PlannedSession, village_id=VILLAGE_ID, held_on=on, kind="DC", place=place, cancelled_on=off)
    seen = work_to_do(store, VILLAGE_ID, DAY)
    assert [row.name for row in seen.late] == ["trễ"]
    assert [row.name for row in seen.soon] == ["hôm nay", "tuần này"]
    assert [row.content for row in seen.waiting] == ["lâu"]
    assert [entry.place for entry in seen.today] == ["nay"]
    nothing = work_to_do(store, OTHER_VILLAGE_ID, DAY)
    assert not [*nothing.late, *nothing.soon, *nothing.waiting, *nothing.today]


def test_good_ways_come_latest_first_with_their_authors_and_pictures(store: Store) -> None:
    with changing(store) as change:
        add_member(change, add_team(change), full_name="Nông Thị Nghĩ")
    (guide,) = guides_on(store, DAY)
    with acting(store) as acts:
        first = acts.add(
            Initiative,
            village_id=VILLAGE_ID,
            name="Lớp buổi tối",
            begun_on=DAY,
            author_ids=[guide.id, "0198636f-0000-7000-8000-00000000dead"],
            other_authors="Chi Đoàn",
            proposed=True,
        )
        acts.add(Initiative, village_id=VILLAGE_ID, name="Cũ hơn", begun_on=DAY - timedelta(days=1))
        acts.add(Initiative, village_id=OTHER_VILLAGE_ID, name="Thôn khác", begun_on=DAY)
        acts.add(Photo, village_id=VILLAGE_ID, about_table="initiative", about_id=first)
        acts.add(Photo, village_id=VILLAGE_ID, about_table="session", about_id=first)
    new, old = initiatives(store, VILLAGE_ID)
    assert (new.name, new.authors, new.proposed, new.photos) == ("Lớp buổi tối", "Nông Thị Nghĩ, Chi Đoàn", True, 1)
    assert (old.name, old.authors, old.proposed, old.photos) == ("Cũ hơn", "", None, 0)
