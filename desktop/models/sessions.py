"""Support sessions (buổi hỗ trợ) and what was done in them (R008, R050, R055-R064)."""

from desktop.models.base import (
    JSONField,
    SharedModel,
    day,
    long_text,
    one_of,
    reference,
    short_text,
    whole_number,
)

SESSION_KINDS = ("HN", "DN", "DC", "LL", "LT", "ZL", "TH", "CH")
BENEFICIARIES = ("nguoi_dan", "ho_kinh_doanh", "tieu_thuong", "doanh_nghiep", "can_bo")


class Session(SharedModel):
    """One occasion on which the team helped or informed people; kinds as in DOMAIN 3.5."""

    title = "Buổi hỗ trợ"
    written_by_village = True
    published = False

    kind = one_of(*SESSION_KINDS, null=False)
    held_on = day(null=False)
    place = short_text()
    audience = whole_number()
    helpers = JSONField(null=True)  # list of Membership ids
    partner = short_text()  # R090
    partner_sector = short_text(length=20)  # code list partner_sectors
    need = long_text()  # R008
    note = long_text()


class SessionLine(SharedModel):
    """One service given in a session: visits (lượt) and new people are counted apart (DOMAIN 3.1)."""

    title = "Dịch vụ đã hỗ trợ"
    written_by_village = True
    published = False

    session_id = reference(null=False, index=True)
    service_code = short_text(null=False, length=10)
    beneficiary = one_of(*BENEFICIARIES, null=False)
    visits = whole_number(null=False)
    new_people = whole_number()  # for the first time this year; NULL when not asked
    outcome = whole_number()  # 1 giới thiệu, 2 cài đặt, 3 tự dùng được (R064)
    follow_up = long_text()  # cần hỗ trợ lại
    followed_up_on = day()  # when that was done; until then it is a to-do


class Attendance(SharedModel):
    """That a household was reached in a session (HD04, HD05)."""

    title = "Hộ được hỗ trợ"
    written_by_village = True
    published = False

    session_id = reference(null=False, index=True)
    household_id = reference(null=False, index=True)
