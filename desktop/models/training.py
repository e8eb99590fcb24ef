"""What members of teams were taught and how well they say they can do it (R041-R049). Rows only."""

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

TRAINING_FORMS = ("truc_tiep", "truc_tuyen", "ket_hop")


class Training(SharedModel):
    """A training course (tập huấn). The commune's own has no village; a village writes down what it held itself."""

    title = "Lớp tập huấn"
    written_by_village = True

    name = short_text(null=False)
    held_on = day(null=False)
    ended_on = day()
    form = one_of(*TRAINING_FORMS, null=False)  # R046
    topics = JSONField(null=True)  # codes of training_topics (R043-R045)
    organiser = short_text()  # Phòng Văn hóa - Xã hội unless said otherwise (R041)
    partners = short_text()  # R042
    place = short_text()
    note = long_text()


class TrainingAttendance(SharedModel):
    """That a person was at a course, or was asked and was not."""

    title = "Dự tập huấn"
    written_by_village = True
    published = False

    training_id = reference(null=False, index=True)
    person_id = reference(null=False, index=True)
    attended = yes_no()  # NULL: named, not ticked yet


class SkillRating(SharedModel):
    """How well a person says to master a skill, 0 to 3, on a day (R048); the latest counts."""

    title = "Tự đánh giá kỹ năng"
    written_by_village = True
    published = False

    person_id = reference(null=False, index=True)
    topic = short_text(null=False, length=20)  # code of training_topics
    level = whole_number(null=False)
    rated_on = day(null=False)
