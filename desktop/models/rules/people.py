"""Rules about one member: where they live or work, what they are, how old, how they came and went (R023-R039)."""

from collections.abc import Callable, Mapping
from datetime import date

from desktop.models.rules.findings import Finding, error, info, warning
from desktop.models.rules.states import COMMUNE, JoinOrLeave, Member, TeamState

_TEACHER, _STUDENT = "07", "13"
_BOTH_DAYS = "Hãy xem lại hai ngày này."
GUARDIAN_AGE, _YOUNGEST = 16, 15
#: Whose consent the plan asks for, by level (R035, R036).
APPROVERS = {"commune": "commune_chairman", "village": "team_leader"}
_APPROVER_NAMES = {"commune_chairman": "Chủ tịch UBND xã", "team_leader": "Tổ trưởng Tổ thôn"}


def lives_or_works_here(_team: TeamState, member: Member, _day: date) -> list[Finding]:
    """R024, R029: members live or work in the area."""
    if member.lives_in_area or member.works_in_area:
        return []
    if member.lives_in_area is False and member.works_in_area is False:
        message = f"{member.name} không sinh sống và không công tác trên địa bàn."
        return [
            error("R024", "membership", member.id, message, "Thành viên Tổ phải đang sinh sống hoặc công tác tại đây.")
        ]
    message = f"Chưa ghi {member.name} sinh sống hay công tác trên địa bàn."
    return [warning("R024", "membership", member.id, message, "Hãy hỏi rồi ghi vào hồ sơ người đó.")]


def composition_known(team: TeamState, member: Member, _day: date, known: Mapping[str, str]) -> list[Finding]:
    """R023, R026, R030, R031: the composition is one of the plan's; secondary students only in village teams."""
    if member.composition is None:
        message = f"Chưa ghi thành phần của {member.name}."
        return [warning("R026", "membership", member.id, message, "Hãy chọn thành phần trong danh mục.")]
    if member.composition not in known:
        message = f"Thành phần “{member.composition}” không có trong danh mục."
        return [error("R026", "membership", member.id, message, "Hãy chọn lại trong danh mục.")]
    if team.level == COMMUNE and member.composition == _STUDENT:
        message = "Học sinh THPT là thành phần của Tổ cấp thôn."
        return [warning("R030", "membership", member.id, message, f"Hãy xem lại thành phần của {member.name}.")]
    return []


def criteria_ticked(_team: TeamState, member: Member, _day: date) -> list[Finding]:
    """R025: the four criteria are looked at for every member."""
    if all(member.criteria):
        return []
    return [info("R025", "membership", member.id, f"{member.name}: chưa đánh dấu đủ 4 tiêu chí chọn thành viên.")]


def student_age(_team: TeamState, member: Member, day: date) -> list[Finding]:
    """R030: a student's date of birth is needed; under 16 a guardian agrees; under 15 is worth a second look."""
    if member.composition != _STUDENT:
        return []
    if member.birth_date is None:
        message = f"{member.name} là học sinh, cần ghi ngày sinh."
        return [error("R030", "membership", member.id, message, "Hãy ghi ngày sinh vào hồ sơ người đó.")]
    age = years_between(member.birth_date, day)
    found = []
    if age < GUARDIAN_AGE and not member.guardian_consent:
        message = f"{member.name} dưới 16 tuổi, cần người giám hộ đồng ý."
        found.append(error("R030", "membership", member.id, message, "Hãy hỏi người giám hộ rồi ghi lại."))
    if age < _YOUNGEST:
        message = f"{member.name} mới {age} tuổi."
        found.append(warning("R030", "membership", member.id, message, "Hãy xem lại việc để em tham gia Tổ."))
    return found


def teacher_at_home(team: TeamState, member: Member, _day: date) -> list[Finding]:
    """R087: a teacher is in the team of the village where he or she lives."""
    if team.level == COMMUNE or member.composition != _TEACHER:
        return []
    elsewhere = member.residence_village_id not in (None, team.village_id)
    if member.lives_in_area is not False and not elsewhere:
        return []
    message = f"{member.name} là giáo viên nhưng không cư trú tại thôn."
    advice = "Theo Kế hoạch giáo viên tham gia Tổ tại nơi cư trú; hãy hỏi lại rồi sửa hồ sơ."
    return [warning("R087", "membership", member.id, message, advice)]


