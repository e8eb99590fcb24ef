"""The two first starts: a village's desk and a commune's first desk. What is asked, in the words of the trade."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.clock import Clock
from desktop.errors import TosoError
from desktop.models import catalogues
from desktop.models.commune_codes import commune_problem
from desktop.models.setup import COMMUNE_NAME, HOLDER, PROVINCE
from desktop.surveys.bringing import shipped_form
from desktop.sync import passphrases
from desktop.sync.beginning import begin_commune, begin_village, commune_on
from desktop.ui.acts import Act
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.first.step import Step
from desktop.ui.first.wizard import Answers, Wizard
from desktop.ui.lock.pin_dialog import new_pin_wrongs, pin_line
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.secret_line import SecretLine, letters_tick
from desktop.ui.sticks import FindSticks, find_sticks

VILLAGE, COMMUNE = "village", "commune"


def tr(text: str) -> str:
    """In the person's language."""
    return QCoreApplication.translate("FirstStart", text)


def village_wizard(
    home: Path, kept: KeptAnswers, parent: QWidget | None = None,
    *, sticks: FindSticks = find_sticks, clock: Clock | None = None,
) -> Wizard:  # fmt: skip
    """The first start of a village's laptop, which makes its home at `home`."""

    def make(answers: Answers) -> None:
        begin_village(
            home, clock, name=answers["village"], commune_code=answers["code"], device=_device(answers),
            form=shipped_form()[0], pin=answers["new"], settings=_said(answers),
        )  # fmt: skip

    firsts = [
        ("households", tr("Thêm hộ dân, hoặc nhập từ Excel"), "home-plus-outline"),
        ("team", tr("Lập danh sách Tổ"), "account-group"),
        ("sending", tr("Xin xã ghi danh máy này"), "usb-flash-drive-outline"),
    ]
    steps = [_commune_step(sticks), _village_step(), _person_step(tr("Tổ trưởng")), _pin_step()]
    return Wizard(VILLAGE, tr("Tạo sổ cho thôn"), steps, _village_summary, make, firsts, kept, parent)


def commune_wizard(
    home: Path, kept: KeptAnswers, parent: QWidget | None = None, *, clock: Clock | None = None
) -> Wizard:
    """The first start of the commune's first desk, which makes its home at `home`."""

    def make(answers: Answers) -> None:
        form, workbook = shipped_form()
        begin_commune(
            home, clock, profile=_profile(answers), device=_device(answers), form=form, workbook=workbook,
            passphrase=answers["key"], pin=answers["new"], settings=_said(answers),
        )  # fmt: skip

    firsts = [
        ("lists", tr("Ghi các thôn của xã"), "home-group"),
        ("enrolment", tr("Ghi danh máy của các thôn"), "laptop"),
        ("today", tr("Xem trang Hôm nay"), "weather-sunny"),
    ]
    steps = [_commune_step(None), _person_step(tr("cán bộ xã")), _key_step(), _pin_step()]
    return Wizard(COMMUNE, tr("Tạo sổ cho xã"), steps, _commune_summary, make, firsts, kept, parent)


def _profile(answers: Answers) -> dict[str, str]:
    """The plan's profile with this commune's name and province wherever those of the plan's commune stand."""
    plan = catalogues.commune_profile()
    own = {"name": answers["commune"], "province": answers["province"], "code": answers["code"]}
    told = {
        field: str(text)
        .replace(f"xã {plan['name']}", f"xã {own['name']}")
        .replace(f"tỉnh {plan['province']}", f"tỉnh {own['province']}")
        for field, text in plan.items()
    }
    return {**told, **own, "place": own["name"]}


def _device(answers: Answers) -> str:
    """What the laptop is called where others see it: by the office, never by the person's name."""
    return f"Máy của {answers['role']}"


def _said(answers: Answers) -> dict[str, str]:
    return {HOLDER: answers["holder"], COMMUNE_NAME: answers["commune"], PROVINCE: answers["province"]}


# --- pages ---


