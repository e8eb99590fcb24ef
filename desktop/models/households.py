"""Households (hộ), their consent and their answers (R052, DOMAIN 3.3 and 5)."""

from collections.abc import Mapping
from typing import Any

from desktop.models.base import (
    JSONField,
    SharedModel,
    day,
    long_text,
    one_of,
    reference,
    short_text,
    whole_number,
)
from desktop.text import fold


class Household(SharedModel):
    """A household in the team's own register; it is not the state's register of residents."""

    title = "Hộ dân"
    written_by_village = True
    published = False
    derived = ("search_key",)
    derived_from = ("head_name", "code", "hamlet", "phone")

    code = short_text(length=20, index=True)
    head_name = short_text(null=False, length=50)
    hamlet = short_text(length=80)
    phone = short_text(length=20)
    household_class = one_of("1", "2", "3", "4", "9")  # loại hộ; official, never decided by the village
    class_standard = short_text(length=20)  # the period of the standard the class belongs to
    people = whole_number()
    status = one_of("dang_cu_tru", "tam_vang", "da_chuyen_di", "nhap_ho", "tach_ho", null=False)
    status_since = day()
    moved_to = short_text()  # where a household that left went, in the words of who wrote it down
    merged_into_id = reference()  # the household that this one joined (nhập hộ)
    split_from_id = reference()  # the household that this one came out of (tách hộ)
    note = long_text()
    search_key = short_text(null=False, length=200, index=True)  # folded name, code and hamlet

    @classmethod
    def derive(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The search key: what a person types without diacritics finds the household by name, code, hamlet or phone."""
        given = values.get
        text = f"{given('head_name')} {given('code') or ''} {given('hamlet') or ''} {given('phone') or ''}"
        return {"search_key": fold(text)}


class Consent(SharedModel):
    """That a household was told the purpose and said yes or no (Luật 91/2025 Đ.9: silence is not consent)."""

    title = "Đồng ý cung cấp thông tin"
    written_by_village = True
    published = False

    household_id = reference(null=False, index=True)
    answer = one_of("ky", "loi_noi", "tu_choi", null=False)
    given_on = day(null=False)
    asked_by = reference()  # Membership
    witness = short_text(length=50)
    purpose_version = short_text(null=False, length=20)
    law = short_text()
    withdrawn_on = day()


class Response(SharedModel):
    """One household's answers to one version of a form: a typed JSON object, one column (DESIGN 5)."""

    title = "Phiếu khảo sát"
    written_by_village = True
    published = False

    household_id = reference(null=False, index=True)
    round_id = reference(index=True)
    form_id = short_text(null=False, length=60)
    form_version = short_text(null=False, length=40)
    interviewed_on = day()
    interviewer_id = reference()  # Membership
    contact = one_of("gap_duoc", "vang_nha", "khong_con_o", "hen_lai")
    consent_id = reference()
    state = one_of("draft", "final", null=False)
    amends_id = reference()  # the final response that this one corrects
    answers = JSONField(null=True)
