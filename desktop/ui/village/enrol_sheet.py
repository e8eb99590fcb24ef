"""The sheet of this laptop's request: its facts, its file beside the request, and its preview with the way to print."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop import files
from desktop.models.enrolment_facts import EnrolmentFacts, enrolment_facts
from desktop.reports.catalogue import enrolment_sheet
from desktop.sync import enrolment
from desktop.ui.desk import Desk
from desktop.ui.paper_dialog import PaperDialog


def sheet_facts(desk: Desk, holder: str) -> EnrolmentFacts:
    """What the sheet says of this laptop."""
    return enrolment_facts(
        desk.store,
        fingerprint=desk.credentials.fingerprint,
        spoken=enrolment.spoken_code(desk.credentials),
        file_name=enrolment.request_name(desk.store),
        holder=holder,
    )


def write_request(desk: Desk, folder: Path, facts: EnrolmentFacts) -> tuple[Path, Path]:
    """Write the request and its sheet into a folder; give both files. Raises FileProblem."""
    paper = enrolment_sheet(facts)
    request = enrolment.request(desk.store, desk.credentials, folder)
    return request, files.write_checked(request.parent / facts.sheet_name, paper)


class SheetDialog(PaperDialog):
    """The sheet as it will be printed."""

    def __init__(self, desk: Desk, facts: EnrolmentFacts, parent: QWidget) -> None:
        title, about = _tr("Phiếu yêu cầu ghi danh"), _tr("Phiếu như sẽ in ra")
        name = Path(facts.sheet_name).stem
        super().__init__(desk, title, name, lambda: enrolment_sheet(facts), parent, about=about)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SheetDialog", text)
