"""Texts that one language of the form has and another lacks; told once for a language and a kind of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.surveys.lint.book import Book
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import Look
from desktop.surveys.xform.model import Control, Translation, Words

_KINDS = {
    "label": "câu hỏi hoặc nhóm", "hint": "gợi ý", "choice": "mục lựa chọn",
    "constraint_message": "lời báo khi trả lời sai", "required_message": "lời nhắc câu bắt buộc",
}  # fmt: skip


@dataclass
class _Missing:
    """What a language lacks of one kind: how many, and where the first stands."""

    count: int = 0
    first: str = ""
    where: str = ""
    ids: set[str] = field(default_factory=set)


def missing_translations(look: Look, book: Book | None) -> Iterator[Finding]:
    """Languages that lack what another language has."""
    languages = look.form.languages
    if len(languages) < 2:
        return
    lacks: dict[tuple[str, str], _Missing] = {}
    for kind, path, text_id in _texts(look):
        if text_id and any(_said(languages[language], text_id) for language in languages):
            for language in languages:
                if not _said(languages[language], text_id):
                    _note(lacks.setdefault((language, kind), _Missing()), path, text_id, languages)
    for (language, kind), missing in lacks.items():
        yield _finding(language, kind, missing, book)


def _note(missing: _Missing, path: str, text_id: str, languages: Mapping[str, Translation]) -> None:
    """Count one text that is missing."""
    if text_id in missing.ids:
        return
    missing.ids.add(text_id)
    missing.count += 1
    if missing.count == 1:
        missing.where = path
        missing.first = next(said for one in languages.values() if (said := _said(one, text_id)))


def _finding(language: str, kind: str, missing: _Missing, book: Book | None) -> Finding:
    """What to say of it."""
    sheet = "choices" if kind == "choice" else "survey"
    column = "label" if kind == "choice" else kind
    name = language or "mặc định"
    return Finding(
        "no-translation",
        f"Ngôn ngữ “{name}” thiếu {missing.count} {_KINDS[kind]}, đầu tiên là “{missing.first[:50]}”.",
        f"Hãy điền cột {column}::{language}.", "" if sheet == "choices" and book else missing.where, column,
        sheet=sheet, row=_choice_row(book, missing.first) if book and sheet == "choices" else 0,
    )  # fmt: skip


def _choice_row(book: Book, label: str) -> int:
    """The row of the choice that has this label, 0 when none has it."""
    rows = enumerate(book.choices.rows, start=2)
    return next((at for at, row in rows if label in (value.strip() for value in row.values() if value)), 0)


def _texts(look: Look) -> Iterator[tuple[str, str, str]]:
    """Every text with an id: its kind, whose it is, the id."""
    for control in look.form.controls:
        yield "label", control.path, control.label.text_id
        yield "hint", control.path, control.hint.text_id
        yield from (("choice", control.path, text_id) for text_id in _of_choices(look, control))
    for path, bind in look.form.binds.items():
        yield "constraint_message", path, bind.constraint_message.text_id
        yield "required_message", path, bind.required_message.text_id


def _of_choices(look: Look, control: Control) -> Iterator[str]:
    """The ids of a question's choices."""
    yield from (item.label.text_id for item in control.items)
    itemset = control.itemset
    if itemset is None or not itemset.label.startswith("jr:itext("):
        return
    name = itemset.nodeset.partition("instance('")[2].partition("'")[0]
    source = look.form.sources.get(name)
    cell = itemset.label[9:-1].strip()
    for top in source.content.children if source and source.content else ():
        for row in top.children:
            yield from (one.text().strip() for one in row.children if one.name == cell)


def _said(translation: Translation, text_id: str) -> str:
    """A text in one language, "" when it has none; pyxform writes "-" for what is missing."""
    forms = translation.get(text_id, {})
    said = _flat(forms.get("", forms.get("long", ())))
    return "" if said == "-" else said


def _flat(words: Words) -> str:
    """Words on one line."""
    return " ".join("".join(piece if isinstance(piece, str) else "…" for piece in words).split())
