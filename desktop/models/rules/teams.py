"""Rules about a whole team: its size, its leader and deputy, its founding (R015-R022, R027, R028, R032, R034, R040)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from desktop.models.rules.findings import Finding, error, info, warning
from desktop.models.rules.states import COMMUNE, Member, TeamState

#: The title itself, alone or beside others ("Phó Chủ tịch Mặt trận, Bí thư Đoàn xã"), but no deputy's or former one's.
_YOUTH_SECRETARY = re.compile(r"(?<!phó )(?<!nguyên )bí thư đoàn\b")
_IS_YOUTH_SECRETARY = "03"  # composition


def founded_by_decision(team: TeamState, _day: date) -> list[Finding]:
    """R018: a team is in force only with the Chairman's decision."""
    if team.decision_number and team.decision_date and team.decision_signer:
        return []
    advice = "Hãy ghi theo quyết định của Chủ tịch UBND xã."
    message = f"{team.name} chưa ghi đủ số, ngày và người ký quyết định thành lập."
    return [warning("R018", "team", team.id, message, advice)]


def size_within_limits(team: TeamState, day: date) -> list[Finding]:
    """R019, R020, R032, R034, R040: at most ten members, about five to ten; more people help as collaborators."""
    size = sum(member.counts for member in team.active(day))
    if size > team.limits.most:
        advice = "Hãy đưa người thêm vào nhóm cộng tác viên."
        message = f"{team.name} có {size} thành viên, quá {team.limits.most}."
        return [error("R019", "team", team.id, message, advice, extent=size)]
    if size < team.limits.least:
        message = f"{team.name} mới có {size} thành viên, nên có từ {team.limits.least} người."
        return [warning("R032", "team", team.id, message, "Hãy vận động thêm người tham gia Tổ.")]
    if size >= team.limits.most - 1:
        message = (
            f"{team.name} có {size} thành viên, gần mức {team.limits.most}; người thêm nữa có thể làm cộng tác viên."
        )
        return [info("R040", "team", team.id, message)]
    return []


def one_leader(team: TeamState, day: date) -> list[Finding]:
    """R021, R027: one leader, who is the youth secretary of the commune or the head of the village."""
    leaders = [member for member in team.active(day) if member.role == "TT"]
    rule = "R021" if team.level == COMMUNE else "R027"
    if len(leaders) > 1:
        message, advice = f"{team.name} có {len(leaders)} Tổ trưởng.", "Hãy kết thúc vai trò của người cũ."
        return [error(rule, "team", team.id, message, advice, extent=len(leaders))]
    if not leaders:
        who = "Bí thư Đoàn thanh niên xã" if team.level == COMMUNE else "trưởng thôn"
        advice = f"Hãy ghi Tổ trưởng; theo Kế hoạch là {who}."
        return [warning(rule, "team", team.id, f"{team.name} chưa có Tổ trưởng.", advice)]
    return _fitting_leader(team, leaders[0], rule)


def _fitting_leader(team: TeamState, leader: Member, rule: str) -> list[Finding]:
    if team.level == COMMUNE:
        title = leader.position_title.lower()
        fits = leader.composition == _IS_YOUTH_SECRETARY or _YOUTH_SECRETARY.search(title) is not None
        message = "Tổ trưởng cấp xã theo Kế hoạch là Bí thư Đoàn thanh niên xã."
    else:
        fits = team.head_id is None or leader.person_id == team.head_id
        message = f"Tổ trưởng {team.name} không phải trưởng thôn hiện nay."
    return [] if fits else [warning(rule, "membership", leader.id, message, "Hãy làm thủ tục thay đổi Tổ trưởng.")]


def one_deputy(team: TeamState, day: date) -> list[Finding]:
    """R022, R028: one deputy; in a village the secretary of the youth union's branch."""
    deputies = [member for member in team.active(day) if member.role == "TP"]
    rule = "R022" if team.level == COMMUNE else "R028"
    if len(deputies) > 1:
        message = f"{team.name} có {len(deputies)} Tổ phó, chỉ được 01."
        return [error(rule, "team", team.id, message, "Hãy đổi vai trò một người.", extent=len(deputies))]
    if not deputies:
        who = "01 người đang công tác tại xã" if team.level == COMMUNE else "Bí thư Chi Đoàn thôn"
        advice = f"Hãy ghi Tổ phó; theo Kế hoạch là {who}."
        return [warning(rule, "team", team.id, f"{team.name} chưa có Tổ phó.", advice)]
    deputy = deputies[0]
    if team.level == COMMUNE or team.youth_secretary_id in (None, deputy.person_id):
        return []
    message = f"Tổ phó {team.name} không phải Bí thư Chi Đoàn thôn."
    return [warning(rule, "membership", deputy.id, message, "Hãy xem lại Tổ phó, hoặc ghi Bí thư Chi Đoàn mới.")]


def nobody_twice(team: TeamState, day: date) -> list[Finding]:
    """One person stands once in a team's list of a day."""
    times = Counter(member.person_id for member in team.active(day))
    advice = "Hãy kết thúc một dòng."
    return [
        error(
            "R072",
            "membership",
            member.id,
            f"{member.name} đang có {times[member.person_id]} dòng trong {team.name}.",
            advice,
            extent=times[member.person_id],
        )
        for member in team.active(day)
        if times[member.person_id] > 1
    ]


TEAM_RULES: tuple[Callable[[TeamState, date], list[Finding]], ...] = (
    founded_by_decision,
    size_within_limits,
    one_leader,
    one_deputy,
    nobody_twice,
)


def commune_findings(teams: Iterable[TeamState], villages: Iterable[tuple[str, str]], day: date) -> list[Finding]:
    """R015, R016 and Q3: a team of the commune and one in every village, and who is in two of them."""
    listed = list(teams)
    found = []
    if not any(team.level == COMMUNE for team in listed):
        advice = "Hãy lập Tổ cấp xã theo quyết định của Chủ tịch UBND xã."
        found.append(warning("R015", "team", "", "Xã chưa có Tổ công nghệ số cộng đồng cấp xã.", advice))
    with_team = {team.village_id for team in listed}
    found += [
        warning("R016", "village", village, f"Thôn {name} chưa có Tổ công nghệ số cộng đồng.", "Hãy nhắc thôn lập Tổ.")
        for village, name in villages
        if village not in with_team
    ]
    return found + _in_two_teams(listed, day)


def one_team_a_place(teams: Sequence[TeamState]) -> list[Finding]:
    """R015, R016: one team of the commune, one of a village."""
    times = Counter(team.village_id if team.level != COMMUNE else COMMUNE for team in teams)
    found = []
    for team in teams:
        place, rule = (COMMUNE, "R015") if team.level == COMMUNE else (team.village_id, "R016")
        if times[place] > 1:
            advice = "Hãy giữ một Tổ và ghi ngày kết thúc cho Tổ kia."
            message = f"Có {times[place]} Tổ ở nơi của {team.name}; mỗi nơi chỉ có 01 Tổ."
            found.append(error(rule, "team", team.id, message, advice, extent=times[place]))
    return found


def _in_two_teams(teams: list[TeamState], day: date) -> list[Finding]:
    seen: dict[str, str] = {}
    found = []
    advice = "Nếu đúng là ở cả hai thì không phải sửa; nếu ghi nhầm, hãy kết thúc một dòng."
    for team in teams:
        for member in team.active(day):
            other = seen.setdefault(member.person_id, team.id)
            if other != team.id:
                message = f"{member.name} đang ở hai Tổ; khi cộng chỉ tính một người."
                found.append(warning("Q3", "membership", member.id, message, advice))
    return found
