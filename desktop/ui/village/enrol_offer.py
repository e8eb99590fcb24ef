"""What the commune's enrolment file would make of this laptop; a name that is not the laptop's own is told of."""

from PySide6.QtWidgets import QWidget

from desktop.models.setup import VILLAGE_NAME
from desktop.sync.enrolment import Offer
from desktop.text import fold
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.code_offer import CodeOffer
from desktop.ui.tokens import Tone


class EnrolOffer(CodeOffer):
    """An enrolment to be compared and taken."""

    def __init__(self, desk: Desk, offer: Offer, parent: QWidget | None = None) -> None:
        told = self.tr("Tệp này ghi danh máy cho thôn {village} ({code}), {commune}. Chưa ghi gì.")
        how = self.tr(
            "So mã của xã dưới đây với mã cán bộ xã đọc qua điện thoại (đã ghi trên phiếu). Tích từng nhóm giống nhau."
        )
        own = desk.store.setting(VILLAGE_NAME) or ""
        super().__init__(
            told.format(village=offer.village, code=offer.code, commune=offer.commune),
            how,
            offer.spoken,
            parent,
            warning=None if fold(own) == fold(offer.village) else self._other_name(own, offer.village),
            yes=self.tr("Mã giống mã xã đọc, nhận ghi danh"),
        )

    def _other_name(self, own: str, theirs: str) -> Banner:
        told = self.tr("Máy này đang ghi là thôn {own}, tệp của xã ghi là thôn {theirs}.")
        advice = self.tr("Nếu không phải cùng một thôn thì đừng nhận, hãy báo cho xã.")
        return Banner(Tone.WARN, told.format(own=own, theirs=theirs), advice)
