"""How one field takes a write: the rule of the merge, with no store in it (DESIGN 4, docs/format.md "The merge").

The versions of a field that nobody has written over are its heads. One head is the usual case. Two or more were
written without knowing each other: the one with the higher (stamp, author) is shown, the others are kept until a person
decides. The heads follow from the set of entries alone, so the order in which bundles arrive does not matter.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from desktop.models.versions import Version


@dataclass(frozen=True)
class FieldHead:
    """A version of a field that nobody has written over: who wrote it, when, and the value in the store's spelling."""

    version: Version
    stamp: str
    author: str
    value: Any
    #: An edit of another field that happened beside a deletion; it stands for "not deleted".
    implied: bool = False

    @property
    def rank(self) -> tuple[str, str, int]:
        """What decides which head is shown."""
        return self.stamp, self.author, self.version[1]


def after_write(heads: Iterable[FieldHead], written: FieldHead, replaced: Collection[Version]) -> list[FieldHead]:
    """The heads of a field after a write that saw and wrote over the versions `replaced`; the one shown is first."""
    return ordered([written, *(head for head in heads if head.version not in replaced and head != written)])


def ordered(heads: Iterable[FieldHead]) -> list[FieldHead]:
    """The heads with the one shown first."""
    return sorted(heads, key=lambda head: head.rank, reverse=True)


def without_idle_edits(heads: Iterable[FieldHead]) -> list[FieldHead]:
    """The heads of `deleted` without the implied ones, when no deletion stands against them."""
    kept = list(heads)
    if any(head.value for head in kept):
        return kept
    return [head for head in kept if not head.implied]
