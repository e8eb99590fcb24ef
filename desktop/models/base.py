"""The ground of every shared table: its columns for sync, and what each kind of column accepts.

A shared table travels between desks. Its rows are written only by `desktop.models.journal`; reading is free.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, NoReturn

import msgspec
from peewee import BooleanField, CharField, DateField, Field, IntegerField, Model, TextField

ID_LENGTH = 36
_DEEPEST = 20  # levels of a JSON value


class JournalOnlyError(TypeError):
    """A shared row was about to be written past the journal; this is a bug in the program."""


#: peewee's other ways to write rows; all of them are closed on shared tables.
_WRITING_DOORS = (
    "insert",
    "insert_many",
    "insert_from",
    "replace",
    "replace_many",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "set_by_id",
    "delete_by_id",
)


def _refuse_to_write(model: type[Any], /, *_args: object, **_kwargs: object) -> NoReturn:
    raise JournalOnlyError(f"{model.__name__} is written through the journal")


class JSONField(Field):
    """A column that holds one JSON value as text."""

    field_type = "TEXT"

    def db_value(self, value: Any) -> str | None:  # noqa: ANN401 - any JSON value
        """Write the value as compact JSON with sorted keys, so that equal values are equal text."""
        return None if value is None else json_text(value)

    def python_value(self, value: str | None) -> Any:  # noqa: ANN401 - any JSON value
        """Read the JSON text back."""
        return None if value is None else msgspec.json.decode(value)


def json_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """The one JSON spelling that stores, journals and digests use: compact, keys sorted, letters as they are."""
    return msgspec.json.encode(value, order="sorted").decode()


def is_deep(value: Any, most: int = _DEEPEST) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a JSON value has more levels inside each other than a column may hold; nothing honest comes near it."""
    level = [value]
    for _ in range(most):
        level = [
            item
            for outer in level
            if isinstance(outer, dict | list)
            for item in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


class LocalModel(Model):
    """A table of this store alone; it never travels."""

    class Meta:
        """Table names are the class names in snake case."""

        legacy_table_names = False


class SharedModel(Model):
    """A table whose rows travel between desks through the journal.

    `village_id` names the village whose scope the row is in; NULL means that the commune owns it. `deleted` is a field
    like any other. `versions` says which journal entry wrote each field (see `desktop.models.versions`); it is local.
    `written_by_village` tells whether a village's desk may write the table. `published` tells whether rows without a
    village go to every village (catalogues, periods) or stay on the commune's desk (its own team, its signers).
    """

    id = CharField(primary_key=True, max_length=ID_LENGTH)
    village_id = CharField(null=True, index=True, max_length=ID_LENGTH)
    deleted = BooleanField(default=False)
    versions = TextField(default="")

    written_by_village: ClassVar[bool] = False
    published: ClassVar[bool] = True
    #: Columns that the commune alone writes, in a table that villages write too.
    reserved: ClassVar[frozenset[str]] = frozenset()
    #: Values that the commune alone gives, in columns that villages write too.
    reserved_values: ClassVar[Mapping[str, frozenset[str]]] = {}
    #: Columns that keep for good what a record's first entry gave, whoever writes.
    fixed: ClassVar[frozenset[str]] = frozenset()
    #: Columns that are computed on this desk from others; they are neither journalled nor compared.
    derived: ClassVar[Sequence[str]] = ()
    #: The columns that they follow from.
    derived_from: ClassVar[Sequence[str]] = ()
    #: The Vietnamese name that people see.
    title: ClassVar[str] = ""

    class Meta:
        """Table names are the class names in snake case."""

        legacy_table_names = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        for name in _WRITING_DOORS:
            setattr(cls, name, classmethod(_refuse_to_write))

    def save(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse: shared rows are written by the journal."""
        raise JournalOnlyError(f"{type(self).__name__} is written through the journal")

    def delete_instance(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse: shared rows are marked deleted through the journal."""
        raise JournalOnlyError(f"{type(self).__name__} is written through the journal")

    @classmethod
    def table(cls) -> str:
        """The table's name, as the bundle and the command line spell it."""
        return str(cls._meta.table_name)

    @classmethod
    def is_reserved(cls, values: Mapping[str, object]) -> bool:
        """Whether these values are for the commune alone to write."""
        return not cls.reserved.isdisjoint(values) or any(
            values.get(name) in reserved for name, reserved in cls.reserved_values.items()
        )

    @classmethod
    def is_guarded(cls) -> bool:
        """Whether the table has columns or values that not everybody who writes it may write."""
        return bool(cls.reserved or cls.reserved_values or cls.fixed)

    @classmethod
    def derive(cls, _values: Mapping[str, Any]) -> dict[str, Any]:
        """The derived columns of a row, from its other columns."""
        return {}

    @classmethod
    def shared_fields(cls) -> dict[str, Field]:
        """The columns that travel, by name, in the order they were declared; `id` and `versions` are not among them."""
        return _shared_fields(cls)


@cache
def _shared_fields(model: type[SharedModel]) -> dict[str, Field]:
    local = {"id", "versions", *model.derived}
    return {name: field for name, field in model._meta.fields.items() if name not in local}


def reference(*, null: bool = True, index: bool = False) -> Any:  # noqa: ANN401
    """A column that holds another record's id.

    It is no SQL foreign key: a referenced row may still be on its way. `toso check` reports the ones that stay missing.
    """
    return CharField(max_length=ID_LENGTH, index=index, **_nullable(null))


def short_text(*, null: bool = True, length: int = 200, index: bool = False) -> Any:  # noqa: ANN401
    """One line of text."""
    return CharField(max_length=length, index=index, **_nullable(null))


def one_of(*choices: str, null: bool = True) -> Any:  # noqa: ANN401
    """A code out of a closed list."""
    return CharField(max_length=40, choices=[(choice, choice) for choice in choices], **_nullable(null))


def whole_number(*, null: bool = True) -> Any:  # noqa: ANN401
    """A number of people, visits or things; NULL is unknown, 0 is a counted zero."""
    return IntegerField(**_nullable(null))


def yes_no(*, null: bool = True) -> Any:  # noqa: ANN401
    """Yes, no, or not known."""
    return BooleanField(**_nullable(null))


def day(*, null: bool = True) -> Any:  # noqa: ANN401
    """A local calendar date, stored as ISO text."""
    return DateField(**_nullable(null))


def long_text(*, null: bool = True) -> Any:  # noqa: ANN401
    """Text of several lines."""
    return TextField(**_nullable(null))


def _nullable(null: bool) -> dict[str, Any]:
    """Whether the column takes NULL; as a mapping, because the stubs know only literal True and False."""
    return {"null": null}
