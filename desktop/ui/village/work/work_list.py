"""What the lists of this room share: search, filters, one dialog to add, change and delete."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.models import village_queries as queries
from desktop.models.journal import VILLAGE
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.work.kept_dialog import NEW, KeptDialog


class WorkList(ListPage):
    """Subclasses say what the rows are, which filters there are, and which dialog opens; rows have an `id`.

    `banner` is what was done last.
    """

    kinds: ClassVar[tuple[str, ...]]  # what is typed in the list's dialogs is kept under these
    tables: ClassVar[frozenset[str]]

    def __init__(self, desk: Desk, title: str, prompt: str, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(title, prompt, act=act, keys_hint=self.tr("Enter mở, Ctrl+N ghi mới"), parent=parent)
        self._desk = desk
        self.banner: Banner | None = None
        self.source: Listed[Any] = self.make_source()
        self.show_rows(RowsModel(self.source), self.count_words)
        self.searched.connect(self._search)
        self.filtered.connect(self._narrow)
        self.opened.connect(self.open_row)
        keep_fresh(self, desk, self.tables, self.refresh)

    # --- what each list says for itself ---

    def make_source(self) -> Listed[Any]:
        """Columns, search, filters and orders."""
        raise NotImplementedError

    def read_rows(self) -> Sequence[Any]:
        """The rows as they are in the store now."""
        raise NotImplementedError

    def filters(self) -> Sequence[tuple[str, str]]:
        """Keys and words of the filters, all rows first."""
        raise NotImplementedError

    def subtitle_words(self) -> str:
        """What stands under the title."""
        return ""

    def dialog(self, row: Any) -> KeptDialog:  # noqa: ANN401 - a row of the subclass
        """The dialog of a row; of a new one with None."""
        raise NotImplementedError

    def saved_words(self) -> str:
        """What is said once a record was written."""
        return self.tr("Đã lưu.")

    # --- the list ---

    @property
    def village_id(self) -> str:
        """The desk's own village."""
        return self._desk.store.setting(VILLAGE) or ""

    def count_words(self, count: int) -> str:
        """How many rows are shown out of how many."""
        total = format_count(self.source.total)
        return self.tr("{count} trong {total} dòng").format(count=format_count(count), total=total)

    def refresh(self) -> None:
        """Read again and keep the chosen row."""
        chosen = self.view.chosen_row()
        self.source.take(self.read_rows())
        filters = [Filter(key, words, self.source.count_of(key)) for key, words in self.filters()]
        self.show_filters(filters, self.source.filter)
        self.rows_changed()
        self.show_subtitle(self.subtitle_words())
        if chosen is not None:
            self.choose(getattr(chosen, "id", ""))
        if self.banner is None:
            self.offer_typed()

    def choose(self, record: str) -> None:
        """Choose a record in the list, where it is shown."""
        rows = self.source.rows(0, self.source.count())
        place = next((at for at, row in enumerate(rows) if row.id == record), None)
        model = self.view.rows_model()
        if place is not None and model:
            self.view.setCurrentIndex(model.index(place, 0))

    def _search(self, text: str) -> None:
        self.source.search(text)
        self.rows_changed()

    def _narrow(self, key: str) -> None:
        self.source.narrow_to(key)
        self.rows_changed()

    def show_only(self, key: str) -> None:
        """Keep only the rows of a filter, as when it is pressed."""
        self.source.narrow_to(key)
        self.refresh()

    # --- acts ---

    def add(self) -> None:
        """Write down a new one."""
        self._run(self.dialog(None))

    def open_row(self, row: object) -> None:
        """Open a row to read or change it."""
        self._run(self.dialog(row))

    def _run(self, dialog: KeptDialog) -> None:
        saved = dialog.exec()
        record, deleted = dialog.record, dialog.deleted
        dialog.deleteLater()
        self.say(Banner(Tone.GOOD, self.saved_words()) if saved else None)
        if deleted:  # the window tells it, with the way back
            self.refresh()
        elif saved:
            self.refresh()
            self.choose(record)
        self.arrive()

    def say(self, banner: Banner | None) -> None:
        """Say what was done last, or nothing any more."""
        self.banner = replace_banner(self.body, self.banner, banner)

    def offer_typed(self) -> None:
        """A form that was being typed when the computer went off is offered again."""
        rows = {row.id: row for row in self.source.rows(0, self.source.count())}
        for kind in self.kinds:
            for kept in queries.typed(self._desk.store, f"{kind}:"):
                if kept == NEW or kept in rows:
                    again = Act(self.tr("Ghi tiếp"), partial(self.resume, kind, rows.get(kept)), "pencil-outline")
                    self.say(Banner(Tone.INFO, self.tr("Có một mục bác đang ghi dở, chưa lưu."), "", again))
                    return

    def resume(self, _kind: str, row: Any) -> None:  # noqa: ANN401 - a row of the subclass
        """Go on with a form that was being typed."""
        self.say(None)
        self._run(self.dialog(row))
