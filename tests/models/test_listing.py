"""Lists for the screens: what a search finds and ranks, orders, filters, pages."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.listing import ApplicationList, HouseholdList, MemberList, SessionList, household_history
from desktop.models.listing_households import FILTERS, FOLLOW_UP, LEFT, NEVER_SUPPORTED, POOR
from desktop.models.listing_people import COLLABORATORS, MEMBERS, PAST
from desktop.models.sessions import Session, SessionLine
from desktop.models.store import Store
from desktop.models.teams import Application, Person
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.record_makers import (
    add_attendance,
    add_consent,
    add_line,
    add_member,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
)

DAY = date(2025, 7, 20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with two villages and a round."""
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
        yield opened


def named(store: Store, *names: str) -> None:
    with changing(store) as change:
        for place, name in enumerate(names, start=1):
            add_household(change, head_name=name, code=f"02107-01-{place:03}")


def heads(found: HouseholdList) -> list[str]:
    return [row.head_name for row in found.rows(0, 100)]


def searched(store: Store, text: str) -> list[str]:
    return heads(HouseholdList(store, DAY, search=text))


# --- households: search ---


def test_typed_words_begin_words_of_the_name(store: Store) -> None:
    named(store, "Nguyễn Văn Hạnh", "Nguyễn Thị Hạnh", "Hà Văn Nguyên", "Trần Văn Hạnh")
    assert searched(store, "nguyen v h") == ["Nguyễn Văn Hạnh", "Hà Văn Nguyên"]
    assert searched(store, "guyen") == []
    assert searched(store, "  ") == ["Nguyễn Thị Hạnh", "Nguyễn Văn Hạnh", "Trần Văn Hạnh", "Hà Văn Nguyên"]


def test_the_two_spellings_of_hoa_are_found_and_ranked_alike(store: Store) -> None:
    named(store, "Lường Văn Hoà", "Hà Văn Hòa", "Hà Thị Hoa", "Ma Văn Hải", "Triệu Thị Hoá")
    assert searched(store, "hoa") == ["Hà Thị Hoa", "Hà Văn Hòa", "Lường Văn Hoà", "Triệu Thị Hoá"]
    assert searched(store, "hòa") == ["Hà Văn Hòa", "Lường Văn Hoà", "Hà Thị Hoa", "Triệu Thị Hoá"]
    assert searched(store, "hoà") == ["Hà Văn Hòa", "Lường Văn Hoà", "Hà Thị Hoa", "Triệu Thị Hoá"]


def test_what_is_typed_with_marks_ranks_first(store: Store) -> None:
    named(store, "Lê Thị Hạ", "Lê Thị Hà", "Đặng Văn Út", "Dang Văn Út")
    assert searched(store, "hà")[0] == "Lê Thị Hà"
    assert searched(store, "hạ")[0] == "Lê Thị Hạ"
    assert searched(store, "đang") == ["Dang Văn Út", "Đặng Văn Út"]
    assert searched(store, "đặ")[0] == "Đặng Văn Út"


def test_d_and_d_with_a_bar_are_one_letter(store: Store) -> None:
    named(store, "Đinh Văn Dũng", "Đỗ Thị Đào")
    assert searched(store, "dinh") == ["Đinh Văn Dũng"]
    assert searched(store, "đũng") == ["Đinh Văn Dũng"]
    assert searched(store, "DAO") == ["Đỗ Thị Đào"]


def test_codes_hamlets_and_phones_are_found(store: Store) -> None:
    with changing(store) as change:
        add_household(change, head_name="Nông Văn An", code="02107-01-012", hamlet="Khuổi Lót", phone="0912345678")
        add_household(change, head_name="Nông Văn Bé", code="02107-01-112", hamlet="Nà Ba", phone="0987654321")
    for typed in ("02107-01-012", "012", "khuoi", "0912345678", "0912 345 678", "0912 345", "an khuoi 0912"):
        assert searched(store, typed) == ["Nông Văn An"], typed
    assert searched(store, "112") == ["Nông Văn Bé"]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "*", "\\", "a' OR '1'='1"])
def test_signs_are_only_signs(store: Store, typed: str) -> None:
    named(store, "Nông Văn An")
    assert searched(store, typed) == []


# --- households: order, filters, rows ---


