"""What the team is asked to do, what residents say and promise, what worked well, what is planned; and pictures.

Rows only (R051, R054, R061, R065, R068, R073).
"""

from desktop.models.base import (
    JSONField,
    SharedModel,
    day,
    long_text,
    one_of,
    reference,
    short_text,
    whole_number,
    yes_no,
)

TASK_LEVELS = ("tinh", "xa", "thon")
TASK_STATES = ("chua_lam", "dang_lam", "xong", "khong_lam_duoc")
OPINION_STATES = ("moi", "dang_xem", "da_chuyen_xa", "da_tra_loi")


class Task(SharedModel):
    """A task of the digital transformation (nhiệm vụ giao, R054, R065): from the province, the commune or the team.

    The commune's own has no village and goes to all of them; a village writes down what it was told by word of mouth.
    """

    title = "Nhiệm vụ"
    written_by_village = True

    level = one_of(*TASK_LEVELS, null=False)
    name = short_text(null=False)
    content = long_text()
    services = JSONField(null=True)  # list of service codes whose visits count towards the target
    target = whole_number()  # visits a village; NULL = no number was set
    unit = short_text(length=40)  # what the target counts; NULL = lượt
    first_day = day()
    due_on = day()
    document = short_text()  # the paper that gave it
    closed_on = day()


class TaskProgress(SharedModel):
    """How far one village is with one task; written over as it goes on, the journal keeps what it was."""

    title = "Tiến độ nhiệm vụ"
    written_by_village = True
    published = False

    task_id = reference(null=False, index=True)
    state = one_of(*TASK_STATES, null=False)
    done = whole_number()  # as told by the team; what sessions count by themselves is not written here
    note = long_text()
    done_on = day()


class Opinion(SharedModel):
    """What a resident said (ý kiến người dân, R051); without a household it is anonymous, which is allowed."""

    title = "Ý kiến người dân"
    written_by_village = True
    published = False

    received_on = day(null=False)
    household_id = reference(index=True)
    response_id = reference()  # the interview whose words it took over
    topic = short_text(null=False, length=20)  # code list opinion_topics
    content = long_text(null=False)
    state = one_of(*OPINION_STATES, null=False)
    forwarded_on = day()
    answer = long_text()
    answered_on = day()
    answered_by = short_text()


class Initiative(SharedModel):
    """A good way of working (sáng kiến, cách làm hay, R068), which commendations are proposed from (R085)."""

    title = "Sáng kiến, cách làm hay"
    written_by_village = True
    published = False

    name = short_text(null=False)
    author_ids = JSONField(null=True)  # list of Membership ids
    other_authors = short_text()
    begun_on = day(null=False)
    content = long_text()
    effect = long_text()
    evidence = long_text()
    proposed = yes_no()  # the team proposes it for a commendation


class PlannedSession(SharedModel):
    """An entry of the team's work calendar: who does what session when (R073)."""

    title = "Lịch của Tổ"
    written_by_village = True
    published = False

    held_on = day(null=False)
    begins_at = short_text(length=5)  # "19:30", local time
    ends_at = short_text(length=5)
    kind = short_text(null=False, length=2)  # code list session_kinds
    place = short_text()
    helpers = JSONField(null=True)  # list of Membership ids
    content = long_text()
    session_id = reference()  # the session that came of it
    cancelled_on = day()


class Commitment(SharedModel):
    """That a seller promised products of the quality told (cam kết chất lượng, R061), with the signed paper or not."""

    title = "Cam kết chất lượng"
    written_by_village = True
    published = False

    household_id = reference(null=False, index=True)
    product = short_text(null=False)
    sold_on = short_text()  # where it is sold: voso.vn, postmart.vn...
    signed_on = day(null=False)
    paper_signed = yes_no()
    ended_on = day()
    note = long_text()


class Photo(SharedModel):
    """A picture of a session, a good way of working or a signed paper: scaled down, without the camera's data.

    `content` is JPEG in base64. It is emptied when the picture is taken out, for a deleted row keeps its columns.
    """

    title = "Ảnh"
    written_by_village = True
    published = False

    about_table = one_of("session", "initiative", "commitment", null=False)
    about_id = reference(null=False, index=True)
    caption = short_text()
    content = long_text()
