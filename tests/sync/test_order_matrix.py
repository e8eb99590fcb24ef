"""Bundles in every order, with history lost on either side: nothing is lost, no number is used twice, desks agree.

A case is a story of `order.cases`, a loss of `order.histories` and a direction: `len` from the village up to the
commune, `xuong` down.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.commune_loss import only_villages_hold
from tests.sync.order.cases import CASES
from tests.sync.order.histories import HISTORIES
from tests.sync.order.tale import COMMUNE, ENDS, VILLAGE, Tale, make_template

#: How many exchanges each way it takes at most until both desks hold the same. When both were put back, the first one
#: only tells each what the other has lost.
EXCHANGES = dict.fromkeys(HISTORIES, 1) | {"both_restored": 2}
#: Stories of many bundles are told with these losses alone.
FOR_LONG_STORIES = ("nothing", "sender_restored", "receiver_restored")
MATRIX = [
    pytest.param(case, history, direction, id=f"{case}-{history}-{direction}")
    for case in CASES
    for history in HISTORIES
    for direction in ENDS
    if history in FOR_LONG_STORIES or "for_long" not in case
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Homes with which every story begins, and the households in them."""
    folder = tmp_path_factory.mktemp("goc")
    return folder, make_template(folder)


@pytest.mark.parametrize(("case", "history", "direction"), MATRIX)
def test_order(template: tuple[Path, list[str]], tmp_path: Path, case: str, history: str, direction: str) -> None:
    folder, homes = template
    tale = Tale(folder, tmp_path, homes, direction, HISTORIES[history])
    CASES[case](tale)
    tale.settles(EXCHANGES[history])
    village, commune = tale.desks[VILLAGE], tale.desks[COMMUNE]
    assert only_villages_hold(commune, [village]) == {}
    assert tale.equal()
    assert tale.lost() <= tale.stranded()
    assert not tale.all_is_there() or tale.conflicts_shown() == tale.conflicting
    tale.exchanges()  # for the receipts
    assert tale.unacknowledged() == 0 or history == "laptop_replaced"  # the dead laptop never said what it holds
    assert tale.problems() == []
    tale.close()


def test_the_matrix_is_as_large_as_it_says() -> None:
    assert len(MATRIX) >= 400
    assert {len(HISTORIES), len(ENDS)} == {7, 2}
