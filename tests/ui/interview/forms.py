"""Questionnaires for the tests of the interview: XForm text with members, hamlets of a commune, and long ones."""

from datetime import UTC, datetime

from desktop.clock import ScriptedClock
from desktop.surveys.filling import Filling
from tests.surveys.test_xform import xform

CLOCK = ScriptedClock(datetime(2025, 9, 6, 3, tzinfo=UTC))
YES = {"dong_y": "ky"}
_CONSENT = (
    '<select1 ref="/data/dong_y"><label>Hộ có đồng ý không?</label>'
    "<item><label>Ký phiếu</label><value>ky</value></item><item><label>Lời nói</label><value>loi_noi</value></item>"
    "<item><label>Từ chối</label><value>tu_choi</value></item></select1>"
)


def line(path: str, label: str) -> str:
    """A question that is typed."""
    return f'<input ref="/data/{path}"><label>{label}</label></input>'


def bind(path: str, kind: str = "string", **said: str) -> str:
    """What is said of a path."""
    told = "".join(f' {name}="{value}"' for name, value in said.items())
    return f'<bind nodeset="/data/{path}" type="{kind}"{told}/>'


def members(*, counted: bool = False) -> str:
    """Members of a household, added by a person, or as many as the form counts; labels say their names."""
    count = ' jr:count="/data/so"' if counted else ""
    asked = '<input ref="/data/nguoi/tuoi"><label>Tuổi của <output value="../ten"/></label></input>'
    school = '<input ref="/data/nguoi/lop"><label>Học lớp mấy</label></input>'
    body = _CONSENT + line("so", "Số người") + (
        f'<group ref="/data/nguoi"><label>Người</label><repeat nodeset="/data/nguoi"{count}>'
        f"{line('nguoi/ten', 'Tên')}{asked}{school}</repeat></group>{line('y_kien', 'Ý kiến')}"
    )  # fmt: skip
    binds = bind("so", "int", constraint=". &lt; 30") + bind("nguoi/tuoi", "int", required="true()")
    binds += bind("nguoi/lop", "int", relevant="../tuoi &lt; 18")
    return xform(binds, body, "<dong_y/><so/><nguoi><ten/><tuoi/><lop/></nguoi><y_kien/>")


def places(count: int) -> str:
    """Communes with their hamlets: the second list is filtered by the first answer."""
    rows = "".join(f"<item><name>x{at}</name><label>Xóm {at}</label><xa>{at % 3}</xa></item>" for at in range(count))
    communes = "".join(f"<item><label>Xã {at}</label><value>{at}</value></item>" for at in range(3))
    body = _CONSENT + f'<select1 ref="/data/xa"><label>Xã</label>{communes}</select1>'
    body += (
        '<select1 ref="/data/xom"><label>Xóm</label><itemset nodeset="instance(\'xom\')/root/item[xa = /data/xa]">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    source = f'<instance id="xom"><root>{rows}</root></instance>'
    return xform("", body, "<dong_y/><xa/><xom/>", source)


def long(count: int) -> str:
    """Many whole numbers in sections of twenty-five; each is asked when the one before is not 99."""
    groups, binds, nodes = "", "", ""
    for section in range(0, count, 25):
        asked = [f"q{at}" for at in range(section, min(section + 25, count))]
        groups += f"<group><label>Phần {section // 25 + 1}</label>{''.join(line(one, one) for one in asked)}</group>"
        nodes += "".join(f"<{one}/>" for one in asked)
    for at in range(1, count):
        binds += bind(f"q{at}", "int", relevant=f"/data/q{at - 1} != 99")
    return xform(binds + bind("q0", "int"), _CONSENT + groups, f"<dong_y/>{nodes}")


def kinds() -> str:
    """One question of each kind that is typed or pressed, and one that this desk cannot ask."""
    typed = {"so": "decimal", "gio": "time", "luc": "dateTime", "noi": "geopoint", "ma": "barcode", "ngay": "date"}
    choices = "".join(f"<item><label>{code}</label><value>{code}</value></item>" for code in ("a", "b", "c"))
    body = _CONSENT + "".join(line(name, name) for name in typed)
    body += f'<rank xmlns="http://www.opendatakit.org/xforms" ref="/data/thu_tu"><label>Thứ tự</label>{choices}</rank>'
    body += '<trigger ref="/data/xong"><label>Đã đọc</label></trigger>'
    body += '<upload ref="/data/anh" mediatype="image/*"><label>Ảnh</label></upload>'
    binds = "".join(bind(name, kind) for name, kind in typed.items()) + bind("anh", "binary", required="true()")
    return xform(binds, body, "<dong_y/>" + "".join(f"<{name}/>" for name in (*typed, "thu_tu", "xong", "anh")))


def without_consent() -> str:
    """A form whose writer forgot to ask for consent."""
    return xform("", line("a", "A"), "<a/>")


def filling(text: str, **answers: object) -> Filling:
    """A response with these answers."""
    made = Filling(text, CLOCK)
    made.load(answers)
    return made


def bilingual() -> str:
    """Two questions, and one of two choices, in Vietnamese and in Tày; one text is not translated."""
    texts = {"ten": ("Họ tên", "Mìng"), "o": ("Nơi ở", "Tì dú"), "k": ("Ký phiếu", "Ký"), "t": ("Từ chối", "")}
    told = ""
    for at, language in enumerate(("Tiếng Việt (vi)", "Tiếng Tày (tyz)")):
        inner = "".join(f'<text id="{key}"><value>{both[at]}</value></text>' for key, both in texts.items() if both[at])
        told += f'<translation lang="{language}">{inner}</translation>'
    items = "".join(
        f"<item><label ref=\"jr:itext('{key}')\"/><value>{code}</value></item>"
        for key, code in (("k", "ky"), ("t", "tu_choi"))
    )
    body = f'<select1 ref="/data/dong_y"><label>Hộ có đồng ý không?</label>{items}</select1>'
    body += "".join(f'<input ref="/data/{key}"><label ref="jr:itext(\'{key}\')"/></input>' for key in ("ten", "o"))
    return xform("", body, "<dong_y/><ten/><o/>", f"<itext>{told}</itext>")
