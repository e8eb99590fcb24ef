"""Commitments of sellers: written by keyboard, listed, printed with a line in the log, sellers first."""

from PySide6.QtTest import QTest

from desktop.models.commitments import CommitmentRow, commitment_facts, commitments_listed, sellers
from desktop.reports.catalogue import commitment_pdf
from desktop.ui.desk import Desk
from desktop.ui.village.commitments_page import CommitmentDialog, CommitmentsPage
from desktop.ui.window import DeskWindow
from tests.reports.reading import flat_text
from tests.ui.village.acting import count


def _page(window: DeskWindow) -> CommitmentsPage:
    window.open_room("commitments")
    page = window.page("commitments")
    assert isinstance(page, CommitmentsPage)
    return page


def test_a_commitment_is_written_listed_and_printed(desk_and_window: tuple[Desk, DeskWindow], answering):
    desk, window = desk_and_window
    page = _page(window)
    before = count(desk, "commitment")
    household = desk.store.rows("SELECT id, head_name FROM household WHERE NOT deleted ORDER BY code")[0]

    def fill(dialog: CommitmentDialog) -> None:
        dialog.try_to_save()
        assert "Chưa ghi sản phẩm" in dialog.form.fields["product"].problem
        dialog.household.setText(household[1])
        dialog.household.show_option(dialog._find(household[1])[0])
        dialog.product.setText("Miến dong")
        dialog.paper.show_code("1")
        dialog.try_to_save()

    answering(CommitmentDialog, fill)
    page.add()
    assert count(desk, "commitment") == before + 1
    (row,) = [one for one in commitments_listed(desk.store) if one.product == "Miến dong"]
    assert (row.paper_signed, row.ended_on, row.signed_on) == (True, None, desk.day)
    page.print_chosen()
    assert page.paper is not None
    for _ in range(400):
        if page.paper.paper.pages:
            break
        QTest.qWait(20)
    assert page.paper.paper.pages == 1
    log = "SELECT act, records FROM access_log WHERE what = 'commitments'"
    assert desk.store.rows(log) == [("printed", 1)]
    text = flat_text(commitment_pdf(commitment_facts(desk.store, row)))
    assert isinstance(row, CommitmentRow)
    for told in ("BẢN CAM KẾT", "Miến dong", row.head_name, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert told in text
    assert "Miến dong" not in flat_text(commitment_pdf(commitment_facts(desk.store, None)))


def test_who_did_not_agree_is_not_suggested(desk_and_window: tuple[Desk, DeskWindow]):
    desk, _ = desk_and_window
    agreed = {home for (home,) in desk.store.rows("SELECT household_id FROM consent WHERE answer IN ('ky', 'loi_noi')")}
    assert sellers(desk.store)
    assert sellers(desk.store) <= agreed
