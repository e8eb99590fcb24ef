"""What the sheet of a request for enrolment says, as one value: who asks, for which laptop, and the key's identity.

Only names and settings of this desk are read; keys and files are a matter of `desktop.sync`.
"""

from dataclasses import dataclass
from datetime import date

from desktop.clock import today
from desktop.models.authors import DEVICE
from desktop.models.setup import COMMUNE_CODE, DEVICE_NAME, VILLAGE_NAME, commune_of, own_village
from desktop.models.store import Store
from desktop.text import one_line

IDENTITY_FORMAT = "TOSO-ENROL:1"


@dataclass(frozen=True)
class EnrolmentFacts:
    """A request for enrolment as it is printed. `holder` is "" for a line to write on."""

    village: str
    commune: str  # "" when only its code is known
    commune_code: str
    laptop: str
    holder: str
    asked_on: date
    device: str
    fingerprint: str  # "SHA256:..."
    spoken: str  # six groups of four digits
    file_name: str

    @property
    def identity(self) -> str:
        """What the QR code holds: format and version, the laptop's id, the key's fingerprint (docs/format.md)."""
        return f"{IDENTITY_FORMAT}:{self.device}:{self.fingerprint}"

    @property
    def sheet_name(self) -> str:
        """What the sheet's file is called, beside the request's."""
        return f"phieu-ghi-danh-{self.device[-4:]}.pdf"


def enrolment_facts(store: Store, *, fingerprint: str, spoken: str, file_name: str, holder: str = "") -> EnrolmentFacts:
    """The facts of this laptop's request; what the key and the file are called is handed in."""
    village, commune = own_village(store), commune_of(store)
    return EnrolmentFacts(
        village=village.name if village else store.setting(VILLAGE_NAME) or "",
        commune=commune.name if commune else "",
        commune_code=store.setting(COMMUNE_CODE) or "",
        laptop=store.setting(DEVICE_NAME) or "",
        holder=one_line(holder),
        asked_on=today(store.clock),
        device=store.setting(DEVICE) or "",
        fingerprint=fingerprint,
        spoken=spoken,
        file_name=file_name,
    )
