"""Tables of a survey beside a plain loop, in the same run, as one Markdown table.

    python -m benchmarks.surveys --households 5000 --rounds 5

Each act runs in a process of its own. The plain loop is what the others are compared with, round by round.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks import survey_case, table
from benchmarks.contests import Contestant, compete

_PLAIN, _OURS = "benchmarks.peers.plain_surveys", "benchmarks.ours_surveys"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="toso-bench-") as folder:
        case = survey_case.make(Path(folder) / "case", given.households)
        contestants = [
            Contestant("plain loop: count every answer", _PLAIN, "loop", case),
            Contestant("Tổ Số: all questions by village", _OURS, "tables", case),
            Contestant("Tổ Số: all questions by class", _OURS, "by-class", case),
        ]
        print(table.header())
        work = f"{given.households:,} households x 40 answers"
        print(table.group(work, compete(contestants, given.rounds, Path(folder) / "scratch")), flush=True)


if __name__ == "__main__":
    main()
