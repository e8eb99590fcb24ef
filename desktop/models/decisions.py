"""What people decided about conflicting values (chỗ khác nhau), kept with the reason."""

from desktop.models.base import JSONField, SharedModel, long_text, reference, short_text


class Decision(SharedModel):
    """That somebody chose one of several values of one field, and why."""

    title = "Quyết định chỗ khác nhau"
    written_by_village = True
    published = False

    about_table = short_text(null=False, length=60)
    about_id = reference(null=False, index=True)
    field = short_text(null=False, length=60)
    chosen = JSONField(null=True)
    put_aside = JSONField(null=True)  # the values that were not chosen
    settled = JSONField(null=True)  # the versions ("author:sequence") that were weighed, the one shown first
    reason = long_text()
    decided_by = short_text()
