"""Which bundles of a device are here and which are missing between them, in words; nothing is decided by it."""

from collections.abc import Iterable

from desktop.models.ledger import numbers_received
from desktop.models.store import Store
from desktop.sync.cover import Cover


def bundle_numbers(store: Store, cover: Cover) -> str:
    """Which bundles of a device this desk has and which it lacks: "Có gói 1-6 và 9; thiếu 7-8"."""
    have = _spans(numbers_received(store, cover.sender.device, cover.sender.life) | {cover.number})
    ends = [0, *(last for _, last in have)]
    lacking = [(before + 1, first - 1) for before, (first, _) in zip(ends, have, strict=False) if first > before + 1]
    return f"Có gói {_listed(have)}; thiếu {_listed(lacking)}." if lacking else f"Có gói {_listed(have)}."


def _spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of numbers, first and last. What lies between them is never counted out: a sender may say any number."""
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        first = spans.pop()[0] if spans and spans[-1][1] == number - 1 else number
        spans.append((first, number))
    return spans


def _listed(spans: Iterable[tuple[int, int]]) -> str:
    told = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    return " và ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)