def years_between(born: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def joined_with_approval(team: TeamState, member: Member, _day: date) -> list[Finding]:
    """R035-R037: nobody is a member without the consent of the right authority; the founding decision is one."""
    if member.in_decision:
        return []
    application = _application(team, member, "join", member.join_application_id)
    if application is None:
        message = f"{member.name} chưa có đơn tham gia được đồng ý."
        return [error("R037", "membership", member.id, message, f"Cần sự đồng ý của {_authority(team)}.")]
    if application.state != "agreed":
        message = f"Đơn tham gia của {member.name} chưa được đồng ý."
        return [error("R037", "membership", member.id, message, f"Cần sự đồng ý của {_authority(team)}.")]
    if application.decided_on and member.started_on < application.decided_on:
        message = f"{member.name} vào Tổ trước ngày được đồng ý."
        return [error("R037", "membership", member.id, message, _BOTH_DAYS)]
    return []


def left_with_approval(team: TeamState, member: Member, _day: date) -> list[Finding]:
    """R038, R039: who asks to leave is let go by that authority, on the day of its consent; others need a reason."""
    if member.ended_on is None:
        return []
    if member.ended_on < member.started_on:
        return [error("R038", "membership", member.id, f"{member.name}: ngày ra Tổ trước ngày vào Tổ.", _BOTH_DAYS)]
    if member.end_reason is None:
        message = f"{member.name}: chưa ghi lý do ra khỏi Tổ."
        return [error("R039", "membership", member.id, message, "Hãy chọn lý do.")]
    if member.end_reason != "tu_nguyen":
        return []
    application = _application(team, member, "leave", member.leave_application_id)
    if application is None or application.state != "agreed":
        message = f"Đơn xin rút của {member.name} chưa được chấp thuận."
        return [error("R038", "membership", member.id, message, f"Cần sự chấp thuận của {_authority(team)}.")]
    if application.decided_on != member.ended_on:
        message = f"{member.name}: ngày ra Tổ phải là ngày được chấp thuận."
        return [error("R038", "membership", member.id, message, _BOTH_DAYS)]
    return []


def application_in_order(team: TeamState, application: JoinOrLeave) -> list[Finding]:
    """R033, R035-R038: an application waits, or was decided on a day by the authority that the plan names."""
    if application.state == "proposed":
        return []
    table, record = "application", application.id
    if application.decided_on is None or application.approver is None:
        message = "Đơn đã quyết nhưng chưa ghi ngày và người quyết."
        return [error("R033", table, record, message, "Hãy ghi ngày và người quyết.")]
    if application.decided_on < application.submitted_on:
        return [error("R033", table, record, "Ngày quyết đơn trước ngày nộp đơn.", _BOTH_DAYS)]
    if application.approver != APPROVERS[team.level]:
        rule = "R035" if team.level == COMMUNE else "R036"
        message = f"Đơn này phải do {_authority(team)} quyết."
        return [error(rule, table, record, message, "Hãy chuyển đơn đến đúng người có thẩm quyền.")]
    return []


MEMBER_RULES: tuple[Callable[[TeamState, Member, date], list[Finding]], ...] = (
    lives_or_works_here,
    criteria_ticked,
    student_age,
    teacher_at_home,
    joined_with_approval,
)


def team_people_findings(team: TeamState, day: date, compositions: Mapping[str, str]) -> list[Finding]:
    """All findings about the people of a team on a day."""
    found: list[Finding] = []
    for member in team.active(day):
        for rule in MEMBER_RULES:
            found += rule(team, member, day)
        found += composition_known(team, member, day, compositions)
    for member in team.members:
        found += left_with_approval(team, member, day)
    for application in team.applications:
        found += application_in_order(team, application)
    return found


def _application(team: TeamState, member: Member, kind: str, wanted: str | None) -> JoinOrLeave | None:
    """The application of this kind that a membership names, provided that it is the member's own."""
    own = (found for found in team.applications if (found.person_id, found.kind) == (member.person_id, kind))
    return next((found for found in own if found.id == wanted), None)


def _authority(team: TeamState) -> str:
    return _APPROVER_NAMES[APPROVERS[team.level]]
