"""What residents ask about their data, and what was erased for them (Luật 91/2025/QH15 Đ.4, NĐ 356/2025/NĐ-CP Đ.5).

Rows only. The days that the law gives are in `desktop.models.rules.requests`; how values leave is in `erasing`.
"""

from desktop.models.base import SharedModel, day, long_text, one_of, reference, short_text


class DataRequest(SharedModel):
    """One request of a resident about personal data, in the register of the village or of the commune (R106).

    It names nobody: who asked is the household or the person that it leads to, and after an erasure nobody.
    """

    title = "Yêu cầu về dữ liệu cá nhân"
    written_by_village = True
    published = False

    kind = one_of("xem", "sua", "rut_dong_y", "han_che", "xoa", null=False)
    household_id = reference(index=True)
    person_id = reference(index=True)
    received_on = day(null=False)
    acknowledged_on = day()
    extended_on = day()  # when the resident was told that it takes longer, once
    answered_on = day()
    refused_reason = long_text()
    note = long_text()


class Erasure(SharedModel):
    """That the values of one record were erased, and when; what they were is nowhere (DOMAIN 5)."""

    title = "Xóa dữ liệu cá nhân"
    written_by_village = True
    published = False
    fixed = frozenset({"about_id", "about_table", "village_id"})  # or what was erased could come back

    about_table = short_text(null=False, length=60)
    about_id = reference(null=False, index=True)
    erased_on = day(null=False)
    request_id = reference()  # DataRequest
