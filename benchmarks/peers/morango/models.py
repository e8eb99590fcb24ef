"""The household as Morango would have it: the same columns and indexes, synced whole, partitioned by village."""

from typing import Any

from django.db import models
from morango.models.core import SyncableModel
from morango.models.fields.uuids import UUIDField


class Household(SyncableModel):
    """A household; its id follows from our id, its partition is its village."""

    morango_model_name = "household"
    morango_profile = "village"

    household_id = UUIDField()
    village_id = UUIDField(db_index=True)
    deleted = models.BooleanField(default=False)
    code = models.CharField(max_length=20, null=True, db_index=True)
    head_name = models.CharField(max_length=50)
    hamlet = models.CharField(max_length=80, null=True)
    phone = models.CharField(max_length=20, null=True)
    household_class = models.CharField(max_length=40, null=True)
    class_standard = models.CharField(max_length=20, null=True)
    people = models.IntegerField(null=True)
    status = models.CharField(max_length=40)
    note = models.TextField(null=True)
    search_key = models.CharField(max_length=200, db_index=True)

    def calculate_source_id(self, *_args: Any) -> str:  # noqa: ANN401 - Morango's own signature
        """The id that the record has with us."""
        return str(self.household_id)

    def calculate_partition(self, *_args: Any) -> str:  # noqa: ANN401
        """The village."""
        return str(self.village_id)
