"""What people decided about conflicting values (chỗ khác nhau) and about whole bundles, kept with the reason."""

from desktop.models.base import JSONField, SharedModel, day, long_text, reference, short_text, whole_number


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


class Undoing(SharedModel):
    """That somebody took back what a bundle had brought, and why; the taking back itself is in the journal."""

    title = "Hoàn tác gói"
    written_by_village = True
    published = False

    device_id = reference(null=False)  # who had made the bundle
    number = whole_number(null=False)
    records = whole_number(null=False)  # how many were put back
    kept = whole_number(null=False)  # how many were left, because somebody had gone on from them
    undone_on = day(null=False)
    reason = long_text()
    decided_by = short_text()
