"""Stories of bundles between two desks, after ODK Central's cases of offline entities.

`tale.strikes()` marks where history is lost. The verdicts are those of the story as it goes when nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.sync.order.tale import Tale
from tests.sync.order.verdicts import Parcel

Case = Callable[[Tale], None]
_LONG = 50  # bundles that come while one is held
CASES: dict[str, Case] = {}


def case(told: Case) -> Case:
    """Keep a story under its name."""
    CASES[told.__name__] = told
    return told


def _edited(tale: Tale, record: str, count: int) -> list[Parcel]:
    """As many bundles, each with one more change of a household."""
    parcels = []
    for number in range(count):
        tale.edits(tale.sender, record, people=30 + number)
        parcels.append(tale.seals())
    return parcels


def _created_and_edited(tale: Tale, edits: int) -> list[Parcel]:
    """A bundle that creates a household, and bundles that change it."""
    record = tale.adds(tale.sender)
    return [tale.seals(), *_edited(tale, record, edits)]


# --- in order, and interrupted ---


@case
def in_order(tale: Tale) -> None:
    first, second, third = _created_and_edited(tale, 2)
    tale.delivers(first, "merged")
    tale.delivers(second, "merged")
    tale.strikes()
    tale.delivers(third, "merged")


@case
def in_order_after_the_receiver_went_on(tale: Tale) -> None:
    tale.edits(tale.receiver, tale.homes[0], note="bên nhận")
    first, second = _edited(tale, tale.homes[0], 2)
    tale.delivers(first, "merged")
    tale.strikes()
    tale.delivers(second, "merged")


@case
def interrupted_by_the_receivers_changes(tale: Tale) -> None:
    first, second, third = _edited(tale, tale.homes[0], 3)
    tale.edits(tale.receiver, tale.homes[0], note="trước")
    tale.delivers(first, "merged")
    tale.edits(tale.receiver, tale.homes[0], phone="0912345678")
    tale.delivers(second, "merged")
    tale.edits(tale.receiver, tale.homes[0], note="sau")
    tale.strikes()
    tale.delivers(third, "merged")


@case
def interrupted_while_copying(tale: Tale) -> None:
    first, second = _created_and_edited(tale, 1)
    tale.delivers(first, "merged")
    whole = second.path.read_bytes()
    tale.refuses(second, whole[: len(whole) // 2])
    tale.strikes()
    tale.delivers(second, "merged")


# --- out of order ---


@case
def backwards(tale: Tale) -> None:
    first, second, third = _created_and_edited(tale, 2)
    tale.delivers(third, "held")
    tale.delivers(second, "held")
    tale.strikes()
    tale.delivers(first, "merged")


@case
def the_one_between_comes_last(tale: Tale) -> None:
    first, second, third = _created_and_edited(tale, 2)
    tale.delivers(first, "merged")
    tale.delivers(third, "held")
    tale.strikes()
    tale.delivers(second, "merged")


@case
def missing_first(tale: Tale) -> None:
    _lost, second, third = _created_and_edited(tale, 2)
    tale.delivers(second, "held")
    tale.delivers(third, "held")
    tale.strikes()


@case
def missing_between(tale: Tale) -> None:
    first, _lost, third = _edited(tale, tale.homes[0], 3)
    tale.delivers(first, "merged")
    tale.delivers(third, "held")
    tale.strikes()


@case
def update_before_create(tale: Tale) -> None:
    created, edited = _created_and_edited(tale, 1)
    tale.delivers(edited, "held")
    tale.strikes()
    tale.delivers(created, "merged")


@case
def delayed_create(tale: Tale) -> None:
    created, *edited = _created_and_edited(tale, 2)
    for one in edited:
        tale.delivers(one, "held")
    tale.delivers(tale.seals(everything=True), "merged")
    tale.strikes()
    tale.delivers(created, "already")


# --- at the same time ---


@case
def created_on_both_desks(tale: Tale) -> None:
    record = tale.new_record()
    tale.adds(tale.sender, record, people=3, phone="0912345678")
    tale.adds(tale.receiver, record, people=5, hamlet="Nà Ngòn")
    for field in ("people", "phone", "hamlet"):  # what the other left out is unknown to it, not agreed to
        tale.expects_conflict(record, field)
    sent = tale.seals()
    tale.delivers(sent, "merged")
    tale.strikes()
    tale.delivers(sent, "already")


@case
def create_here_and_update_there(tale: Tale) -> None:
    tale.adds(tale.sender)
    tale.edits(tale.sender, tale.homes[0], phone="0912345678")
    tale.adds(tale.receiver)
    tale.edits(tale.receiver, tale.homes[0], note="bên nhận")
    sent = tale.seals()
    tale.strikes()
    tale.delivers(sent, "merged")


@case
def two_updates_of_one_field(tale: Tale) -> None:
    tale.edits(tale.sender, tale.homes[0], phone="0912345678")
    tale.edits(tale.receiver, tale.homes[0], phone="0987654321")
    tale.expects_conflict(tale.homes[0], "phone")
    sent = tale.seals()
    tale.delivers(sent, "merged")
    tale.strikes()


@case
def two_updates_and_one_goes_on(tale: Tale) -> None:
    tale.edits(tale.receiver, tale.homes[0], people=7)
    first, second = _edited(tale, tale.homes[0], 2)
    tale.expects_conflict(tale.homes[0], "people")
    tale.delivers(second, "held")
    tale.strikes()
    tale.delivers(first, "merged")


@case
def two_equal_updates(tale: Tale) -> None:
    for desk in (tale.sender, tale.receiver):
        tale.edits(desk, tale.homes[0], phone="0912345678")
    sent = tale.seals()
    tale.strikes()
    tale.delivers(sent, "merged")


@case
def answered_before_it_was_told(tale: Tale) -> None:
    """The receiver writes about a household that the sender made; its answer comes after the loss."""
    record = tale.adds(tale.sender)
    tale.delivers(tale.seals(), "merged")
    tale.edits(tale.receiver, record, note="đã gặp")
    answer = tale.seals(back=True)
    tale.strikes()
    tale.delivers(answer, "merged", back=True)


# --- deleted records ---


@case
def update_of_a_deleted_record(tale: Tale) -> None:
    tale.deletes(tale.receiver, tale.homes[0])
    (sent,) = _edited(tale, tale.homes[0], 1)
    tale.expects_conflict(tale.homes[0], "deleted")
    tale.delivers(sent, "merged")
    tale.strikes()


@case
def deleted_then_a_late_update(tale: Tale) -> None:
    (edited,) = _edited(tale, tale.homes[0], 1)
    tale.deletes(tale.sender, tale.homes[0])
    deleted = tale.seals()
    tale.delivers(deleted, "held")
    tale.strikes()
    tale.delivers(edited, "merged")


@case
def deletion_of_an_updated_record(tale: Tale) -> None:
    tale.edits(tale.receiver, tale.homes[0], phone="0912345678")
    tale.deletes(tale.sender, tale.homes[0])
    tale.expects_conflict(tale.homes[0], "deleted")
    sent = tale.seals()
    tale.strikes()
    tale.delivers(sent, "merged")


@case
def deleted_on_both_desks(tale: Tale) -> None:
    for desk in (tale.sender, tale.receiver):
        tale.deletes(desk, tale.homes[0])
    sent = tale.seals()
    tale.delivers(sent, "merged")
    tale.strikes()
    tale.delivers(sent, "already")


@case
def deleted_and_restored_out_of_order(tale: Tale) -> None:
    tale.deletes(tale.sender, tale.homes[0])
    deleted = tale.seals()
    tale.edits(tale.sender, tale.homes[0], deleted=False)
    restored = tale.seals()
    (edited,) = _edited(tale, tale.homes[0], 1)
    tale.delivers(edited, "held")
    tale.delivers(deleted, "merged")
    tale.strikes()
    tale.delivers(restored, "merged")


# --- held for long ---


@case
def held_for_long(tale: Tale) -> None:
    created, edited = _created_and_edited(tale, 1)
    tale.delivers(edited, "held")
    _fifty_more(tale)
    tale.strikes()
    tale.delivers(created, "merged")


@case
def held_for_long_and_deleted_meanwhile(tale: Tale) -> None:
    first, second = _edited(tale, tale.homes[0], 2)
    tale.expects_conflict(tale.homes[0], "deleted")
    tale.delivers(second, "held")
    tale.deletes(tale.receiver, tale.homes[0])
    _fifty_more(tale)
    tale.strikes()
    tale.delivers(first, "merged")


def _fifty_more(tale: Tale) -> None:
    """Fifty other bundles, none of which can be merged before the missing one."""
    for _ in range(_LONG):
        tale.adds(tale.sender)
        tale.delivers(tale.seals(), "held")


# --- sent again, twice, and in parts that overlap ---


@case
def resent_after_a_loss(tale: Tale) -> None:
    _created_and_edited(tale, 1)
    again = tale.seals(everything=True)
    tale.delivers(again, "merged")
    tale.strikes()
    tale.delivers(again, "already")


@case
def resent_and_then_found_again(tale: Tale) -> None:
    lost, _, third = _created_and_edited(tale, 2)
    tale.delivers(third, "held")
    tale.delivers(tale.seals(everything=True), "merged")
    tale.strikes()
    tale.delivers(lost, "already")
    tale.delivers(third, "already")


@case
def the_same_bundle_several_times(tale: Tale) -> None:
    first, second = _created_and_edited(tale, 1)
    tale.delivers(first, "merged")
    for _ in range(3):
        tale.delivers(first, "already")
    tale.delivers(second, "merged")
    tale.strikes()
    tale.delivers(first, "already")
    tale.delivers(second, "already")


@case
def the_same_held_bundle_several_times(tale: Tale) -> None:
    created, edited = _created_and_edited(tale, 1)
    for _ in range(3):
        tale.delivers(edited, "held")
    tale.strikes()
    tale.delivers(created, "merged")
    tale.delivers(edited, "already")


@case
def ranges_overlap(tale: Tale) -> None:
    above = tale.writes_entries(4)
    tale.delivers(tale.seals_part(0, 2, above), "merged")
    parts = [tale.seals_part(2, 4, above), tale.seals_part(1, 3, above)]
    tale.delivers(parts[0], "merged")
    tale.strikes()
    tale.delivers(parts[1], "already")


@case
def ranges_overlap_backwards(tale: Tale) -> None:
    above = tale.writes_entries(4)
    late, early, inside = (tale.seals_part(*part, above) for part in ((3, 4), (0, 3), (2, 4)))
    tale.delivers(late, "held")
    tale.strikes()
    tale.delivers(early, "merged")
    tale.delivers(inside, "already")


@case
def a_range_overlaps_on_both_sides(tale: Tale) -> None:
    above = tale.writes_entries(6)
    before, after, between = (tale.seals_part(*part, above) for part in ((0, 2), (5, 6), (2, 5)))
    tale.delivers(before, "merged")
    tale.delivers(after, "held")
    tale.strikes()
    tale.delivers(between, "merged")


@case
def a_range_contains_the_held_one(tale: Tale) -> None:
    above = tale.writes_entries(4)
    inside, around = tale.seals_part(2, 3, above), tale.seals_part(0, 4, above)
    tale.delivers(inside, "held")
    tale.delivers(around, "merged")
    tale.strikes()
    tale.delivers(inside, "already")


@case
def receipts_come_backwards(tale: Tale) -> None:
    first, second = _created_and_edited(tale, 1)
    tale.delivers(first, "merged")
    early = tale.seals(back=True)
    tale.delivers(second, "merged")
    late = tale.seals(back=True)
    tale.delivers(late, "merged", back=True)
    tale.delivers(early, "merged", back=True)
    tale.strikes()
    tale.delivers(late, "already", back=True)
