"""The ways between the commune's rooms: what a page may ask for without knowing the other pages."""

from pathlib import Path
from typing import Protocol


class Ways(Protocol):
    """Opens rooms at a place in them."""

    def open(self, room: str) -> None:
        """Open a room by its key."""

    def show_village(self, village_id: str) -> None:
        """Show a village's page."""

    def show_findings(self) -> None:
        """Show what the rules find over all villages."""

    def enrol_from(self, path: Path) -> None:
        """Go to Ghi danh with a file that asks for it."""
