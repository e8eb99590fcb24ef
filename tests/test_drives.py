"""Which drives can be carried away, on machines that are folders: a /sys made by hand, and answers of Windows."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.drives import Kind, Linux, MacOs, Mount, Windows, this_system

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a /sys is made of links")

STICK = "/media/thon/USB"


@dataclass
class Machine:
    """A root folder with the parts of /sys and /dev that are looked at."""

    root: Path
    devices: dict[str, Path] = field(default_factory=dict)

    def disk(self, name: str, *, on: str, removable: bool = False, partitions: int = 1, card: str = "") -> None:
        """A disk with its partitions, on a bus whose path is spelled as kernels do."""
        disk = self.root / "sys" / "devices" / on / "block" / name
        (disk / "device").mkdir(parents=True)
        (disk / "removable").write_text(f"{int(removable)}\n")
        if card:
            (disk / "device" / "type").write_text(f"{card}\n")
        self._name(disk)
        for number in range(1, partitions + 1):
            part = disk / f"{name}{'p' if name[-1].isdigit() else ''}{number}"
            part.mkdir()
            (part / "partition").write_text(f"{number}\n")
            self._name(part)

    def mapped(self, name: str, alias: str, upon: str) -> None:
        """An encrypted or logical volume upon another."""
        volume = self.root / "sys" / "devices" / "virtual" / "block" / name
        (volume / "slaves").mkdir(parents=True)
        (volume / "slaves" / upon).symlink_to(self.devices[upon])
        (volume / "removable").write_text("0\n")
        self._name(volume)
        (self.root / "dev" / "mapper").mkdir(parents=True, exist_ok=True)
        (self.root / "dev" / "mapper" / alias).symlink_to(self.root / "dev" / name)

    def _name(self, block: Path) -> None:
        """The kernel's own link to a device, and the device."""
        links = self.root / "sys" / "class" / "block"
        links.mkdir(parents=True, exist_ok=True)
        (links / block.name).symlink_to(block)
        (self.root / "dev").mkdir(exist_ok=True)
        (self.root / "dev" / block.name).touch()
        self.devices[block.name] = block

    def kind(self, device: str, place: str = STICK, system: str = "vfat") -> Kind | None:
        return Linux(self.root).kind_of(Mount(device, place, system))


