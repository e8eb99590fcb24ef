"""Write sample papers to a folder, to be looked at: `python -m tests.reports.preview FOLDER`."""

import sys
from pathlib import Path

from desktop.models.facts import SignerFacts
from desktop.reports.catalogue import commune_report, village_report
from tests.reports.makers import make_commune_facts, make_figures, make_village_facts


def write_samples(folder: Path) -> list[Path]:
    """Write each sample as a PDF and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    papers = {
        "thon": village_report(make_village_facts()),
        "thon-khong-phat-sinh": village_report(
            make_village_facts(nothing_to_report=True, services=(), figures={}, narrative={})
        ),
        "thon-de-trong": village_report(
            make_village_facts(
                number="",
                issued_on=None,
                narrative={},
                figures=make_figures(["TC02", "HD01", "HD02", "CQ-3", "KS-1"]),
                signer=SignerFacts(("TỔ TRƯỞNG",), ""),
            )
        ),
        "xa-24": commune_report(make_commune_facts()),
        "xa-3-de-trong": commune_report(make_commune_facts(3, 0, number="", issued_on=None, narrative={})),
        "xa-40": commune_report(make_commune_facts(40, 5)),
    }
    paths = []
    for name, data in papers.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_samples(Path(sys.argv[1] if len(sys.argv) > 1 else "out/preview")):
        sys.stdout.write(f"{written}\n")