def test_names_stand_in_vietnamese_order_until_another_column_is_asked_for(store: Store) -> None:
    named(store, "Hoàng Thị Yến", "Nguyễn Thị Ảnh", "Nguyễn Văn An", "Đặng Văn An", "Lê Văn Ấn")
    found = HouseholdList(store, DAY)
    by_name = ["Đặng Văn An", "Nguyễn Văn An", "Nguyễn Thị Ảnh", "Lê Văn Ấn", "Hoàng Thị Yến"]
    assert heads(found) == by_name
    found.sort("head_name", descending=True)
    assert heads(found) == by_name[::-1]
    found.sort("code", descending=False)
    assert heads(found)[0] == "Hoàng Thị Yến"
    with pytest.raises(KeyError):
        found.sort("nothing", descending=False)


def test_what_is_not_known_comes_last_either_way(store: Store) -> None:
    with changing(store) as change:
        for name, hamlet in (("Một Hai", "Xóm 10"), ("Ba Bốn", None), ("Năm Sáu", "Xóm 2")):
            add_household(change, head_name=name, hamlet=hamlet)
    found = HouseholdList(store, DAY)
    found.sort("hamlet", descending=False)
    assert [row.hamlet for row in found.rows(0, 9)] == ["Xóm 2", "Xóm 10", ""]
    found.sort("hamlet", descending=True)
    assert [row.hamlet for row in found.rows(0, 9)] == ["Xóm 10", "Xóm 2", ""]


def test_pages_are_parts_of_one_order(store: Store) -> None:
    named(store, *(f"Hộ Số {chr(65 + number)}" for number in range(23)))
    found = HouseholdList(store, DAY)
    assert found.count() == 23
    pages: list[str] = []
    for offset in range(0, 30, 7):
        pages += [row.id for row in found.rows(offset, 7)]
    assert pages == [row.id for row in found.rows(0, 23)]
    assert [found.place_of(record) for record in pages] == list(range(23))
    assert found.place_of("nobody") is None


def test_deleted_households_go_at_once_and_for_good(store: Store) -> None:
    named(store, "Nông Văn An", "Nông Văn Bé")
    found = HouseholdList(store, DAY)
    first = found.rows(0, 1)[0]
    with changing(store) as change:
        change.delete(Household, first.id)
    assert heads(found) == ["Nông Văn Bé"]
    found.refresh()
    assert found.count() == 1


def test_a_row_says_class_state_and_last_support(store: Store) -> None:
    with changing(store) as change:
        home = add_household(
            change,
            code="02107-01-001",
            hamlet="Nà Ba",
            phone="0912345678",
            household_class="2",
            head_name="Nông Văn An",
        )
        add_response(change, home)
        for day, code in ((5, "CQ01"), (18, "XH01")):
            session = add_session(change, "DN", held_on=date(2025, 7, day))
            add_line(change, session, "AT01", 1)
            add_line(change, session, code, 2)
            add_attendance(change, session, home)
        gone = add_session(change, "DN", held_on=date(2025, 7, 19))
        add_attendance(change, gone, home)
        change.delete(Session, gone)
        add_household(change, OTHER_VILLAGE_ID, head_name="Bé Thị Ba")
    row = HouseholdList(store, DAY, VILLAGE_ID).rows(0, 9)[0]
    assert (row.village, row.code, row.head_name, row.hamlet) == ("Nà Quang", "02107-01-001", "Nông Văn An", "Nà Ba")
    assert (row.phone, row.class_label, row.survey_state) == ("0912345678", "Hộ cận nghèo", "xong")
    assert (row.supported_on, row.service) == (date(2025, 7, 18), "Sổ sức khỏe điện tử (trên VNeID)")
    other = HouseholdList(store, DAY, OTHER_VILLAGE_ID).rows(0, 9)[0]
    assert (other.class_label, other.survey_state, other.supported_on, other.service) == ("", "chua", None, "")
    assert HouseholdList(store, DAY).count() == 2


def test_filters(store: Store) -> None:
    with changing(store) as change:
        done = add_household(change, head_name="Đã Xong", household_class="1")
        away = add_household(change, head_name="Đi Vắng", household_class="4")
        refused = add_household(change, head_name="Từ Chối")
        add_household(change, head_name="Tạm Vắng", status="tam_vang")
        drafted = add_household(change, head_name="Bản Nháp")
        add_response(change, done)
        add_response(change, away, consent="", contact="vang_nha")
        add_response(change, refused, consent="tu_choi")
        add_response(change, drafted, state="draft")
        first, second = add_session(change, held_on=date(2025, 7, 1)), add_session(change, held_on=date(2025, 7, 9))
        add_line(change, first, follow_up="Quên mật khẩu")
        add_attendance(change, first, done)
        add_attendance(change, first, away)
        add_attendance(change, second, away)
    found = HouseholdList(store, DAY)
    kept = {name: sorted(heads(_narrowed(found, name))) for name in ("", *FILTERS)}
    assert kept[LEFT] == ["Bản Nháp", "Đi Vắng"]
    assert [kept[state] for state in ("xong", "vang", "tu_choi", "nhap")] == [
        *(["Đã Xong"], ["Đi Vắng"], ["Từ Chối"], ["Bản Nháp"])
    ]
    assert kept[POOR] == ["Đã Xong"]
    assert kept[NEVER_SUPPORTED] == ["Bản Nháp", "Từ Chối"]
    assert kept[FOLLOW_UP] == ["Đã Xong"]
    assert {name: found.count_of(name) for name in kept} == {name: len(names) for name, names in kept.items()}
    assert found.total() == 5


