"""What the household is told before the first question, and how it says yes or no (Luật 91/2025/QH15 Điều 9).

The words name the purpose, the data, who is in charge and the rights; silence is not consent. Nothing is preselected.
"""

from desktop.models.questionnaire_facts import ConsentWords, PrintedChoice
from desktop.surveys.paper.numbering import CONSENT, Numbering, listed

_MOST_NAMED = 12
_CHOICES = (("ky", "Đồng ý, đã ký phiếu"), ("loi_noi", "Đồng ý bằng lời nói"), ("tu_choi", "Không đồng ý"))
_RIGHTS = (
    "Hộ có quyền không đồng ý, không trả lời câu nào mình không muốn; xem, sửa, xóa thông tin hoặc rút lại đồng ý bất "
    "cứ lúc nào; khiếu nại. Chỉ cần báo Tổ trưởng hoặc UBND xã. Im lặng không phải là đồng ý."
)


def consent_words(numbering: Numbering, title: str, commune: str, said: str = "", witness: str = "") -> ConsentWords:
    """The words for a form; `said` is what a household answered ("ky", "loi_noi", "tu_choi", "" on a blank form)."""
    question = next((one for one in numbering.form.questions if one.name == CONSENT), None)
    number = numbering.numbers.get(question.path, "") if question else ""
    purpose = (
        f"Tổ Công nghệ số cộng đồng hỏi theo phiếu “{title}” để biết hộ cần giúp gì và để xã tổng hợp số liệu; "
        f"không dùng vào việc khác. UBND {_commune(commune)} chịu trách nhiệm về thông tin, Tổ ghi thay xã."
    )
    choices = () if number else tuple(
        PrintedChoice(str(at), label, "x" if value == said else "")
        for at, (value, label) in enumerate(_CHOICES, start=1)
    )  # fmt: skip
    return ConsentWords((purpose, *_data(numbering), _RIGHTS), number, choices, witness)


def _commune(name: str) -> str:
    return f"xã {name}" if name else "xã"


def _data(numbering: Numbering) -> tuple[str, ...]:
    """Which questions ask for personal data, where the form says so."""
    personal = [
        numbering.numbers[question.path]
        for question in numbering.form.questions
        if question.personal in ("C", "N")
        and question.path in numbering.numbers
        and question.name != CONSENT
        and not question.choices_from
    ]
    if not personal:
        return ()
    if len(personal) > _MOST_NAMED:
        personal = [*personal[:_MOST_NAMED], "các câu khác cùng loại"]
    return (f"Thông tin về cá nhân, hộ gia đình được hỏi ở câu {listed(personal, 'và')}.",)
