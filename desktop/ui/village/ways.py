"""The ways between rooms: what a page may ask for without knowing the other pages."""

from typing import Protocol

from desktop.ui.village.session_entry import SessionEntry


class Ways(Protocol):
    """Opens rooms at a place in them."""

    def open(self, room: str) -> None:
        """Open a room by its key."""

    def record_session(self) -> None:
        """Go to the form of a support session (F2)."""

    def record_planned(self, entry: SessionEntry) -> None:
        """Go to the form of a support session with what the calendar knows of it."""

    def show_session(self, session_id: str) -> None:
        """Show a support session that was recorded."""

    def survey_next(self) -> None:
        """Begin with the next household that has no answers yet (F3)."""

    def survey(self, household_id: str) -> None:
        """Begin or go on with a household's interview."""

    def show_household(self, household_id: str) -> None:
        """Show a household's page."""

    def show_households(self, which: str) -> None:
        """Show the households of a filter."""

    def ask_about(self, table: str, record: str) -> None:
        """Write down what somebody asks for about their data, in the register."""

    def hand_over(self) -> None:
        """Go to the room where bundles are written and received (F9)."""
