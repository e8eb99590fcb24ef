"""Teams (Tổ công nghệ số cộng đồng), the people in them, and how they came in and went out (R015-R040)."""

from desktop.models.base import (
    SharedModel,
    day,
    long_text,
    one_of,
    reference,
    short_text,
    whole_number,
    yes_no,
)

ROLE_LEADER, ROLE_DEPUTY, ROLE_MEMBER, ROLE_SECRETARY, ROLE_COLLABORATOR = "TT", "TP", "TV", "TK", "CTV"
ROLES = (ROLE_LEADER, ROLE_DEPUTY, ROLE_SECRETARY, ROLE_MEMBER, ROLE_COLLABORATOR)


class Person(SharedModel):
    """Somebody who is, was or wants to be in a team. Residents of households are not kept as persons."""

    title = "Người"
    written_by_village = True
    published = False

    full_name = short_text(null=False, length=50)
    gender = one_of("nam", "nu")
    birth_date = day()
    birth_precision = one_of("ngay", "thang", "nam")
    phone = short_text(length=20)
    position_title = short_text()  # chức danh: trưởng thôn, Bí thư Chi Đoàn...
    workplace = short_text()
    lives_in_area = yes_no()  # R024
    works_in_area = yes_no()
    residence_village_id = reference()  # R087
    youth_union_member = yes_no()  # đoàn viên (R088)
    guardian_consent = yes_no()  # for members under 16 (R030)
    education = short_text(length=40)


class Team(SharedModel):
    """A team of the commune (`village_id` NULL) or of a village (R015, R016, R018)."""

    title = "Tổ"
    written_by_village = True
    published = False

    level = one_of("commune", "village", null=False)
    name = short_text(null=False)
    decision_number = short_text(length=40)
    decision_date = day()
    decision_signer = short_text()
    founded_on = day()
    dissolved_on = day()
    channel = short_text()  # Zalo, Mocha, Gapo... (R069)
    channel_name = short_text()


class CollaboratorGroup(SharedModel):
    """A group of collaborators beside a team that is full (nhóm cộng tác viên, R034, R040): optional, any number."""

    title = "Nhóm cộng tác viên"
    written_by_village = True
    published = False

    team_id = reference(null=False, index=True)
    name = short_text(null=False)
    founded_on = day(null=False)
    dissolved_on = day()


class Application(SharedModel):
    """A request to join or leave a team and what was decided (R033, R035-R038)."""

    title = "Đơn xin vào, xin ra"
    written_by_village = True
    published = False

    team_id = reference(null=False, index=True)
    person_id = reference(null=False)
    kind = one_of("join", "leave", null=False)
    submitted_on = day(null=False)
    wish = long_text()
    state = one_of("proposed", "agreed", "refused", null=False)
    decided_on = day()
    approver = one_of("commune_chairman", "team_leader")  # whose consent the plan asks for
    approver_name = short_text(length=50)
    document_number = short_text(length=40)
    remark = long_text()


class Membership(SharedModel):
    """One person's time in one team, in one role. It ends, it is never deleted (R038)."""

    title = "Thành viên Tổ"
    written_by_village = True
    published = False

    team_id = reference(null=False, index=True)
    person_id = reference(null=False, index=True)
    role = one_of(*ROLES, null=False)
    composition = short_text(length=2)  # thành phần, code list of DOMAIN 3.5 (R026)
    group_id = reference()  # CollaboratorGroup, for collaborators
    started_on = day(null=False)
    ended_on = day()
    end_reason = one_of("tu_nguyen", "chuyen_di", "het_nhiem_ky", "suc_khoe", "tu_tran", "kien_toan", "khac")
    join_application_id = reference()  # R037
    leave_application_id = reference()
    in_decision = yes_no()  # named in the founding decision (Q4)
    enthusiastic = yes_no()  # the four criteria of R025
    open_minded = yes_no()
    digitally_skilled = yes_no()
    good_communicator = yes_no()
    position = whole_number()
