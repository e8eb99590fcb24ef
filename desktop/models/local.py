"""The tables that stay on this desk: settings, authors, the journal, undecided values, bundles, workbooks of forms."""

from peewee import BlobField, BooleanField, CharField, CompositeKey, IntegerField, TextField

from desktop.models.base import ID_LENGTH, LocalModel


class Setting(LocalModel):
    """A value of this desk: its role, its village, its device, its last stamp."""

    name = CharField(primary_key=True, max_length=60)
    value = TextField()


class Author(LocalModel):
    """A stream of journal entries: one life of one store, for one audience (docs/decisions/0004-streams.md).

    `held` is the highest sequence number without a hole that this desk has; the vector of all of them is `seen`.
    `audience` is a village's id, "all" (every desk) or "commune" (the commune's desk alone).
    """

    id = IntegerField(primary_key=True)
    author = CharField(unique=True, max_length=ID_LENGTH)
    audience = CharField(max_length=ID_LENGTH)
    device = CharField(null=True, max_length=ID_LENGTH)
    mine = BooleanField(default=False)
    held = IntegerField(default=0)


class Journal(LocalModel):
    """Every change of a shared record that this desk holds, as the line that bundles carry."""

    author_id = IntegerField()
    sequence = IntegerField()
    position = IntegerField()  # 1, 2, 3... in the order of arrival, in which causes come before effects
    entry = BlobField()

    class Meta:
        """Clustered on the author and the sequence, the order in which it is written and read."""

        primary_key = CompositeKey("author_id", "sequence")
        without_rowid = True


class Head(LocalModel):
    """A value that was written at the same time as the one shown, and that nobody has decided about yet.

    The value shown stands in the record itself. Heads whose value equals the one shown are kept, but are no conflict.
    """

    table = CharField(column_name="table_name", max_length=60)
    record = CharField(max_length=ID_LENGTH)
    field = CharField(max_length=60)
    author_id = IntegerField()
    sequence = IntegerField()
    stamp = CharField(max_length=40)
    value = TextField()  # JSON
    implied = BooleanField(default=False)  # an edit that happened beside a deletion

    class Meta:
        """One row a version of a field."""

        primary_key = CompositeKey("table", "record", "field", "author_id", "sequence")


class Bundle(LocalModel):
    """A bundle that this desk wrote or was given, and what became of it."""

    digest = CharField(primary_key=True, max_length=64)
    direction = CharField(max_length=10)  # in, out
    state = CharField(max_length=10)  # exported, merged, held
    device = CharField(max_length=ID_LENGTH)
    life = CharField(max_length=ID_LENGTH)
    village_id = CharField(null=True, max_length=ID_LENGTH)
    number = IntegerField()
    entries = IntegerField()
    first_position = IntegerField(null=True)  # where its entries stand in the journal, when it was merged with any
    last_position = IntegerField(null=True)
    undone_at = CharField(null=True, max_length=40)
    file_name = CharField(max_length=200)
    cover = TextField()
    handled_at = CharField(max_length=40)


class Correspondent(LocalModel):
    """A life of another device's store that verified bundles came from; what is heard is counted, not timed."""

    device = CharField(max_length=ID_LENGTH)
    life = CharField(max_length=ID_LENGTH)
    number = IntegerField()  # of its bundle that spoke last
    first_heard = IntegerField()
    last_heard = IntegerField()

    class Meta:
        """One row a device and life."""

        primary_key = CompositeKey("device", "life")


class Acknowledgement(LocalModel):
    """What another device has said, in a verified bundle, that it holds of an author."""

    device = CharField(max_length=ID_LENGTH)
    life = CharField(max_length=ID_LENGTH)
    author = CharField(max_length=ID_LENGTH)
    held = IntegerField()

    class Meta:
        """One row a device, life and author."""

        primary_key = CompositeKey("device", "life", "author")


class Tally(LocalModel):
    """How many records of a table are alive in a scope, and the digest of their state (`desktop.models.tallies`)."""

    village_id = CharField(max_length=ID_LENGTH)  # "" for the commune's
    table = CharField(column_name="table_name", max_length=60)
    living = IntegerField()
    digest = CharField(max_length=32)

    class Meta:
        """One row a scope and table."""

        primary_key = CompositeKey("village_id", "table")


class Comparison(LocalModel):
    """The last time that a device's counts were laid beside ours, as JSON (`desktop.models.comparing`)."""

    village_id = CharField(max_length=ID_LENGTH)
    device = CharField(max_length=ID_LENGTH)
    told = TextField()

    class Meta:
        """One row a village and device."""

        primary_key = CompositeKey("village_id", "device")


class KeptBundle(LocalModel):
    """A bundle of the commune that a village keeps as it came, to give it back (`desktop.models.returning`)."""

    digest = CharField(primary_key=True, max_length=64)
    device = CharField(max_length=ID_LENGTH)
    name = CharField(max_length=200)
    ranges = TextField()  # JSON: author -> first and last sequence
    sealed = BlobField()


class FormFile(LocalModel):
    """A questionnaire as the officer brought it (`desktop.models.designing`): the workbook's bytes as they were.

    A draft has its XForm in `definition`; once published that is in the `form` record, and "" stands here.
    """

    form_id = CharField(max_length=60)
    version = CharField(max_length=40)
    name = CharField(max_length=200)
    definition = TextField()
    file_name = CharField(max_length=200)
    content = BlobField()
    brought_on = CharField(max_length=10)

    class Meta:
        """One row a form and version."""

        primary_key = CompositeKey("form_id", "version")


class DoneAct(LocalModel):
    """One act of a person at this desk, so that it can be taken back; of late ones only (see `done_acts`)."""

    id = IntegerField(primary_key=True)
    happened_at = CharField(max_length=40)
    kind = CharField(max_length=10)  # act, undo, redo
    ranges = TextField()  # JSON: author -> first and last sequence number
    closed = IntegerField(default=0)  # 1: taken back, 2: stays done for good


class AccessLog(LocalModel):
    """Who saw, printed or handed on which list (`desktop.models.access_log`). Ids and codes only."""

    id = IntegerField(primary_key=True)
    happened_at = CharField(max_length=40)
    device = CharField(max_length=ID_LENGTH)
    act = CharField(max_length=20)  # opened, printed, exported, copied, unlocked, ...
    what = CharField(max_length=20)  # responses, household, roster, ...
    about = CharField(max_length=ID_LENGTH)  # the id of the one record that it was about, "" for a list
    rounds = TextField()  # JSON: ids of survey rounds
    format = CharField(max_length=10)
    personal = BooleanField()
    purpose = CharField(max_length=20)  # a code, "" when none was said
    records = IntegerField(null=True)  # how many went out; NULL when nothing was written


LOCAL_MODELS: tuple[type[LocalModel], ...] = (
    Setting,
    Author,
    Journal,
    Head,
    Bundle,
    Correspondent,
    Acknowledgement,
    Tally,
    Comparison,
    KeptBundle,
    FormFile,
    DoneAct,
    AccessLog,
)
