"""Every file of `tests/bad_bundles/` offered to a real desk: the verdict that its table says, and not a trace else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.health import health_problems
from desktop.models.schema import TABLES
from tests.bad_bundles import FILES, SUFFIX, Attack, Receiver
from tests.bad_bundles.receivers import desk_at, go_on
from tests.bad_bundles.table import attacks
from tests.cli.calling import tables, toso
from tests.sync.desks import Desk

ATTACKS = {attack.name: attack for attack in attacks()}
REFUSED = [name for name, attack in ATTACKS.items() if attack.verdict == "refused" and not attack.leaves]
OTHERS = [name for name in ATTACKS if name not in REFUSED]

Rows = dict[str, list[object]]


def files_of(desk: Desk) -> set[str]:
    """What is in a home, but for SQLite's own files."""
    home = desk.store.home
    found = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    return {name for name in found if not name.endswith(("-wal", "-shm"))}


class Standing:
    """Desks at points of their history, made once, because what is refused must leave them as they were."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desks: dict[tuple[Receiver, tuple[str, ...]], Desk] = {}

    def at(self, attack: Attack) -> Desk:
        """The desk that an attack is offered to."""
        key = attack.at, attack.after
        if key not in self._desks:
            self._desks[key] = desk_at(self._folder / f"{len(self._desks)}", *key)
        return self._desks[key]

    def close(self) -> None:
        for desk in self._desks.values():
            desk.store.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    made = Standing(tmp_path_factory.mktemp("standing"))
    yield made
    made.close()


def is_vietnamese(sentence: str) -> bool:
    """Whether this is a sentence with Vietnamese letters, in NFC, that nothing inside of a bundle could have shaped."""
    letters = any(letter in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự" for letter in sentence.lower())
    return letters and sentence.endswith(".") and sentence.isprintable() and unicodedata.is_normalized("NFC", sentence)


def test_every_file_stands_in_the_table_and_every_attack_has_its_file() -> None:
    assert {path.name.removesuffix(SUFFIX) for path in FILES.iterdir()} == set(ATTACKS)
    assert len(ATTACKS) > 300


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES.parent.rglob("*") if path.suffix in {".py", SUFFIX}) < 1_000_000


def test_every_attack_is_told_in_a_sentence_of_its_own() -> None:
    told = [attack.told for attack in ATTACKS.values()]
    assert all(sentence[0].isupper() or sentence[0] in "`-" for sentence in told)
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_bundle_is_refused_and_leaves_nothing(standing: Standing, name: str) -> None:
    attack = ATTACKS[name]
    desk = standing.at(attack)
    rows, files = desk.rows(), files_of(desk)
    for plan in (True, False):
        outcome = desk.merge(attack.path, plan=plan)
        assert (outcome.verdict, outcome.reason) == ("refused", attack.reason), attack.told
        assert is_vietnamese(outcome.message)
        assert is_vietnamese(outcome.advice)
        assert desk.rows() == rows
        assert files_of(desk) == files


@pytest.mark.parametrize("name", OTHERS)
def test_an_odd_bundle_changes_what_it_may_and_no_more(tmp_path: Path, name: str) -> None:
    attack = ATTACKS[name]
    desk = desk_at(tmp_path, attack.at, attack.after)
    rows, files = desk.rows(), files_of(desk)
    plan = desk.merge(attack.path, plan=True)
    assert (desk.rows(), files_of(desk)) == (rows, files)
    outcome = desk.merge(attack.path)
    assert (outcome.verdict, outcome.reason) == (attack.verdict, attack.reason), attack.told
    assert (plan.verdict, plan.reason) == (attack.verdict, attack.reason)
    assert is_vietnamese(outcome.message)
    assert is_vietnamese(outcome.advice) or attack.verdict in {"merged", "already"}
    after = desk.rows()
    assert {table for table in (*TABLES, "head", "journal") if rows[table] != after[table]} == attack.changes
    kept = sorted(files_of(desk) - files)
    assert [Path(file).parent.as_posix() for file in kept] == ([attack.leaves] if attack.leaves else [])
    go_on(desk, tmp_path)
    assert health_problems(desk.store) == []
    desk.store.close()


def test_the_command_line_refuses_them_too(tmp_path: Path) -> None:
    refused = [
        attack for attack in ATTACKS.values() if (attack.at, attack.after) == ("commune", ()) and not attack.leaves
    ]
    refused = [attack for attack in refused if attack.verdict == "refused"]
    desk_at(tmp_path / "xa", "commune", ()).store.close()
    before = tables(tmp_path / "xa")
    for chosen in (refused, refused[:1]):
        ran = toso("--json", "--home", tmp_path / "xa", "bundle", "merge", *(attack.path for attack in chosen))
        assert ran.code == 1
        told = {told["file"]: (told["verdict"], told["reason"]) for told in ran.objects}
        assert told == {attack.path.name: ("refused", attack.reason) for attack in chosen}
    assert tables(tmp_path / "xa") == before
