"""Periods, the villages' reports, who receives papers and who signs them (R066, R067, R092-R098)."""

from typing import ClassVar

from desktop.models.base import (
    JSONField,
    SharedModel,
    day,
    long_text,
    one_of,
    reference,
    short_text,
    whole_number,
    yes_no,
)

REPORT_STATES = ("nhap", "da_gui", "can_sua", "da_tiep_nhan", "da_khoa")
PERIOD_KINDS = ("thang", "quy", "sau_thang", "nam", "dot_xuat")


class Period(SharedModel):
    """A reporting period (kỳ báo cáo): the commune's for everybody (R067), or one that a village began for itself.

    Until when reports are due and taken is the commune's to say.
    """

    title = "Kỳ báo cáo"
    written_by_village = True
    reserved = frozenset({"due_on", "closed_on"})

    kind = one_of(*PERIOD_KINDS, null=False)
    name = short_text(null=False)  # "tháng 7 năm 2025"
    first_day = day(null=False)
    last_day = day(null=False)
    due_on = day()
    closed_on = day()


class SurveyRound(SharedModel):
    """A round (đợt) of the household survey."""

    title = "Đợt khảo sát"

    name = short_text(null=False)
    form_id = short_text(null=False, length=60)
    first_day = day(null=False)
    last_day = day()


class Form(SharedModel):
    """A published questionnaire: the XForm that desks evaluate (DESIGN 5)."""

    title = "Biểu mẫu"

    form_id = short_text(null=False, length=60)
    version = short_text(null=False, length=40)
    name = short_text(null=False)
    definition = long_text(null=False)
    closed_on = day()


class VillageReport(SharedModel):
    """A village's report for a period: the figures as they were when it was sent, and the words (R066)."""

    title = "Báo cáo của thôn"
    written_by_village = True
    published = False
    reserved = frozenset({"received_on", "remark"})
    reserved_values: ClassVar = {"state": frozenset({"can_sua", "da_tiep_nhan", "da_khoa"})}

    period_id = reference(null=False, index=True)
    state = one_of(*REPORT_STATES, null=False)
    nothing_to_report = yes_no()  # a signed nil report
    figures = JSONField(null=True)
    narrative = JSONField(null=True)  # section code -> text
    sent_on = day()
    received_on = day()
    remark = long_text()  # the commune's words when it returns the report


class CommuneReport(SharedModel):
    """The commune's consolidated report for a period: the words that the officer wrote (R084)."""

    title = "Báo cáo của xã"
    published = False

    period_id = reference(null=False, index=True)
    narrative = JSONField(null=True)
    number = short_text(length=40)
    issued_on = day()


class Service(SharedModel):
    """A row of the catalogue of support services (DOMAIN 3.2)."""

    title = "Dịch vụ hỗ trợ"

    code = short_text(null=False, length=10)
    name = short_text(null=False)
    pillar = one_of("CQ", "KT", "XH", "AT", "TT", "KS", "NV", null=False)
    in_plan = yes_no()
    active_from = day()
    active_to = day()
    position = whole_number()


class BasisDocument(SharedModel):
    """A document that reports cite (văn bản căn cứ, R003-R005)."""

    title = "Văn bản căn cứ"

    number = short_text(length=40)
    issued_on = day()
    issuer = short_text()
    kind = short_text(length=60)
    summary = long_text()
    position = whole_number()


class Recipient(SharedModel):
    """A line of Nơi nhận: how it is sent, what for, and which persons it stands for (R092-R097)."""

    title = "Nơi nhận"

    document_set = short_text(null=False, length=40)
    channel = one_of("dien_tu", "giay", null=False)
    name = short_text(null=False)
    purpose = one_of("b/c", "t/h", "p/h", "để biết")
    expands_to = one_of("truong_thon", "bi_thu_chi_doan")
    position = whole_number()


class Signer(SharedModel):
    """Who signs for the commune, with the lines above the name (R098)."""

    title = "Người ký"
    published = False

    full_name = short_text(null=False, length=50)
    lines = JSONField(null=False)  # ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    valid_from = day(null=False)
    valid_to = day()