def _commune_step(sticks: FindSticks | None) -> Step:
    def judge(answers: Answers) -> list[Wrong]:
        found = commune_problem(answers["commune"], answers["province"], answers["code"])
        return [Wrong(*found)] if found else []

    step = Step(tr("Xã nào?"), tr("Ghi như trên dấu của xã hiện nay. Mã xã phải giống trên máy của xã."), judge)
    name = step.ask("commune", tr("Tên xã"), hint=tr("Không cần ghi chữ “xã”"))
    province = step.ask("province", tr("Tỉnh"))
    code = step.ask("code", tr("Mã xã"), hint=tr("5 chữ số; không nhớ thì hỏi cán bộ xã"))

    def offer(told: str, told_name: str, told_code: str, told_province: str = "") -> None:
        def fill() -> None:
            name.setText(told_name)
            code.setText(told_code)
            province.setText(told_province or province.text())
            step.keep()
            (province if not province.text() else code).setFocus()

        button = ActButton(Act(told, fill, "pencil-outline"))
        button.setAutoDefault(False)
        step.put(button)

    plan = catalogues.commune_profile()
    told = tr("Điền: xã {name}, tỉnh {province}, mã {code}").format(**plan)
    offer(told, str(plan["name"]), str(plan["code"]), str(plan["province"]))
    found = next((one for stick in (sticks() if sticks else ()) if (one := commune_on(stick.path))), None)
    if found and found[1] != plan["code"]:
        told = tr("Điền theo tệp của xã trên USB: xã {name}, mã {code}")
        offer(told.format(name=found[0], code=found[1]), *found)
    return step


def _village_step() -> Step:
    def judge(answers: Answers) -> list[Wrong]:
        return [] if answers["village"] else [Wrong("village", tr("Hãy ghi tên thôn."))]

    step = Step(tr("Thôn nào?"), tr("Mã thôn do xã cấp khi ghi danh, bây giờ chưa cần."), judge)
    step.ask("village", tr("Tên thôn"), hint=tr("Không cần ghi chữ “thôn”, ví dụ: Nà Quang"))
    return step


def _person_step(role: str) -> Step:
    def judge(answers: Answers) -> list[Wrong]:
        missing = (("holder", tr("Hãy ghi họ và tên.")), ("role", tr("Hãy ghi chức danh.")))
        return [Wrong(name, told) for name, told in missing if not answers[name]]

    told = tr("Tên in trên phiếu ghi danh và chỉ lưu ở máy này. Nơi khác chỉ thấy “Máy của” và chức danh.")
    step = Step(tr("Ai dùng máy này?"), told, judge)
    step.ask("holder", tr("Họ và tên"))
    step.ask("role", tr("Chức danh"), role)
    return step


def _pin_step() -> Step:
    def judge(answers: Answers) -> list[Wrong]:
        return new_pin_wrongs(answers["new"], answers["again"], may_be_empty=True)

    told = tr(
        "Nên đặt. Vắng người 10 phút, máy che màn hình và hỏi mã này. "
        "Mã PIN không mã hóa sổ: ai lấy được ổ đĩa vẫn đọc được. Quên mã thì vẫn lấy lại được sổ."
    )
    step = Step(tr("Đặt mã PIN?"), told, judge)
    step.ask_secret("new", tr("Mã PIN"), pin_line(), hint=tr("4 đến 12 chữ số; để trống là chưa đặt"))
    step.ask_secret("again", tr("Gõ lại lần nữa"), pin_line())
    return step


def _key_step() -> Step:
    def judge(answers: Answers) -> list[Wrong]:
        try:
            passphrases.check(answers["key"])
        except TosoError as error:
            return [Wrong("key", f"{error.message} {error.advice}")]
        same = answers["key"] == answers["key_again"]
        return [] if same else [Wrong("key_again", tr("Hai lần gõ không giống nhau. Hãy gõ lại."))]

    told = tr(
        "Khóa của xã ký mọi ghi danh và gói gửi thôn. Không ai giữ hộ mật khẩu này: "
        "ghi ra giấy, niêm phong, cất trong tủ có khóa."
    )
    step = Step(tr("Mật khẩu cho khóa của xã"), told, judge)
    first, again = SecretLine(), SecretLine()
    step.ask_secret("key", tr("Mật khẩu"), first, hint=tr("Ít nhất 8 ký tự; ba bốn từ dễ nhớ"), required=True)
    step.ask_secret("key_again", tr("Gõ lại lần nữa"), again, required=True)
    step.put(letters_tick([first, again]))
    return step


# --- summary ---


def _village_summary(answers: Answers) -> list[tuple[str, str]]:
    return [(tr("Thôn"), answers["village"]), *_commune_summary(answers)]


def _commune_summary(answers: Answers) -> list[tuple[str, str]]:
    commune = tr("{commune}, tỉnh {province}, mã {code}").format(**answers)
    pin = tr("Có, tự khóa sau 10 phút") if answers["new"] else tr("Chưa đặt; đặt sau trong Cài đặt")
    return [
        (tr("Xã"), commune),
        (tr("Người dùng máy"), f"{answers['holder']}, {answers['role']}"),
        (tr("Máy này được gọi là"), _device(answers)),
        (tr("Mã PIN"), pin),
    ]
