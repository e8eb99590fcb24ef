"""Says which column of the file is what; every guess can be changed, personal papers cannot be chosen."""

from PySide6.QtWidgets import QWidget

from desktop.models.importing.headings import KIND_TITLES, NAME, NOT_TAKEN, PRIVATE, Layout
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.village.importing.reading import ReadList


class ColumnsDialog(EntryDialog):
    """One field for each column; `layout_chosen` is the answer."""

    def __init__(self, read: ReadList, parent: QWidget) -> None:
        super().__init__(parent.tr("Cột nào là gì?"), "", parent.tr("Dùng các cột này"), parent, width=620)
        self._read = read
        self.layout_chosen: Layout = read.layout
        self.form.column.addWidget(self.form.problems)
        choices = [Choice(code or "-", words) for code, words in KIND_TITLES.items() if code != PRIVATE]
        for column, (title, kind) in enumerate(zip(read.layout.titles, read.layout.kinds, strict=True)):
            if kind == PRIVATE:
                continue
            field = ChoiceField(choices, as_row=False)
            field.show_code(kind or "-")
            first = read.sheet.text(read.layout.first_row, column)
            label = title or self.tr("Cột {number}").format(number=column + 1)
            hint = self.tr("Ví dụ: {text}").format(text=first[:50]) if first.strip() else ""
            self.form.column.addWidget(self.form.field(str(column), label[:60], field, hint=hint))
        self.lay_out()

    def _kinds(self) -> dict[int, str]:
        fields = {int(name): made.editor for name, made in self.form.fields.items()}
        codes = {column: editor.code() for column, editor in fields.items() if isinstance(editor, ChoiceField)}
        return {column: "" if code in (None, "-") else str(code) for column, code in codes.items()}

    def wrongs(self) -> list[Wrong]:
        """One column has the names, and no two columns are the same."""
        kinds = [kind for kind in self._kinds().values() if kind not in (NOT_TAKEN, "number")]
        if NAME not in kinds:
            return [Wrong("", self.tr("Hãy chọn cột nào là họ tên chủ hộ."))]
        twice = {KIND_TITLES[kind] for kind in kinds if kinds.count(kind) > 1}
        return [Wrong("", self.tr("Hai cột cùng là “{words}”.").format(words=", ".join(twice)))] if twice else []

    def save(self) -> None:
        """Keep the answer; nothing is written."""
        kinds = list(self._read.layout.kinds)
        for column, kind in self._kinds().items():
            kinds[column] = kind
        self.layout_chosen = Layout(
            self._read.layout.first_row, tuple(kinds), self._read.layout.titles, self._read.layout.letters
        )
