"""XForm text into a form: what is read, and what is named because it cannot be asked."""

import pytest

from desktop.errors import FormProblem
from desktop.surveys.definition import FlawedForm
from desktop.surveys.xform.defining import form_from_xform, read_xform
from desktop.surveys.xform.parsing import LARGEST_XML

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Thử</h:title><model>'
)


def xform(binds: str = "", body: str = "", nodes: str = "<a/>", extra: str = "", itext: str = "") -> str:
    """A small XForm."""
    return (
        f'{HEAD}{itext}<instance><data id="thu" version="7">{nodes}<meta><instanceID/></meta></data></instance>{extra}'
        f"{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    )


ASK_A = '<input ref="/data/a"><label>A</label></input>'


def test_a_small_form():
    form = form_from_xform(xform('<bind nodeset="/data/a" type="int" required="true()"/>', ASK_A))
    assert (form.form_id, form.version, form.title) == ("thu", "7", "Thử")
    assert form.sections[0].label == "Thử"
    assert form.by_name["a"].kind == "integer"
    assert form.by_name["a"].required


def test_questions_before_between_and_after_groups_keep_their_order():
    body = (
        '<input ref="/data/a"><label>A</label></input>'
        '<group ref="/data/g"><label>G</label><input ref="/data/g/b"><label>B</label></input>'
        '<group ref="/data/g/h"><input ref="/data/g/h/c"><label>C</label></input></group>'
        '<input ref="/data/g/d"><label>D</label></input></group>'
        '<input ref="/data/e"><label>E</label></input>'
    )
    form = form_from_xform(xform('<bind nodeset="/data/g" relevant="/data/a = \'1\'"/>', body))
    assert [(section.label, [q.name for q in section.questions]) for section in form.sections] == [
        ("Thử", ["a"]), ("G", ["b"]), ("G", ["c"]), ("G", ["d"]), ("Thử", ["e"]),
    ]  # fmt: skip
    assert form.conditions == {"/data/g": "/data/a = '1'"}


def test_a_group_that_only_holds_groups_gives_its_heading_to_the_first_section_inside():
    body = (
        '<group ref="/data/g"><label>Phần lớn</label>'
        '<group ref="/data/g/h"><label>Một</label><input ref="/data/g/h/c"><label>C</label></input></group>'
        '<group ref="/data/g"><label>Hai</label><input ref="/data/g/b"><label>B</label></input></group></group>'
        '<group ref="/data/x"><label>Trống</label></group><input ref="/data/e"><label>E</label></input>'
    )
    form = form_from_xform(xform("", body))
    assert [(section.above, section.label) for section in form.sections] == [
        (("Phần lớn",), "Một"), ((), "Hai"), ((), "Thử"),
    ]  # fmt: skip


ITEXT = (
    '<itext><translation lang="English (en)"><text id="a"><value form="image">jr://x.png</value><value>Name</value></text>'
    '<text id="m"><value>Wrong</value></text></translation><translation lang="vi" default="true()">'
    '<text id="a"><value>Te\u0302n</value></text><text id="m"><value>Sai</value></text></translation></itext>'
)


@pytest.mark.parametrize(
    ("language", "label", "message"), [("", "Tên", "Sai"), ("English (en)", "Name", "Wrong"), ("x", "Tên", "Sai")]
)
def test_languages(language, label, message):
    bind = '<bind nodeset="/data/a" type="string" constraint=". != \'x\'" jr:constraintMsg="jr:itext(\'m\')"/>'
    body = '<input ref="/data/a"><label ref="jr:itext(\'a\')"/></input>'
    form = form_from_xform(xform(bind, body, itext=ITEXT), language)
    assert form.by_name["a"].label == label
    assert form.by_name["a"].message == message
    assert form.languages == ("English (en)", "vi")


def test_choices_in_place_and_from_a_list():
    body = (
        '<select1 ref="/data/a"><label>A</label><item><label>Có</label><value>co</value></item></select1>'
        '<select ref="/data/b"><label>B</label><itemset nodeset="instance(\'l\')/root/item"><value ref="name"/>'
        '<label ref="label"/></itemset></select>'
        '<select1 ref="/data/c"><label>C</label><itemset nodeset="instance(\'thon\')/root/item"><value ref="name"/>'
        '<label ref="label"/></itemset></select1>'
    )
    extra = (
        '<instance id="l"><root><item><name>x</name><label>Ích</label></item></root></instance>'
        '<instance id="thon" src="jr://file-csv/thon.csv"/>'
    )
    form = form_from_xform(xform("", body, "<a/><b/><c/>", extra))
    assert [(c.value, c.label) for c in form.by_name["a"].choices] == [("co", "Có")]
    assert [(c.value, c.label) for c in form.by_name["b"].choices] == [("x", "Ích")]
    assert form.by_name["b"].kind == "select_multiple"
    assert form.by_name["c"].choices_from == "thon"


def test_notes_calculations_defaults_and_presets():
    binds = (
        '<bind nodeset="/data/a" type="string" readonly="true()"/><bind nodeset="/data/b" type="int"/>'
        '<bind nodeset="/data/t" type="string" calculate="/data/b * 2"/>'
        '<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp"/>'
        '<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>'
    )
    body = ASK_A + '<input ref="/data/b"><label>B</label></input>'
    form = form_from_xform(xform(binds, body, "<a/><b>3</b><t/><start/>"))
    assert {q.name: q.kind for q in form.by_name.values()} == {
        "a": "note", "b": "integer", "t": "calculate", "start": "hidden",
    }  # fmt: skip
    assert form.by_name["b"].default == "3"


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (xform(), "không có câu hỏi nào"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_named(xml, says):
    _, problems = read_xform(xml)
    assert any(says in problem.message for problem in problems)
    assert all(problem.code == "unsupported" and problem.place and problem.advice for problem in problems)
    with pytest.raises(FlawedForm):
        form_from_xform(xml)


def test_a_picture_is_named_and_the_rest_of_the_form_can_be_used():
    body = f'{ASK_A}<upload ref="/data/anh" mediatype="image/*"><label>Ảnh</label></upload>'
    text = xform(body=body, nodes="<a/><anh/>")
    _, problems = read_xform(text)
    assert [(problem.place, problem.code) for problem in problems] == [("Ảnh", "not-asked")]
    assert "chụp ảnh" in problems[0].message
    assert [question.kind for question in form_from_xform(text).questions] == ["text", "file"]


def test_repeats_have_a_name_and_hold_their_sections():
    body = (
        ASK_A + '<group ref="/data/r"><label>Người</label><repeat nodeset="/data/r" jr:count="/data/a">'
        '<input ref="/data/r/a"><label>Tên</label></input>'
        '<group ref="/data/r/s"><repeat nodeset="/data/r/s"><input ref="/data/r/s/a"/></repeat></group>'
        "</repeat></group>"
    )
    form = form_from_xform(xform(body=body, nodes="<a/><r><a/><s><a/></s></r>"))
    assert [(r.name, r.path, r.label, r.count, r.within) for r in form.repeats] == [
        ("r", "/data/r", "Người", "/data/a", ""), ("s", "/data/r/s", "Người", "", "/data/r"),
    ]  # fmt: skip
    assert [(s.repeat, [q.path for q in s.questions]) for s in form.sections] == [
        ("", ["/data/a"]), ("/data/r", ["/data/r/a"]), ("/data/r/s", ["/data/r/s/a"]),
    ]  # fmt: skip
    assert [question.name for question in form.questions] == ["a", "a", "a"], "each is alone in its repeat"


def test_two_questions_of_one_name_are_kept_under_their_paths():
    form = form_from_xform(xform(body=ASK_A + '<input ref="/data/g/a"><label>A2</label></input>'))
    assert [question.name for question in form.questions] == ["a", "g/a"]


def test_values_in_labels_are_an_ellipsis():
    body = '<input ref="/data/a"><label>Chào <output value="/data/a"/> nhé</label></input>'
    assert form_from_xform(xform(body=body)).by_name["a"].label == "Chào … nhé"


LIST = (
    '<instance id="l"><root><item><name>1</name><label>Một</label></item><item><name>2</name></item></root></instance>'
)


def test_a_filtered_list_is_told_whole():
    body = (
        '<select1 ref="/data/a"><label>A</label><itemset nodeset="instance(\'l\')/root/item[name=1]">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    choices = form_from_xform(xform(body=body, extra=LIST)).by_name["a"].choices
    assert [(choice.value, choice.label) for choice in choices] == [("1", "Một"), ("2", "2")]


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ("", "không phải là biểu mẫu"),
        ("<a/>", "thiếu phần head"),
        ("<html><body/></html>", "thiếu phần head"),
        (xform(body=ASK_A)[:-20], "hỏng hoặc bị cắt cụt"),
        (
            xform(nodes="").replace("<instance><data", "<x><data").replace("</data></instance>", "</data></x>"),
            "instance",
        ),
        ('<!DOCTYPE h [<!ENTITY x "y">]>' + xform(body=ASK_A), "khai báo thực thể"),
        (xform(body=ASK_A) + " " * LARGEST_XML, "quá lớn"),
        (xform(body="<group>" * 40 + ASK_A + "</group>" * 40), "quá sâu"),
        (xform(body=ASK_A).replace("Thử", "\x00"), "hỏng hoặc bị cắt cụt"),
    ],
)
def test_what_is_no_form_is_refused(xml, says):
    with pytest.raises(FormProblem, match=says) as caught:
        read_xform(xml)
    assert caught.value.advice
