"""Makers for tests of exports: a form with every kind of question and a repeat inside a repeat, and its responses."""

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from desktop.surveys.definition import Form, Repeat
from desktop.surveys.exports.responses import Source
from desktop.surveys.exports.rows import Exported
from tests.surveys.form_makers import MEMBER, REFUSED, UNKNOWN, form, member, question, text

WORK = Repeat("viec", f"{MEMBER}/viec", "Việc làm", within=MEMBER)
FORM = form(
    question("ten", "text", personal="C"),
    question("ghi_chu", "text"),
    question("so_nk", "integer"),
    question("dien_tich", "decimal"),
    question("ngay", "date"),
    question("gio", "time"),
    question("luc", "datetime"),
    question("song", "select_one", "tot=Sóng tốt", "yeu=Sóng yếu"),
    question("ket_noi", "select_multiple", "cap=Cáp", "di_dong=Di động"),
    question("vi_tri", "geopoint", personal="N"),
    question("loi_chao", "note"),
    question("ho_ten", "text", repeat=MEMBER, personal="C"),
    question("tuoi", "integer", repeat=MEMBER),
    question("ten_viec", "select_one", "ruong=Ruộng", "rung=Rừng", repeat=WORK.path),
    repeats=(member(), WORK),
)
FULL: dict[str, Any] = {
    "ten": "Nông Văn Thử",
    "ghi_chu": "Nhà xa\nđường “đất”, =1",
    "so_nk": 0,
    "dien_tich": 1.5,
    "ngay": "2025-07-10",
    "gio": "08:30:00.000+07:00",
    "luc": "2025-07-10T08:30:00.000+07:00",
    "song": "yeu",
    "ket_noi": ["di_dong", "cap"],
    "vi_tri": "22.1 105.8 0 0",
    "member": [
        {"ho_ten": "Lý Thị Thử", "tuoi": 40, "viec": [{"ten_viec": "rung"}, {"ten_viec": REFUSED}]},
        {"tuoi": UNKNOWN},
    ],
}


def response(answers: Any, key: str = "r1", version: str = "1", **values: Any) -> Exported:
    """A response of Nà Quang's first household."""
    given = {"household": "02107-01-001", "village": "02107-01", "round": "đợt 1", "form_id": "thu", "on": "2025-07-10"}
    return Exported(key=key, form_version=version, answers=text(answers), **{**given, **values})


def source(*answers: Any, made: Form | Sequence[Form] = FORM) -> Source:
    """Responses r1, r2... with these answers, or made already."""
    forms = [made] if isinstance(made, Form) else list(made)
    listed = [
        one if isinstance(one, Exported) else response(one, f"r{number}") for number, one in enumerate(answers, start=1)
    ]

    def responses() -> Iterator[Exported]:
        return iter(listed)

    return Source({one.version: one for one in forms}, responses)


#: Texts that people and attackers type: marks, formulas, line breaks, tones, letters beyond the first plane.
TEXTS = st.text(st.sampled_from("=+-@'\t\n \"<>&;,aZ9_xđạữêỸ\U0001f600"), min_size=1, max_size=12) | st.sampled_from(
    ["#khong_biet", "'#khong_tra_loi", "_x0041_", "=cmd|' /C calc'!A0", "-98", "http://a.b/c"]
)
REASONS = st.sampled_from([REFUSED, UNKNOWN])


@st.composite
def answers_objects(draw: st.DrawFn) -> dict[str, Any]:
    """Answers of the right types to some questions of `FORM`."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "ten": TEXTS,
        "ghi_chu": TEXTS,
        "so_nk": st.integers(-(2**31), 2**31 - 1),
        "dien_tich": st.floats(-1e9, 1e9) | st.integers(-99, 99),
        "ngay": st.dates().map(str),
        "song": st.sampled_from(["tot", "yeu", "la"]),
        "ket_noi": st.lists(st.sampled_from(["cap", "di_dong"]), min_size=1, unique=True),
    }
    given = draw(st.fixed_dictionaries({}, optional={name: kind | REASONS for name, kind in kinds.items()}))
    ages = draw(st.lists(st.integers(0, 120) | REASONS, max_size=2))
    return {**given, **({"member": [{"tuoi": age} for age in ages]} if ages else {})}
