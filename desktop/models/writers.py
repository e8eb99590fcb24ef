"""Who wrote an entry, as people know them: author -> device -> laptop, holder and village. No id is ever told."""

from collections import Counter
from dataclasses import dataclass, replace

from desktop.models.authors import DEVICE
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.store import Store

COMMUNE, VILLAGE_DESK = "commune", "village"


@dataclass(frozen=True)
class Writer:
    """A desk that writes. `device` is "" when nobody has said which it is; two lives of one laptop are one writer."""

    device: str
    role: str = ""  # commune, village; "" when not known
    village_id: str | None = None
    village: str = ""  # "" where the reader's own village is meant
    laptop: str = ""
    holder: str = ""
    is_mine: bool = False
    has_twin: bool = False  # another desk would be told by the same words
    number: int = 0  # among desks that even their names do not tell apart

    @property
    def told(self) -> str:
        """The desk inside a sentence: "máy xã", "máy của Trưởng thôn, thôn Nà Quang", "máy này"."""
        if self.role == COMMUNE:
            name = f"máy xã “{self.laptop}”" if self.has_twin and self.laptop else "máy xã"
            return f"{name} (máy này)" if self.is_mine and self.has_twin else f"{name}{self._numbered()}"
        if self.is_mine:
            return "máy này"
        laptop = f"{self._laptop()}{self._numbered()}"
        return f"{laptop}, thôn {self.village}" if self.village else laptop

    def _numbered(self) -> str:
        return f" (máy thứ {self.number})" if self.number else ""

    def _laptop(self) -> str:
        laptop = f"máy “{self.laptop}”" if self.laptop else ""
        if self.holder:
            return f"máy của {self.holder}" + (f" (“{self.laptop}”)" if self.has_twin and self.laptop else "")
        return laptop or "một máy chưa rõ tên"


def writers(store: Store) -> dict[str, Writer]:
    """Author -> who writes as it, for all authors that this desk knows."""
    rows = store.rows(
        "SELECT a.author, a.mine, COALESCE(a.device, ''), COALESCE(d.role, ''), d.village_id, COALESCE(v.name, ''),"
        " COALESCE(d.name, ''), COALESCE(d.holder, '') FROM author a LEFT JOIN device d ON d.id = a.device"
        " LEFT JOIN village v ON v.id = d.village_id"
    )
    own_role, own_village, own_device = store.setting(ROLE) or "", store.setting(VILLAGE), store.setting(DEVICE)
    found = {}
    for author, mine, device, role, village, name, laptop, holder in rows:
        own = bool(mine) or (device and device == own_device)  # earlier lives of this store are this desk's too
        if own:
            role, village = own_role, own_village
        outside = "" if village == own_village else name
        found[author] = Writer(device, role, village, outside, laptop, holder, own)
    return _told_apart(found)


def _told_apart(found: dict[str, Writer]) -> dict[str, Writer]:
    """Let no two desks be told by the same words: first by the laptop's name, then by a number."""
    desks = {writer.device or author: writer for author, writer in sorted(found.items())}
    times = Counter(writer.told for writer in desks.values())
    named = {desk: replace(writer, has_twin=times[writer.told] > 1) for desk, writer in desks.items()}
    again = Counter(writer.told for writer in named.values())
    seen: Counter[str] = Counter()
    for desk, writer in sorted(named.items()):
        if again[writer.told] > 1:
            seen[writer.told] += 1
            named[desk] = replace(writer, number=seen[writer.told])
    return {author: named[writer.device or author] for author, writer in found.items()}
