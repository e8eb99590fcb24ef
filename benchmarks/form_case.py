"""Made-up questionnaires of a given size, as XForm text: questions in sections, two expressions for five questions.

One answer, to the first question, opens and closes all sections but its own.

Texts and ids follow from the numbers alone; nothing of a real form is in them.
"""

_HEAD = (
    '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Phiếu thử {count}</h:title><model>'
)
_SECTION = 20
#: The question on which every section but its own depends.
GATE = "/data/g0/q0"


def questionnaire(count: int, *, members: bool = False) -> str:
    """A form of `count` questions and 0.4 times as many expressions, with a repeat of household members if asked."""
    nodes, binds, body = [], [], []
    for section in range(0, count, _SECTION):
        numbers = range(section, min(section + _SECTION, count))
        group = f"g{section // _SECTION}"
        nodes.append(f"<{group}>{''.join(f'<q{number}/>' for number in numbers)}</{group}>")
        binds += [_bind(number) for number in numbers]
        if section:
            binds.append(f'<bind nodeset="/data/{group}" relevant="{GATE} != \'khong\'"/>')
        asked = "".join(_control(number) for number in numbers)
        body.append(f'<group ref="/data/{group}"><label>Phần {section // _SECTION + 1}</label>{asked}</group>')
    if members:
        nodes.append("<m jr:template=''><ten/><tuoi/><lon/></m><tong/>")
        binds.append(_MEMBER_BINDS)
        body.append(_MEMBERS)
    data = f'<data id="thu{count}" version="1">{"".join(nodes)}<meta><instanceID/></meta></data>'
    model = f"{_HEAD.format(count=count)}<instance>{data}</instance>{''.join(binds)}</model></h:head>"
    return f"{model}<h:body>{''.join(body)}</h:body></h:html>"


def path(number: int) -> str:
    """Where a question stands."""
    return f"/data/g{number // _SECTION}/q{number}"


def _bind(number: int) -> str:
    kind = "string" if number % 5 == 0 else "int"
    return f'<bind nodeset="{path(number)}" type="{kind}"{_said(number)}/>'


def _said(number: int) -> str:
    """Of five questions one has a condition or a constraint each; some are calculated from all of their section."""
    before = path(max(number - 1, 0))
    if number % _SECTION == 19:
        terms = " + ".join(f"coalesce({path(other)}, 0)" for other in range(number - 8, number, 2))
        return f' calculate="{terms}" readonly="true()"'
    if number % 5 == 1:
        return f" relevant=\"{before} != '' and not(selected({before}, 'khong'))\""
    if number % 5 == 3:
        return f' constraint=". &gt;= 0 and . &lt;= 100 + {number % 7}"'
    return ""


def _control(number: int) -> str:
    label = f"<label>Câu hỏi số {number + 1}</label>"
    if number % 5 == 0:
        items = "".join(
            f"<item><label>Mục {code}</label><value>{code}</value></item>" for code in ("co", "khong", "khac")
        )
        return f'<select1 ref="{path(number)}">{label}{items}</select1>'
    return f'<input ref="{path(number)}">{label}</input>'


_MEMBER_BINDS = (
    '<bind nodeset="/data/m/ten" type="string"/><bind nodeset="/data/m/tuoi" type="int"/>'
    '<bind nodeset="/data/m/lon" type="int" calculate="if( ../tuoi &gt;= 18, 1, 0)"/>'
    '<bind nodeset="/data/tong" type="int" calculate="sum(/data/m/lon) + count(/data/m)"/>'
)
_MEMBERS = (
    '<group ref="/data/m"><label>Người</label><repeat nodeset="/data/m">'
    '<input ref="/data/m/ten"><label>Tên</label></input><input ref="/data/m/tuoi"><label>Tuổi</label></input>'
    "</repeat></group>"
)
