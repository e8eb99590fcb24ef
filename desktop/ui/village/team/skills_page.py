"""Kỹ năng: how well every member says to master what the plan names, 0 to 3, with its day (R045, R048)."""

from PySide6.QtWidgets import QWidget

from desktop.models import catalogues
from desktop.models.team_history import by_role, roster_on, terms_of
from desktop.models.teams import Team
from desktop.models.training_records import Rating, rate, ratings, skill_topics, unrate
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.village.team.skills_grid import Rated, SkillsGrid, SkillsModel
from desktop.ui.village.team.team_page import PEOPLE_TABLES, own_team, without_team


class SkillsPage(Page):
    """The grid with what its digits mean; every digit is written at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Kỹ năng của từng người"), parent=parent)
        self._desk = desk
        self._team: Team | None = None
        self.model = SkillsModel(skill_topics(), self._short_names())
        self.grid = SkillsGrid(self.model)
        self.grid.setAccessibleName(self.title.text())
        self._scale = words("", "quiet")
        self._cell = words("", "strong")
        self._empty = without_team()
        for part in (self._scale, self.grid, self._cell, self._empty):
            self.body.addWidget(part, 1 if part in (self.grid, self._empty) else 0)
        self.grid.rated.connect(self._rate)
        self.grid.taken_back.connect(self._take_back)
        self.grid.looked_at.connect(self._cell.setText)
        keep_fresh(self, desk, PEOPLE_TABLES | {"skill_rating"}, self.refresh)

    def _short_names(self) -> dict[str, str]:
        """What stands above a narrow column."""
        return {
            "chinh_sach": self.tr("Chính sách"),
            "dvc": self.tr("Dịch vụ công"),
            "gian_hang": self.tr("Gian hàng"),
            "san_tmdt": self.tr("Sàn số"),
            "thanh_toan": self.tr("Thanh toán"),
            "tro_ly_ao": self.tr("Trợ lý ảo"),
            "suc_khoe": self.tr("Sổ sức khỏe"),
            "phong_dich": self.tr("Phòng dịch"),
        }

    def refresh(self) -> None:
        """Read people and ratings again."""
        store, day = self._desk.store, self._desk.day
        self._team = own_team(store)
        known = ratings(store, day)
        people = by_role(roster_on(terms_of(store, self._team.id), day).values()) if self._team else []
        self.model.show_people([Rated(one.person_id, one.name, _of(known, one.person_id)) for one in people])
        levels = " · ".join(f"{level} {label}" for level, label in catalogues.labels("skill_levels").items())
        self._scale.setText(self.tr("Mỗi người tự chấm. Bấm số: {levels}. Delete để bỏ.").format(levels=levels))
        for part in (self._scale, self.grid, self._cell):
            part.setVisible(bool(people))
        self._empty.setVisible(not people)

    def arrive(self) -> None:
        """The grid takes the keyboard."""
        self.grid.setFocus()

    def _rate(self, person: str, topic: str, level: int) -> None:
        if self._team:
            with self._desk.acting() as acts:
                rate(acts, self._desk.store, self._team.village_id, person, topic, level, self._desk.day)

    def _take_back(self, person: str, topic: str) -> None:
        with self._desk.acting() as acts:
            unrate(acts, self._desk.store, person, topic)


def _of(known: dict[tuple[str, str], Rating], person: str) -> dict[str, Rating]:
    return {topic: rating for (one, topic), rating in known.items() if one == person}