def _narrowed(found: HouseholdList, name: str) -> HouseholdList:
    found.narrow(name)
    return found


def test_order_by_survey_and_by_support(store: Store) -> None:
    with changing(store) as change:
        first, second = (add_household(change, head_name=name) for name in ("Một An", "Hai Bé"))
        add_response(change, first)
        add_attendance(change, add_session(change), second)
    found = HouseholdList(store, DAY)
    found.sort("survey")
    assert heads(found) == ["Hai Bé", "Một An"]
    found.sort("support", descending=True)
    assert heads(found) == ["Hai Bé", "Một An"]
    with changing(store) as change:
        add_attendance(change, add_session(change, held_on=date(2025, 7, 19)), first)
    found.refresh()
    assert heads(found) == ["Một An", "Hai Bé"]


# --- sessions ---


def sessions(found: SessionList) -> list[tuple[int, str]]:
    return [(row.held_on.day, row.kind) for row in found.rows(0, 100)]


def test_sessions_latest_first_with_what_was_given(store: Store) -> None:
    with changing(store) as change:
        member = add_member(change, add_team(change), full_name="Hà Thị Lan")
        change.flush()
        membership = store.value("SELECT id FROM membership WHERE person_id = ?", [member])
        session = add_session(change, "DN", place="Nhà văn hóa", helpers=[membership, "nobody", 3])
        add_line(change, session, "CQ01", 3, new_people=1)
        add_line(change, session, "XH01", 5, new_people=None)
        deleted = add_line(change, session, "AT01", 50)
        change.delete(SessionLine, deleted)
        home = add_household(change)
        add_attendance(change, session, home)
        add_attendance(change, session, home)
        add_session(change, "HN", held_on=date(2025, 7, 11))
    found = SessionList(store, VILLAGE_ID)
    empty, row = found.rows(0, 9)
    assert (row.kind_label, row.place, row.village) == ("Đến nhà", "Nhà văn hóa", "Nà Quang")
    assert row.services == ("Sổ sức khỏe điện tử (trên VNeID)", "Kích hoạt, đăng ký VNeID mức 2")
    assert (row.visits, row.new_people, row.households, row.helpers) == (8, None, 1, ("Hà Thị Lan",))
    assert (empty.visits, empty.new_people, empty.services, empty.households, empty.helpers) == (None, None, (), 0, ())


def test_sessions_by_period_kind_village_words_and_column(store: Store) -> None:
    with changing(store) as change:
        for day, kind, place, visits in ((1, "HN", "Xóm 10", 5), (2, "DN", None, 9), (3, "DN", "Xóm 2", 7)):
            add_line(change, add_session(change, kind, held_on=date(2025, 7, day), place=place), "CQ01", visits)
        add_session(change, "CH", held_on=date(2025, 7, 4), village=OTHER_VILLAGE_ID)
    assert SessionList(store).count() == 4
    assert sessions(SessionList(store, VILLAGE_ID, filter="DN")) == [(3, "DN"), (2, "DN")]
    assert sessions(SessionList(store, first_day=date(2025, 7, 2), last_day=date(2025, 7, 3))) == [(3, "DN"), (2, "DN")]
    assert sessions(SessionList(store, search="cho")) == [(4, "CH")]
    assert sessions(SessionList(store, search="vneid hop")) == [(1, "HN")]
    found = SessionList(store, VILLAGE_ID)
    orders = {}
    for column in ("held_on", "kind", "place", "visits"):
        found.sort(column, descending=False)
        orders[column] = [day for day, _ in sessions(found)]
    assert orders == {"held_on": [1, 2, 3], "kind": [1, 3, 2], "place": [3, 1, 2], "visits": [1, 3, 2]}


# --- people ---


def names(found: MemberList | ApplicationList) -> Sequence[str]:
    return [row.name for row in found.rows(0, 100)]


