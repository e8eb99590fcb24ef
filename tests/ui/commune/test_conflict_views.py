"""Chỗ khác nhau beyond one record: many decided at once, what the rules find, what was decided."""

from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.conflicts import conflicts
from desktop.models.decided import decided
from desktop.models.journal import changing
from desktop.models.teams import Membership, Team
from desktop.ui.commune.conflicts_room import DECIDED, TO_LOOK, ConflictsRoom
from desktop.ui.commune.many_dialog import ManyDialog
from tests.ui.commune.conftest import Commune
from tests.ui.commune.weighing_page import REASON, field_of, household, open_record, press_decide, words_of

# --- many at once ---


def test_many_are_decided_by_one_rule(commune: Commune, qtbot: QtBot) -> None:
    records = [commune.differ({"people": 3}, {"people": 4}, place=place) for place in range(3)]
    gone = commune.differ({"people": 3}, {"people": 4}, place=3, delete=True)
    room = commune.conflicts
    room.refresh()
    total = room.list.inbox.total
    room.list.many_wanted.emit()
    dialogs: list[ManyDialog] = []
    qtbot.waitUntil(lambda: bool(dialogs) or _collect(dialogs, room), timeout=5000)
    (dialog,) = dialogs
    assert f"Giữ bản của xã: {total - 1} trong {total} mục" in words_of(dialog) + _radios(dialog)
    dialog.try_to_save()
    assert dialog.isVisible()  # no rule chosen yet
    dialog.rule.show_code("commune")
    dialog.grounds.take_reason(REASON)
    dialog.grounds.show_name("Lường Thị Thử")
    dialog.try_to_save()
    qtbot.waitUntil(lambda: len(decided(commune.store)) == total - 1, timeout=10_000)
    assert [household(commune, record).people for record in records] == [3, 3, 3]
    assert {one.record for one in conflicts(commune.store)} == {gone}
    qtbot.waitUntil(lambda: room.list.inbox.total == 1)
    assert "Đã ghi quyết định" in words_of(room.list)


def _collect(into: list[ManyDialog], room: ConflictsRoom) -> bool:
    into.extend(one for one in room.findChildren(ManyDialog) if one.isVisible())
    return bool(into)


def _radios(widget: QWidget) -> str:
    return " ".join(one.accessibleName() for one in widget.findChildren(QAbstractButton))


# --- the other views ---


def test_findings_are_listed_by_village_with_what_to_do(commune: Commune) -> None:
    team = next(row for row in commune.store.all(Team.select()) if row.village_id)
    members = commune.store.all(Membership.select().where(Membership.team_id == team.id, Membership.role == "TV"))
    with changing(commune.store) as change:
        change.set(Membership, members[0].id, role="TP")
    room = commune.conflicts
    room.refresh()
    room.show_view(TO_LOOK)
    said = words_of(room.findings)
    assert "có 2 Tổ phó, chỉ được 01." in said
    assert "Hãy đổi vai trò một người." in said
    assert "Sai quy định" in " ".join(one.accessibleName() for one in room.findings.findChildren(QWidget))
    opened = [one for one in room.findings.findChildren(QAbstractButton) if one.accessibleName() == "Mở thôn này"]
    opened[0].click()
    assert commune.window.room == "villages"


def test_decisions_are_listed_with_both_values(commune: Commune) -> None:
    record = commune.differ({"people": 3}, {"people": 4})
    room = open_record(commune, record)
    field_of(room, "people").pick(3)
    press_decide(room)
    room.show_view(DECIDED)
    said = words_of(room.decided)
    assert "Giữ: 3 (máy xã" in said
    assert "Không giữ: 4 (máy của Trưởng thôn, thôn" in said
    assert f"Lý do: {REASON}" in said


def test_a_decision_that_breaks_a_rule_is_told(commune: Commune) -> None:
    team = next(row for row in commune.store.all(Team.select()) if row.village_id)
    members = commune.store.all(Membership.select().where(Membership.team_id == team.id, Membership.role == "TV"))
    commune.differ({"role": "TP"}, {"role": "TK"}, model=Membership, record=members[0].id)
    room = open_record(commune, members[0].id, "membership")
    field_of(room, "role").pick("TP")
    press_decide(room)
    said = words_of(room.shown)
    assert "Nay có 1 điều cần xem lại" in said
    assert "2 Tổ phó" in said
