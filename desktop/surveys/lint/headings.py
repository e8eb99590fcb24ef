"""Headings that pyxform passes over in silence because they are misspelt."""

from collections.abc import Iterator

from desktop.surveys.lint.book import Book, column_of
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.nearness import nearest

_MEDIA = frozenset({"image", "big-image", "audio", "video", "media"})
_SURVEY = _MEDIA | {
    "type", "name", "label", "hint", "guidance_hint", "relevant", "required", "required_message", "read_only",
    "constraint", "constraint_message", "calculation", "default", "appearance", "choice_filter", "repeat_count",
    "parameters", "trigger", "save_to", "rows", "autoplay", "body", "bind", "control", "instance", "note", "disabled",
    "compact_tag", "hxl", "intent", "no_app_error_string", "noapperrorstring", "sms_field", "sms_option",
    "sms_separator", "query", "accuracythreshold", "preload", "preloadparams", "saveincomplete", "short_label",
    "entity", "comment", "comments", "notes",
}  # fmt: skip
_CHOICES = _MEDIA | {"list_name", "name", "label", "geometry", "sms_option", "order", "short_label", "filter"}
_SETTINGS = frozenset(
    {
        "form_title", "form_id", "version", "default_language", "public_key", "submission_url", "instance_name",
        "style", "auto_send", "auto_delete", "allow_choice_duplicates", "title", "id_string", "namespaces",
        "attribute", "name", "client_editable", "clean_text_values", "prefix", "delimiter", "set_form_title",
        "set_form_id", "omit_instanceid", "sms_keyword", "sms_separator", "sms_allow_media", "sms_date_format",
        "sms_datetime_format", "sms_response", "instance_xmlns", "flat", "add_none_option", "id", "language", "note",
        "comment",
    }
)  # fmt: skip
_KNOWN = {"survey": _SURVEY, "choices": _CHOICES, "settings": _SETTINGS}


def misspelt_headings(book: Book, texts: tuple[str, ...]) -> Iterator[Finding]:
    """Headings close to a known one; a column of choices that some expression reads is the officer's own."""
    for sheet, known in _KNOWN.items():
        headings = book.sheets[sheet].headings if sheet in book.sheets else ()
        for heading in headings:
            column = column_of(heading)
            if column in known or (sheet == "choices" and any(heading in text for text in texts)):
                continue
            meant = nearest(column, known)
            if meant:
                yield Finding(
                    "misspelt-heading", f"Cột “{heading}” không được dùng vì tên cột lạ.",
                    f"Có phải là “{heading.lower().replace(column, meant) if column in heading.lower() else meant}”?",
                    sheet=sheet, row=1, column=column,
                )  # fmt: skip