def test_members_leaders_first(store: Store) -> None:
    with changing(store) as change:
        team = add_team(change)
        started = date(2025, 7, 1)
        add_member(change, team, "CTV", full_name="Cộng Tác An", started_on=started)
        add_member(change, team, full_name="Hà Thị Yến", started_on=started, composition="07", phone="0912345678")
        add_member(change, team, full_name="Hà Thị Ảnh", started_on=started)
        add_member(change, team, "TP", full_name="Tổ Phó Zung", started_on=started)
        add_member(change, team, "TT", full_name="Tổ Trưởng Xuân", started_on=started)
        add_member(change, team, full_name="Đã Thôi Ba", started_on=started, ended_on=date(2025, 7, 19))
        add_member(change, team, full_name="Hôm Nay Thôi", started_on=started, ended_on=DAY)
        add_member(change, team, full_name="Sắp Vào Tổ", started_on=date(2025, 8, 1))
        add_member(
            change, add_team(change, None, name="Tổ xã"), village=None, full_name="Người Của Xã", started_on=started
        )
    found = MemberList(store, DAY, VILLAGE_ID)
    usual = ["Tổ Trưởng Xuân", "Tổ Phó Zung", "Hà Thị Ảnh", "Hôm Nay Thôi", "Hà Thị Yến", "Cộng Tác An"]
    assert names(found) == usual
    row = found.rows(4, 1)[0]
    assert (row.role_label, row.composition_label, row.phone, row.kind) == (
        "Thành viên",
        "Giáo viên",
        "0912345678",
        MEMBERS,
    )
    assert (row.since, row.until, row.team, row.village) == (started, None, "Tổ thử", "Nà Quang")
    assert names(MemberList(store, DAY, VILLAGE_ID, filter=COLLABORATORS)) == ["Cộng Tác An"]
    assert names(MemberList(store, DAY, VILLAGE_ID, filter=PAST)) == ["Đã Thôi Ba"]
    assert names(MemberList(store, DAY, search="0912")) == ["Hà Thị Yến"]
    assert names(MemberList(store, DAY))[0] == "Người Của Xã"
    found.sort("composition", descending=True)
    assert names(found)[0] == "Hà Thị Yến"
    found.sort("name")
    assert names(found)[0] == "Cộng Tác An"


def test_applications_that_wait_stand_first(store: Store) -> None:
    with changing(store) as change:
        team = add_team(change)
        for name, state, day in (("Một An", "agreed", 19), ("Hai Bé", "proposed", 2), ("Ba Chi", "proposed", 3)):
            person = change.add(Person, village_id=VILLAGE_ID, full_name=name)
            decided = {"decided_on": DAY, "approver": "team_leader", "approver_name": "Hà Thị Lan"}
            change.add(
                Application,
                village_id=VILLAGE_ID,
                team_id=team,
                person_id=person,
                kind="join",
                state=state,
                submitted_on=date(2025, 7, day),
                **(decided if state == "agreed" else {}),  # type: ignore[arg-type]
            )
    found = ApplicationList(store)
    assert names(found) == ["Ba Chi", "Hai Bé", "Một An"]
    last = found.rows(2, 1)[0]
    assert (last.kind_label, last.state_label, last.decided_on) == ("Xin vào Tổ", "Đã đồng ý", DAY)
    assert last.approver == "Tổ trưởng Tổ Công nghệ số cộng đồng thôn: Hà Thị Lan"
    assert names(ApplicationList(store, OTHER_VILLAGE_ID)) == []
    assert names(ApplicationList(store, filter="agreed")) == ["Một An"]
    assert names(ApplicationList(store, search="be")) == ["Hai Bé"]
    found.sort("decided_on", descending=True)
    assert names(found)[0] == "Một An"


# --- history ---


def test_what_a_household_went_through(store: Store) -> None:
    with changing(store) as change:
        home, other = add_household(change), add_household(change)
        session = add_session(change, "DN", held_on=date(2025, 7, 12))
        add_line(change, session, "CQ06")
        add_attendance(change, session, home)
        add_attendance(change, add_session(change), other)
        consent = add_consent(change, home, given_on=date(2025, 7, 10), withdrawn_on=date(2025, 7, 15))
        first = add_response(change, home, consent_id=consent, interviewed_on=date(2025, 7, 10))
        add_response(change, home, consent="", interviewed_on=None, state="draft", contact=None, amends_id=first)
    assert [(event.on and event.on.day, event.title, event.detail) for event in household_history(store, home)] == [
        (15, "Rút lại sự đồng ý", ""),
        (12, "Đến nhà", "Tra cứu tình trạng hồ sơ"),
        (10, "Phiếu khảo sát", "Gặp được"),
        (10, "Đồng ý, đã ký phiếu", ""),
        (None, "Phiếu khảo sát, bản nháp", "sửa phiếu trước"),
    ]
    assert household_history(store, "nobody") == ()
