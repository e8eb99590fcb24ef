"""Merging and exporting beside peers, on the same records in the same run, as one Markdown table.

    python -m benchmarks.sync --records 100000 --rounds 5 \\
        --geodiff-python build/peers/geodiff/bin/python --morango-python build/peers/morango/bin/python

`make peers` makes those two environments; a peer whose Python is not given is left out with a line that says so. Each
act runs in a process of its own. The first way of each work is what the others are compared with, round by round.
"""

import argparse
import tempfile
from pathlib import Path

import zstandard

from benchmarks import cases, stores, table
from benchmarks.cases import Cases
from benchmarks.contests import Contestant, available, compete

_PLAIN, _OURS, _PEEWEE = "benchmarks.peers.plain", "benchmarks.ours", "benchmarks.peers.peewee_rows"
_GEODIFF, _MORANGO = "benchmarks.peers.geodiff", "benchmarks.peers.morango.receive"
_SLOW = 2  # rounds of peers that take a minute


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    given = _parser().parse_args(arguments)
    if given.folder is None:
        with tempfile.TemporaryDirectory(prefix="toso-bench-") as folder:
            _measure(given, Path(folder))
    else:
        _measure(given, given.folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stores", type=_sizes, default=[1_000, 100_000], help="sizes of stores, joined by commas")
    parser.add_argument("--folder", type=Path, help="where the large stores are made once and kept; else a new one")
    parser.add_argument("--geodiff-python", help="a Python that has pygeodiff")
    parser.add_argument("--morango-python", help="a Python that has Morango")
    parser.add_argument("--morango-records", type=_sizes, default=[1_000, 10_000], help="it is not linear")
    return parser


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",") if size]


def _measure(given: argparse.Namespace, folder: Path) -> None:
    geodiff = peer(given.geodiff_python, "pygeodiff", "geodiff")
    morango = peer(given.morango_python, "morango", "Morango")
    scratch = folder / "scratch"
    with tempfile.TemporaryDirectory(prefix="cases-", dir=_made(folder)) as place:
        made = cases.prepare(Path(place), given.records)
        print(table.header())
        for work, contestants in _works(made, f"{given.records:,}", geodiff).items():
            print(table.group(work, compete(contestants, given.rounds, scratch)), flush=True)
        for size in given.morango_records if morango else ():
            small = made if size == given.records else cases.prepare(Path(place) / str(size), size)
            for work, contestants in _beside_morango(small, f"{size:,}", morango).items():
                print(table.group(work, compete(contestants, min(_SLOW, given.rounds), scratch)), flush=True)
        sizes = _bundle_sizes(made)
    _measure_stores(given, folder / "stores", scratch)
    print(f"\n{sizes}")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def peer(python: str | None, library: str, title: str) -> str:
    """The peer's Python, or an empty string when the peer cannot be measured."""
    if python and available(python, library):
        return python
    print(f"({title} is left out: {'no Python is given' if not python else 'it cannot be imported'}.)\n")
    return ""


def _works(made: Cases, count: str, geodiff: str) -> dict[str, list[Contestant]]:
    """The works and who does them; the first of each is the yardstick."""
    works = {
        f"{count} new": [
            *_yardsticks(made.new),
            Contestant("Tổ Số: verify, merge", _OURS, "merge", made.new),
            Contestant("Tổ Số: the same bundle again", _OURS, "merge-again", made.new),
            Contestant("peewee `create` loop", _PEEWEE, "create", made.new, most_rounds=_SLOW),
        ],
        f"{count} changed, 2 fields": [
            *_yardsticks(made.changed),
            Contestant("Tổ Số: verify, merge", _OURS, "merge", made.changed),
            Contestant("Tổ Số: the same bundle again", _OURS, "merge-again", made.changed),
            Contestant("peewee `get_by_id`, `save` loop", _PEEWEE, "save", made.changed, most_rounds=_SLOW),
        ],
        f"{count} handed over": [
            Contestant("read the journal, zstd -3, age, write", _PLAIN, "read-and-pack", made.new),
            Contestant("read the rows, nothing written", _PLAIN, "read-rows", made.new),
            Contestant("Tổ Số: export", _OURS, "export", made.new),
        ],
    }
    if geodiff:
        new, changed, out = works.values()
        new.append(Contestant("geodiff: apply", _GEODIFF, "apply", made.new, geodiff))
        changed.append(Contestant("geodiff: apply", _GEODIFF, "apply", made.changed, geodiff))
        changed.append(Contestant("geodiff: rebase, apply", _GEODIFF, "rebase", made.changed, geodiff))
        out.append(Contestant("geodiff: create the changeset", _GEODIFF, "create", made.new, geodiff))
    return works


def _beside_morango(made: Cases, count: str, python: str) -> dict[str, list[Contestant]]:
    return {
        f"{count} {work}": [
            *_yardsticks(case)[:1],
            Contestant("Tổ Số: verify, merge", _OURS, "merge", case),
            Contestant("Morango: buffer, dequeue, deserialize", _MORANGO, "receive", case, python, most_rounds=1),
        ]
        for work, case in (("new", made.new), ("changed", made.changed))
    }


def _yardsticks(case: Path) -> list[Contestant]:
    return [
        Contestant("`executemany`: rows and journal", _PLAIN, "rows-and-journal", case),
        Contestant("`executemany`: rows alone", _PLAIN, "rows", case),
    ]


def _measure_stores(given: argparse.Namespace, folder: Path, scratch: Path) -> None:
    """The first round warms the stores up and is not told."""
    made = stores.prepare(folder, given.stores, given.rounds + 1)
    contestants = [Contestant(f"store of {size:,}", _OURS, "merge-here", case) for size, case in made.items()]
    compete(contestants, 1, scratch)
    print(table.group(f"{stores.CHANGES} changes merged", compete(contestants, given.rounds, scratch)), flush=True)


def _bundle_sizes(made: Cases) -> str:
    """The bundles beside the same lines compressed."""
    told = []
    for work, case in (("new", made.new), ("changed", made.changed)):
        lines, bundle = (case / "lines.jsonl").read_bytes(), (case / "bundle.toso").stat().st_size
        packed = len(zstandard.ZstdCompressor(level=3).compress(lines))
        told.append(
            f"The bundle of {work} records has {bundle / 1e6:.2f} MB, {bundle / packed:.2f} times its lines"
            f" ({len(lines) / 1e6:.1f} MB) under zstd -3."
        )
    return "\n".join(told)


if __name__ == "__main__":
    main()
