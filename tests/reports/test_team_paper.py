"""The papers about a team's list: what they say, where they say that they are internal, and that they repeat."""

from dataclasses import replace
from datetime import date

from desktop.models.facts import CommuneFacts
from desktop.models.roster_facts import BY_NAME, ChangeLine, ChangesFacts, RosterFacts, RosterLine, TeamHead
from desktop.reports.catalogue import changes_paper, roster_paper
from desktop.reports.team_paper import INTERNAL, NOTHING_CHANGED, SAME_AS_DECIDED
from tests.reports.reading import flat_text, page_texts

COMMUNE = CommuneFacts("Thanh Thịnh", "02107", "Thái Nguyên", "Thanh Thịnh", "", "", "")
HEAD = TeamHead(COMMUNE, "Nà Thử", "Quyết định số 15/QĐ-UBND ngày 22/7/2025", "Lý A Thử", date(2025, 9, 1))
SINCE = date(2025, 7, 22)
LINES = (
    RosterLine("Lý A Thử", "Tổ trưởng", "Trưởng thôn", "0912 345 678", SINCE, True),
    RosterLine("Đặng Thị Ước", "Thành viên", "", "0987 654 321", SINCE, True),
    RosterLine("Hà Văn Hòa", "Cộng tác viên (Xóm Trên)", "Người dân", "-", SINCE, False),
)
ROSTER = RosterFacts(HEAD, date(2025, 9, 1), LINES)
CHANGES = ChangesFacts(
    HEAD,
    date(2025, 7, 31),
    date(2025, 9, 1),
    (ChangeLine(date(2025, 8, 18), "Ma Thị Út", "Ra khỏi Tổ", "Thành viên", "tự nguyện xin rút"),),
    3,
    2,
)


def test_the_roster_names_everybody_with_role_and_day() -> None:
    text = flat_text(roster_paper(ROSTER))
    for told in ("DANH SÁCH", "(tại ngày 01/9/2025)", "Đặng Thị Ước", "0987 654 321", "22/7/2025", "TỔ TRƯỞNG"):
        assert told in text
    assert "2 thành viên và 1 cộng tác viên" in text


def test_only_a_paper_with_telephones_is_internal() -> None:
    assert INTERNAL in flat_text(roster_paper(ROSTER))
    without = flat_text(roster_paper(replace(ROSTER, with_phones=False)))
    assert INTERNAL not in without
    assert "0912" not in without
    assert INTERNAL not in flat_text(changes_paper(CHANGES))


def test_a_column_to_sign_takes_the_place_of_the_day_beside_telephones() -> None:
    both = flat_text(roster_paper(replace(ROSTER, with_signatures=True)))
    assert "Ký tên" in both
    assert "Từ ngày" not in both
    assert "Từ ngày" in flat_text(roster_paper(replace(ROSTER, with_signatures=True, with_phones=False)))
    assert "Ký tên" not in flat_text(roster_paper(ROSTER))


def test_a_list_by_name_is_not_parted() -> None:
    text = flat_text(roster_paper(replace(ROSTER, order=BY_NAME, lines=LINES[::-1])))
    assert text.index("Hà Văn Hòa") < text.index("Lý A Thử")


def test_a_long_list_goes_on_with_its_head_and_keeps_the_signature() -> None:
    long = replace(ROSTER, lines=LINES * 25)
    pages = page_texts(roster_paper(long))
    assert len(pages) > 1
    assert all("Họ và tên" in page for page in pages[:2])
    assert "TỔ TRƯỞNG" in pages[-1]


def test_changes_say_when_who_and_what() -> None:
    text = flat_text(changes_paper(CHANGES))
    for told in ("THAY ĐỔI DANH SÁCH", "(sau ngày 31/7/2025 đến hết ngày 01/9/2025)", "18/8/2025", "Ma Thị Út"):
        assert told in text
    assert "Đầu kỳ Tổ có 3 thành viên, cuối kỳ có 2 thành viên" in text
    assert NOTHING_CHANGED in flat_text(changes_paper(replace(CHANGES, lines=())))


def test_beside_the_decision_both_lists_are_counted() -> None:
    line = ChangeLine(SINCE, "Hà Văn Hòa", "Ngoài Quyết định", "", "Thành viên")
    facts = replace(CHANGES, first=None, lines=(line,))
    text = flat_text(changes_paper(facts))
    assert "Theo Quyết định số 15/QĐ-UBND ngày 22/7/2025 Tổ có 3 thành viên; thực tế có 2 thành viên" in text
    assert SAME_AS_DECIDED in flat_text(changes_paper(replace(facts, lines=())))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert roster_paper(ROSTER) == roster_paper(ROSTER)
    assert changes_paper(CHANGES) == changes_paper(CHANGES)
