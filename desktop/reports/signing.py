"""The foot of a paper: Nơi nhận on the left, the signature block on the right; both stay on one page (NĐ 30, ô 7, 9b).

No seal and no signature is ever drawn.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.models.facts import SignerFacts
from desktop.reports.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from desktop.reports.heading import Line, height_of, write_lines
from desktop.reports.ink import wrap
from desktop.reports.page import TEXT_HEIGHT, TEXT_WIDTH
from desktop.reports.problems import ReportTooLong

SIGNATURE_ROOM = 30 * mm  # between title and name, for a signature in blue ink and a seal (Điều 13.6)
_LEFT, _RIGHT = 78 * mm, 85 * mm
_TITLE_SIZE, _HEADING_SIZE, _LIST_SIZE = 14, 12, 11
_GAP_ABOVE = 8


class Foot(Flowable):
    """Nơi nhận and signature. `recipients` gives each line and whether it is a sub-heading."""

    def __init__(self, recipients: Sequence[tuple[str, bool]], signer: SignerFacts, sign_here: str = "") -> None:
        super().__init__()
        self.left = [Line("Nơi nhận:", BOLD_ITALIC, _HEADING_SIZE)]
        for text, is_heading in recipients:
            face = BOLD_ITALIC if is_heading else REGULAR
            self.left += [Line(part, face, _LIST_SIZE) for part in wrap(text, face, _LIST_SIZE, _LEFT)]
        self.titles = [
            Line(part, BOLD, _TITLE_SIZE) for text in signer.lines for part in wrap(text, BOLD, _TITLE_SIZE, _RIGHT, 4)
        ]
        if sign_here and not signer.full_name.strip():
            self.titles.append(Line(sign_here, ITALIC, 13))
        self.name = [Line(part, BOLD, _TITLE_SIZE) for part in wrap(signer.full_name, BOLD, _TITLE_SIZE, _RIGHT, 3)]
        _refuse_overlong(height_of(self.left))

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The taller of the two sides, with room to sign."""
        right = height_of(self.titles) + SIGNATURE_ROOM + height_of(self.name)
        self.width, self.height = TEXT_WIDTH, max(height_of(self.left), right) + _GAP_ABOVE
        return self.width, self.height

    def draw(self) -> None:
        """Write both sides from the same height."""
        top = self.height - _GAP_ABOVE
        write_lines(self.canv, 0, top, self.left, "left")
        middle = TEXT_WIDTH - _RIGHT / 2
        write_lines(self.canv, middle, top, self.titles)
        write_lines(self.canv, middle, top - height_of(self.titles) - SIGNATURE_ROOM, self.name)


def _refuse_overlong(height: float) -> None:
    """Nơi nhận stands beside the signature on one page, so there is an end to how long it can be."""
    if height > TEXT_HEIGHT * 0.75:
        raise ReportTooLong(
            "Danh sách nơi nhận quá dài, chưa in được báo cáo; dữ liệu vẫn giữ nguyên.",
            "Hãy gộp các nơi nhận cùng loại thành một dòng, ví dụ: Các cơ quan, đơn vị thuộc UBND xã.",
        )
