"""The authors (streams of entries) that a store knows: their small local numbers, and how far each is held."""

from collections.abc import Mapping

from desktop.clock import new_id
from desktop.models.store import Store
from desktop.models.versions import Version

TO_ALL, TO_COMMUNE = "all", "commune"
_DIGITS = 16  # of the largest sequence number
DEVICE = "device"  # the setting that names this desk's device


class Authors:
    """A store's authors, read once and kept in step within one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        rows = store.rows("SELECT id, author, audience, device, mine, held FROM author ORDER BY id")
        self._number = {author: number for number, author, *_ in rows}
        self._author = {number: author for number, author, *_ in rows}
        self._audience = {author: audience for _, author, audience, *_ in rows}
        self._device = {author: device for _, author, _, device, _, _ in rows}
        self._mine = {author for _, author, _, _, mine, _ in rows if mine}
        self._held = {author: held for _, author, _, _, _, held in rows}

    def number(self, author: str) -> int | None:
        """The number of an author in this store, or None when it has never been heard of."""
        return self._number.get(author)

    def author(self, number: int) -> str:
        """The author with this number."""
        return str(self._author[number])

    @property
    def names(self) -> Mapping[int, str]:
        """The authors by their numbers, for who asks a hundred thousand times."""
        return self._author

    def audience(self, author: str) -> str | None:
        """For whom the author writes: a village's id, "all" or "commune"; None when unknown."""
        return self._audience.get(author)

    def device(self, author: str) -> str | None:
        """The device that writes as the author; None when nobody has said."""
        return self._device.get(author)

    def is_mine(self, author: str) -> bool:
        """Whether this store's own desk writes as this author."""
        return author in self._mine

    def held(self, author: str) -> int:
        """The highest sequence number held without a hole; 0 for none."""
        return int(self._held.get(author, 0))

    @property
    def total(self) -> int:
        """How many entries are held of all authors; as streams have no holes, this is the journal's last position."""
        return sum(self._held.values())

    def seen(self, *audiences: str) -> dict[str, int]:
        """How far each author is held; with `audiences`, of those audiences alone."""
        chosen = set(audiences)
        return {
            author: held
            for author, held in sorted(self._held.items())
            if held and (not chosen or self._audience[author] in chosen)
        }

    def written_here(self, *audiences: str) -> list[str]:
        """The authors that this device has written as, in this life of the store and earlier ones."""
        device = self._store.setting(DEVICE)
        return [
            author
            for author, audience in self._audience.items()
            if self._device[author] == device and (not audiences or audience in audiences)
        ]

    def known(self) -> set[str]:
        """All authors."""
        return set(self._number)

    def register(self, author: str, audience: str, *, device: str | None = None, mine: bool = False) -> int:
        """Learn of an author and give it a number."""
        number = len(self._number) + 1
        self._store.execute(
            "INSERT INTO author (id, author, audience, device, mine, held) VALUES (?, ?, ?, ?, ?, 0)",
            [number, author, audience, device, mine],
        )
        self._number[author], self._author[number] = number, author
        self._audience[author], self._device[author], self._held[author] = audience, device, 0
        if mine:
            self._mine.add(author)
        return number

    def writing_to(self, audience: str) -> str:
        """The author that this desk writes as for an audience; made when it is first needed."""
        for author in self._mine:
            if self._audience[author] == audience:
                return str(author)
        author = new_id(self._store.clock)
        self.register(author, audience, device=self._store.setting(DEVICE), mine=True)
        return author

    def advance(self, author: str, sequence: int) -> None:
        """Note that an author is now held up to `sequence`."""
        self._held[author] = sequence
        self._store.execute("UPDATE author SET held = ? WHERE author = ?", [sequence, author])

    def spell(self, version: Version) -> str:
        """A version as entries spell it, with the author's full id."""
        return f"{self._author[version[0]]}:{version[1]}"

    def version(self, author: str, sequence: int) -> Version:
        """The version that an entry of a known author is."""
        return self._number[author], sequence

    def read(self, text: str) -> Version | None:
        """A version as entries spell it; None when the author was never heard of."""
        author, _, sequence = text.rpartition(":")
        number = self._number.get(author)
        if number is None or len(sequence) > _DIGITS or not sequence.isdecimal():
            return None
        return number, int(sequence)
