"""Writing down an invented person for a part in a team, under the rules; for the commune's team and the villages'."""

import random
from datetime import date

from desktop.demo.chance import happens
from desktop.demo.parts import STUDENT, Part
from desktop.demo.people import Names, mobile_number
from desktop.models.acts import Acts
from desktop.models.teams import Person


def add_person(
    acts: Acts, chance: random.Random, names: Names, part: Part, on: date, village_id: str | None
) -> tuple[str, str]:
    """Add a person who fits a part on a day; return the record and the full name."""
    who = names.somebody(part.ages, on, part.women)
    to_the_day = part is STUDENT or happens(chance, 0.8)  # of others often only the year is known (DOMAIN 4.6)
    young = who.born.year > on.year - 35
    record = acts.add(
        Person,
        village_id=village_id,
        full_name=who.full_name,
        gender=who.gender,
        birth_date=who.born if to_the_day else date(who.born.year, 1, 1),
        birth_precision="ngay" if to_the_day else "nam",
        phone=mobile_number(chance),
        position_title=part.title,
        workplace=part.workplace,
        lives_in_area=True,
        works_in_area=True,
        residence_village_id=village_id,
        youth_union_member=part.union or (young and happens(chance, 0.4)),
        education=part.education,
    )
    return record, who.full_name