USB = "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host4/target4:0:0/4:0:0:0"
SATA = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0"
NVME = "pci0000:00/0000:00:1d.0/0000:3b:00.0/nvme/nvme0"
READER = "pci0000:00/0000:00:1e.6/mmc_host/mmc1/mmc1:aaaa"
BOARD = "platform/mmc_host/mmc0/mmc0:0001"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A laptop with a disk, a CD, a stick, a hard disk on a cable, a card in its slot and storage on its board."""
    found = Machine(tmp_path)
    found.disk("sda", on=SATA, partitions=3)
    found.disk("nvme0n1", on=NVME)
    found.disk("sdb", on=USB, removable=True)
    found.disk("sdc", on=USB.replace("2-1", "2-2"), removable=False)
    found.disk("sr0", on=SATA.replace("ata1", "ata2"), removable=True, partitions=0)
    found.disk("mmcblk1", on=READER, card="SD")
    found.disk("mmcblk0", on=BOARD, card="MMC")
    found.disk("loop0", on="virtual", partitions=0)
    return found


@pytest.mark.parametrize(
    ("device", "kind"),
    [
        ("/dev/sdb1", "stick"),
        ("/dev/sdb", "stick"),  # a stick without a table of partitions
        ("/dev/sdc1", "disk"),
        ("/dev/mmcblk1p1", "stick"),
        ("/dev/mmcblk0p1", None),
        ("/dev/sda3", None),  # a second partition of the machine that somebody opened: /media/thon/DATA
        ("/dev/nvme0n1p1", None),
        ("/dev/sr0", None),
        ("/dev/loop0", None),
        ("tmpfs", None),
        ("server:/chung", None),
        ("//server/chung", None),
        ("gvfsd-fuse", None),
    ],
)
def test_linux_says_what_hangs_where(machine: Machine, device: str, kind: Kind | None) -> None:
    assert machine.kind(device) == kind


@pytest.mark.parametrize("place", ["/", "/boot", "/boot/efi", "/efi", "/home", "/usr", "/var/lib/x", "/snap/core/1"])
def test_a_system_that_runs_from_a_stick_is_not_offered_to_itself(machine: Machine, place: str) -> None:
    assert machine.kind("/dev/sdb1", place) is None


@pytest.mark.parametrize(
    "place", ["/media/thon/USB", "/run/media/thon/USB", "/mnt/usb", "/home/thon/usb", "/homestead"]
)
def test_the_place_of_a_stick_does_not_matter(machine: Machine, place: str) -> None:
    assert machine.kind("/dev/sdb1", place) == "stick"


def test_an_encrypted_stick_is_the_stick_below_it(machine: Machine) -> None:
    machine.mapped("dm-0", "luks-usb", "sdb1")
    machine.mapped("dm-1", "luks-disk", "sda3")
    assert machine.kind("/dev/mapper/luks-usb") == "stick"
    assert machine.kind("/dev/dm-0") == "stick"
    assert machine.kind("/dev/mapper/luks-disk") is None


def test_volumes_upon_volumes_end_somewhere(machine: Machine) -> None:
    machine.mapped("dm-0", "a", "sdb1")
    for number in range(1, 9):
        machine.mapped(f"dm-{number}", f"a{number}", f"dm-{number - 1}")
    assert machine.kind("/dev/dm-8") is None


@pytest.mark.parametrize(
    ("place", "system", "kind"),
    [(STICK, "vfat", "stick"), (STICK, "exFAT", "stick"), (STICK, "ext4", None), ("/srv/x", "vfat", None)],
)
def test_where_the_kernel_does_not_know_the_device_the_place_is_believed(
    machine: Machine, place: str, system: str, kind: Kind | None
) -> None:
    assert machine.kind("/dev/fuse-usb", place, system) == kind


def test_this_machine_has_nothing_to_say_of_nothing() -> None:
    assert this_system().kind_of(Mount("", "", "")) is None


# --- Windows ---

LETTERS = {"C": (3, 17), "D": (3, 11), "E": (2, 7), "F": (3, 7), "G": (5, 7), "H": (4, 0), "I": (2, 12), "J": (1, 0)}


def answering(letters: dict[str, tuple[int, int]]) -> Windows:
    """A machine with these letters: the drive's type and its bus."""
    return Windows(lambda letter: letters.get(letter, (0, 0))[0], lambda letter: letters.get(letter, (0, 0))[1])


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("C:/", None),
        ("D:/", None),
        ("E:/", "stick"),
        ("e:/", "stick"),
        ("F:/", "disk"),  # an external hard disk, and sticks that pose as one
        ("G:/", None),  # a CD drive on USB
        ("H:/", None),  # a drive of the network
        ("I:/", "stick"),  # a card in the laptop's slot
        ("J:/", None),
        ("Z:/", None),
        ("Extra/E", None),
        ("//server/chung", None),
        ("", None),
    ],
)
def test_windows_says_what_a_letter_is(place: str, kind: Kind | None) -> None:
    assert answering(LETTERS).kind_of(Mount(r"\\?\Volume{1}", place, "FAT32")) == kind


def test_windows_is_not_asked_for_the_bus_of_what_is_removable() -> None:
    """The question opens the device, and a worn stick may take long to answer."""
    asked: list[str] = []
    machine = Windows(lambda _letter: 2, lambda letter: asked.append(letter) or 0)  # type: ignore[func-returns-value]
    assert machine.kind_of(Mount("", "E:/")) == "stick"
    assert asked == []


@pytest.mark.parametrize(
    ("device", "place", "kind"),
    [
        ("/dev/disk2s1", "/Volumes/THON", "stick"),
        ("/dev/disk1s1", "/", None),
        ("/dev/disk1s2", "/System/Volumes/Data", None),
        ("//server/chung", "/Volumes/chung", None),
    ],
)
def test_macos_is_known_by_its_places(device: str, place: str, kind: Kind | None) -> None:
    assert MacOs().kind_of(Mount(device, place)) == kind
