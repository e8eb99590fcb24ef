"""Tasks from the command line go through the same rules as from the screen, and reach the village."""

from tests.cli.calling import Pair, done, refused, told

TASK = ["level=xa", "name=Kích hoạt VNeID", 'services=["CQ01"]', "target=20", "first_day=2025-08-01"]


def test_a_commune_s_task_is_written_and_its_days_are_looked_at(pair: Pair) -> None:
    late = ["due_on=2025-07-31", "--home", pair.commune]
    assert refused("record", "add", "task", *TASK, *late) == "rule"
    record = str(told("record", "add", "task", *TASK, "due_on=2025-08-31", "--home", pair.commune)["id"])
    assert refused("record", "set", "task", record, "due_on=2025-07-31", "--home", pair.commune) == "rule"
    done("record", "set", "task", record, "due_on=2025-09-30", "--home", pair.commune)
    row = told("record", "show", "task", record, "--home", pair.commune)
    assert (row["due_on"], row["services"], row["village_id"]) == ("2025-09-30", ["CQ01"], None)


def test_a_calendar_s_hours_and_an_opinion_s_answer_are_looked_at(pair: Pair) -> None:
    planned = ["planned_session", "held_on=2025-08-06", "kind=DC"]
    assert refused("record", "add", *planned, "begins_at=7h", "--home", pair.village) == "rule"
    done("record", "add", *planned, "begins_at=07:00", "ends_at=08:30", "--home", pair.village)
    opinion = ["opinion", "received_on=2025-08-01", "topic=khac", "content=Sóng yếu"]
    assert refused("record", "add", *opinion, "state=da_tra_loi", "--home", pair.village) == "rule"
    done("record", "add", *opinion, "state=moi", "--home", pair.village)
