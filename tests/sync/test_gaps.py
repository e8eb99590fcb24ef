"""What is missing is told in words and asked for by a file, and what was asked for fills the hole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import TosoError
from desktop.models.authors import Authors
from desktop.models.ledger import asked_for
from desktop.sync.gaps import Gap, ask_again, gaps
from desktop.sync.seal import peek
from tests.sync.desks import Circle, enrol, make_circle, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A pair that has exchanged what enrolling brings about."""
    made = make_circle(tmp_path)
    made.commune.merge(made.village.export(made.stick))
    yield made
    made.close()


def write(circle: Circle, count: int = 1) -> Path:
    """One more bundle of the village, with what no earlier one carried."""
    circle.village.add_households(count)
    return circle.village.export(circle.stick, only_new=True)


def the_gap(circle: Circle) -> Gap:
    (found,) = gaps(circle.commune.store)
    return found


def test_nothing_is_missing_from_the_start(circle: Circle) -> None:
    assert gaps(circle.commune.store) == []
    assert gaps(circle.village.store) == []


def test_the_words_say_what_is_there_and_what_is_not(circle: Circle) -> None:
    paths = [write(circle) for _ in range(8)]  # numbers 2 to 9
    for place in (0, 1, 2, 3, 4, 7):
        circle.commune.merge(paths[place])
    gap = the_gap(circle)
    assert gap.told == "Có gói 1-6 và 9; thiếu 7-8."
    assert (gap.held, gap.missing) == ([9], 2)
    assert gap.village == circle.village.village_id


def test_several_holes_are_one_gap_up_to_the_last(circle: Circle) -> None:
    paths = [write(circle, 2) for _ in range(6)]  # numbers 2 to 7
    for place in (1, 3, 5):
        assert circle.commune.merge(paths[place]).verdict == "held"
    gap = the_gap(circle)
    assert gap.told == "Có gói 1, 3, 5 và 7; thiếu 2, 4 và 6."
    assert gap.held == [3, 5, 7]
    (author,) = gap.asks
    held = Authors(circle.commune.store).held(author)
    assert gap.asks[author] == (held + 1, held + 10)


def test_what_was_asked_for_comes_and_everything_is_released(circle: Circle) -> None:
    write(circle, 3)  # lost
    assert circle.commune.merge(write(circle)).verdict == "held"
    asking = ask_again(circle.commune.store, circle.commune.keys, circle.stick, the_gap(circle)).path
    assert "xin-lai" in asking.name
    assert circle.village.merge(asking).verdict in {"merged", "already"}
    assert sum(asked_for(circle.village.store).values()) == 3
    outcome = circle.commune.merge(circle.village.export(circle.stick))
    assert outcome.verdict == "merged"
    assert gaps(circle.commune.store) == []
    assert circle.commune.store.value("SELECT count(*) FROM household") == 4
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    assert asked_for(circle.village.store) == {}


def test_a_request_that_is_answered_in_part_asks_for_the_rest(circle: Circle) -> None:
    first, _, last = write(circle), write(circle), write(circle)
    assert circle.commune.merge(last).verdict == "held"
    assert the_gap(circle).missing == 2
    circle.commune.merge(first)
    assert the_gap(circle).missing == 1


def test_the_commune_s_bundles_can_be_missing_too(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.commune.edit(home, note="1")
    circle.commune.export(circle.stick, circle.village, only_new=True)  # lost
    circle.commune.edit(home, note="2")
    assert circle.village.merge(circle.commune.export(circle.stick, circle.village, only_new=True)).verdict == "held"
    (gap,) = gaps(circle.village.store)
    assert gap.village is None
    circle.commune.merge(ask_again(circle.village.store, circle.village.keys, circle.stick, gap).path)
    assert sum(asked_for(circle.commune.store).values()) == gap.missing
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    assert circle.village.household(home).note == "2"
    assert gaps(circle.village.store) == []


def test_what_another_laptop_wrote_is_asked_for_though_no_waiting_bundle_brings_any_of_it(
    circle: Circle, tmp_path: Path
) -> None:
    second = make_village(tmp_path / "may-2", seed=7, name="Thôn 1")
    enrol(circle.commune, second, circle.village.village, circle.stick)
    circle.villages.append(second)
    (home,) = circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    (theirs,) = second.add_households(1)
    circle.commune.merge(second.export(circle.stick))
    circle.commune.export(circle.stick, circle.village, only_new=True)  # lost, with the other laptop's household
    circle.commune.edit(home, note="1")
    waiting = circle.commune.export(circle.stick, circle.village, only_new=True)
    (theirs_author,) = (author for author in Authors(second.store).known() if Authors(second.store).is_mine(author))
    cover = peek(waiting.read_bytes()).cover
    assert theirs_author in cover.needs
    assert theirs_author not in cover.ranges
    assert circle.village.merge(waiting).verdict == "held"
    (gap,) = gaps(circle.village.store)
    assert gap.asks[theirs_author] == (1, cover.needs[theirs_author])
    circle.commune.merge(ask_again(circle.village.store, circle.village.keys, circle.stick, gap).path)
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    assert gaps(circle.village.store) == []
    assert circle.village.household(theirs).head_name == "Nông Văn Thử"


def test_nothing_is_asked_for_when_nothing_is_missing(circle: Circle) -> None:
    with pytest.raises(TosoError) as caught:
        ask_again(circle.commune.store, circle.commune.keys, circle.stick, Gap("Thôn 1", "x", [], "", None, {}))
    assert caught.value.code == "missing"
