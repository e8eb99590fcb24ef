"""A village's month on its own laptop: the register, the survey and the sessions, beside what its team does.

The register, the survey and the sessions are written in a few large transactions, because a believable month is
thousands of records.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from desktop.demo.answers import Answers, answers_of
from desktop.demo.chance import chance_of, day_between, evening_of, happens, instant_on, one_of, pick
from desktop.demo.commune_month import Published
from desktop.demo.desks import Desk
from desktop.demo.homes import Home, homes_of
from desktop.demo.learning import learning_of_august
from desktop.demo.occasions import Given, Occasion, occasions_of
from desktop.demo.people import Names, mobile_number
from desktop.demo.plan import VillagePlan
from desktop.demo.village_team import VillageTeam
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import Change, changing
from desktop.models.sessions import Attendance, Session, SessionLine

REGISTER_DAY = date(2025, 7, 26)
SURVEY_FIRST, SURVEY_LAST = date(2025, 7, 27), date(2025, 8, 29)
CLASS_STANDARD = "2021-2025"
CONSENT_LAW = "Nghị định số 13/2023/NĐ-CP"  # the one in force in August 2025

#: What comes of the survey for a household: an interview, a refusal, nobody at home, not gone to yet.
_FATES = {"answered": 86.0, "refused": 2.0, "absent": 4.0, "not_yet": 8.0}
_REMOTE_FATES = {"answered": 66.0, "refused": 2.0, "absent": 10.0, "not_yet": 22.0}


@dataclass(frozen=True)
class Interview:
    """A household gone to in the survey: when, and what came of it."""

    at: datetime
    home: int
    fate: str


class VillageMonth:
    """The writing of one village's month, piece after piece in the order of time."""

    def __init__(self, desk: Desk, village: VillagePlan, village_id: str, seed: int, published: Published) -> None:
        self.desk, self.village, self.village_id, self.published = desk, village, village_id, published
        self._seed = seed
        self.homes = homes_of(self.chance("homes"), village)
        self.households: list[str] = []
        names = Names(self.chance("team names"), village.character.surnames)
        self.team = VillageTeam(desk, village, village_id, self.chance("team"), names)
        self._happenings: list[Interview | Occasion] = [
            *self._interviews(),
            *occasions_of(self.chance("sessions"), village, self.homes),
        ]
        self._happenings.sort(key=lambda one: one.at)
        changes = [*self.team.changes_of_august(), *learning_of_august(self.team)]
        self._changes = sorted(changes, key=lambda change: change[0])
        self._begun = False

    def chance(self, *about: object) -> random.Random:
        """A source of chance for something of this village."""
        return chance_of(self._seed, self.village.index, *about)

    def _interviews(self) -> Iterator[Interview]:
        chance = self.chance("survey")
        fates = _REMOTE_FATES if self.village.character.remote else _FATES
        for at, home in enumerate(self.homes):
            fate = pick(chance, fates) if home.lives_here else "not_yet"
            when = evening_of(chance, day_between(chance, SURVEY_FIRST, SURVEY_LAST))
            if fate != "not_yet":
                yield Interview(when, at, fate)

    # --- the register ---

    def register(self) -> None:
        """Write down every household of the village, on one long Saturday."""
        self.desk.at(instant_on(REGISTER_DAY, 7))
        with changing(self.desk.store) as change:
            self.households = [self._add_household(change, home) for home in self.homes]

    def _add_household(self, change: Change, home: Home) -> str:
        self.desk.clock.advance(30)
        return change.add(
            Household,
            village_id=self.village_id,
            code=home.code,
            head_name=home.head_name,
            hamlet=home.hamlet,
            phone=home.phone,
            household_class=home.household_class,
            class_standard=CLASS_STANDARD,
            people=home.people,
            status=home.status,
            note=home.note or None,
        )

    # --- what happens, day by day ---

    def record_until(self, until: datetime) -> None:
        """Write what has happened since the last time and before an instant: visits, sessions, changes of the team."""
        while self._changes and self._changes[0][0] < until:
            at, act = self._changes.pop(0)
            self._write_until(at)
            act(at.date())
        self._write_until(until)

    def _write_until(self, until: datetime) -> None:
        due = [one for one in self._happenings if one.at < until]
        del self._happenings[: len(due)]
        with changing(self.desk.store) as change:
            for one in due:
                self.desk.at(one.at)
                if isinstance(one, Interview):
                    self._add_interview(change, self.chance("interview", one.home), one)
                else:
                    self.add_session(change, one)

    def _add_interview(self, change: Change, chance: random.Random, visit: Interview) -> None:
        """Consent first, then the answers: the order in which the desk asks."""
        on, home = visit.at.date(), self.homes[visit.home]
        asker = one_of(chance, self.team.active_on(on))
        contact = "gap_duoc" if visit.fate != "absent" else "vang_nha" if happens(chance, 0.7) else "hen_lai"
        answers = self.header(visit, asker, contact)
        consent = None
        if contact == "gap_duoc":
            said = "tu_choi" if visit.fate == "refused" else pick(chance, {"ky": 7.0, "loi_noi": 3.0})
            consent = self.add_consent(change, chance, visit, asker, said)
            answers |= {"dong_y": said} | (self._told(chance, home) if said != "tu_choi" else {})
        self.desk.clock.advance(chance.randint(600, 1200))
        self.add_response(change, visit, asker, consent, answers)

    def header(self, visit: Interview, asker: str, contact: str) -> Answers:
        """The first answers of every form: which household, when, who asked, and whether anybody was met."""
        return {
            "ma_ho": self.homes[visit.home].code,
            "thon": self.village.code,
            "ngay_ks": visit.at.date().isoformat(),
            "nguoi_ks": asker,
            "gap": contact,
        }

    def add_response(
        self,
        change: Change,
        visit: Interview,
        asker: str,
        consent: str | None,
        answers: Answers,
        state: str = "final",
    ) -> None:
        """Write a form with the answers that were given, whole or as a draft."""
        change.add(
            Response,
            village_id=self.village_id,
            household_id=self.households[visit.home],
            round_id=self.published.round_id,
            form_id=self.published.form_id,
            form_version=self.published.form_version,
            interviewed_on=visit.at.date(),
            interviewer_id=asker,
            contact=answers["gap"],
            consent_id=consent,
            state=state,
            answers=answers,
        )

    def add_consent(self, change: Change, chance: random.Random, visit: Interview, asker: str, said: str) -> str:
        """What the household said when it was told the purpose; an oral yes has a witness."""
        on = visit.at.date()
        others = [one for one in self.team.active_on(on) if one != asker]
        return change.add(
            Consent,
            village_id=self.village_id,
            household_id=self.households[visit.home],
            answer=said,
            given_on=on,
            asked_by=asker,
            witness=self.team.seats[one_of(chance, others)].full_name if said == "loi_noi" else None,
            purpose_version=self.published.form_version,
            law=CONSENT_LAW,
        )

    def _told(self, chance: random.Random, home: Home) -> Answers:
        relation = pick(chance, {"chu_ho": 6.0, "vo_chong": 2.5, "con": 1.2} if home.people > 1 else {"chu_ho": 1.0})
        name = home.head_name
        if relation != "chu_ho":
            name = Names(chance, self.village.character.surnames).draw(pick(chance, {"nam": 1.0, "nu": 2.0}))
        phone = home.phone if relation == "chu_ho" else mobile_number(chance)
        return answers_of(chance, home, (name, relation), phone if happens(chance, 0.85) else None)

    def add_session(self, change: Change, occasion: Occasion) -> str:
        """Write a session with its services and the households that it reached."""
        on = occasion.at.date()
        chance = self.chance("helpers", occasion.at)
        active = self.team.active_on(on)
        session = change.add(
            Session,
            village_id=self.village_id,
            kind=occasion.kind,
            held_on=on,
            place=occasion.place,
            audience=occasion.audience,
            helpers=sorted(chance.sample(active, min(occasion.helpers, len(active)))),
            partner=occasion.partner or None,
            need=occasion.need or None,
        )
        for given in occasion.given:
            self._add_line(change, session, given)
        for home in occasion.homes:
            household = self.households[home]
            change.add(Attendance, village_id=self.village_id, session_id=session, household_id=household)
        return session

    def _add_line(self, change: Change, session: str, given: Given) -> None:
        self.desk.clock.advance(60)
        change.add(
            SessionLine,
            village_id=self.village_id,
            session_id=session,
            service_code=given.service,
            beneficiary=given.beneficiary,
            visits=given.visits,
            new_people=given.new_people,
            outcome=given.outcome,
            follow_up=given.follow_up or None,
        )
