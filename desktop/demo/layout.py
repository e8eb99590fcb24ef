"""Where the demo puts things: the homes, the folder that plays the stick, and the papers."""

from dataclasses import dataclass
from pathlib import Path

from desktop.demo.plan import VillagePlan
from desktop.errors import TosoError
from desktop.files import problem_of


@dataclass(frozen=True)
class Layout:
    """The folders inside the demo's folder."""

    folder: Path

    @property
    def commune(self) -> Path:
        """The commune's home."""
        return self.folder / "xa"

    @property
    def stick(self) -> Path:
        """The folder that plays the USB stick, both ways."""
        return self.folder / "usb"

    @property
    def papers(self) -> Path:
        """The PDFs."""
        return self.folder / "giay"

    def village(self, village: VillagePlan) -> Path:
        """A village's home."""
        return self.folder / village.folder

    def village_pdf(self, village: VillagePlan) -> Path:
        """A village's report on paper."""
        return self.papers / f"bao-cao-{village.folder}-thang-8-nam-2025.pdf"

    @property
    def commune_pdf(self) -> Path:
        """The commune's report on paper."""
        return self.papers / "bao-cao-xa-thang-8-nam-2025.pdf"


def empty_layout(folder: Path) -> Layout:
    """Make the folders in a place that is new or empty; anything else is refused and left as it is."""
    layout = Layout(folder)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise TosoError(
                f"“{folder.name}” đã có dữ liệu, không làm thử đè lên; chưa ghi gì.",
                "Hãy chọn một thư mục mới hoặc còn trống.",
                code="exists",
            )
        for inner in (layout.stick, layout.papers):
            inner.mkdir(parents=True)
    except OSError as error:
        raise problem_of(error, folder) from error
    return layout
