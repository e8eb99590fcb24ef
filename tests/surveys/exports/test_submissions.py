"""ODK submissions: the form's own shape, one file a response, and JavaRosa, the engine of Collect, takes them in."""

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
import pyxform
from hypothesis import given

from desktop.surveys.exports.responses import Source, export
from desktop.surveys.exports.submissions import MISSING, OPENROSA, Submissions
from desktop.surveys.xform.defining import read_xform
from desktop.text import nfc
from tests.surveys.exports.export_makers import FORM, answers_objects, response
from tests.surveys.form_makers import REFUSED, UNKNOWN

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:t="urn:toso:form">
<h:head><h:title>Phiếu thử</h:title><model><instance>
<data id="thu" version="1"><A><ten/><so_nk/></A><ket_noi/><ngay/><dien_tich/>
<member jr:template=""><tuoi/><viec jr:template=""><ten_viec/></viec></member>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/A/ten" type="string" t:personal="C"/><bind nodeset="/data/A/so_nk" type="int"/>
<bind nodeset="/data/ket_noi" type="string"/><bind nodeset="/data/ngay" type="date"/>
<bind nodeset="/data/dien_tich" type="decimal"/><bind nodeset="/data/member/tuoi" type="int"/>
<bind nodeset="/data/member/viec/ten_viec" type="string"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/></model></h:head>
<h:body><group ref="/data/A"><label>A</label><input ref="/data/A/ten"><label>Tên</label></input>
<input ref="/data/A/so_nk"><label>Số người</label></input></group>
<select ref="/data/ket_noi"><label>Kết nối</label><item><label>Cáp</label><value>cap</value></item>
<item><label>Di động</label><value>di_dong</value></item></select>
<input ref="/data/ngay"><label>Ngày</label></input><input ref="/data/dien_tich"><label>Diện tích</label></input>
<group ref="/data/member"><label>Thành viên</label><repeat nodeset="/data/member">
<input ref="/data/member/tuoi"><label>Tuổi</label></input>
<group ref="/data/member/viec"><label>Việc</label><repeat nodeset="/data/member/viec">
<input ref="/data/member/viec/ten_viec"><label>Việc gì</label></input></repeat></group></repeat></group>
</h:body></h:html>"""
ANSWERS: dict[str, Any] = {
    "ten": "Nông Văn Thử & con <hai>",
    "so_nk": 2,
    "ket_noi": ["cap", "di_dong"],
    "ngay": "2025-07-10",
    "dien_tich": 1.5,
    "member": [{"tuoi": 40, "viec": [{"ten_viec": "rừng"}, {"ten_viec": "ruộng"}]}, {"tuoi": REFUSED}, {"tuoi": 7}],
}


def made(folder: Path, *answers: Any, **values: Any) -> Path:
    """The unpacked archive of these answers."""
    form, _ = read_xform(XFORM)
    listed = [response(one, f"r{number}") for number, one in enumerate(answers, start=1)]
    export(Source({"1": form}, lambda: iter(listed), {"1": XFORM}), folder / "a.zip", "odk", **values)
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(folder / "odk")
    return folder / "odk"


def test_a_submission_has_the_forms_shape_its_id_and_version(tmp_path: Path) -> None:
    root = fromstring((made(tmp_path, ANSWERS, personal=True) / "instances/uuidr1/submission.xml").read_text("utf-8"))
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "thu", "1")
    assert [child.tag for child in root] == [
        "A", "ket_noi", "ngay", "dien_tich", "member", "member", "member", f"{{{OPENROSA}}}meta",
    ]  # fmt: skip
    assert root.findtext(f"{{{OPENROSA}}}meta/{{{OPENROSA}}}instanceID") == "uuid:r1"
    assert (root.findtext("A/ten"), root.findtext("ket_noi")) == ("Nông Văn Thử & con <hai>", "cap di_dong")
    assert [one.findtext("tuoi") for one in root.findall("member")] == ["40", "", "7"]
    assert [one.text for one in root.findall("member/viec/ten_viec")] == ["rừng", "ruộng"]
    refused = root.findall("member/tuoi")[1]
    assert refused.get(f"{{{MISSING}}}missing") == "refused"


def test_the_definition_lies_beside_and_personal_answers_do_not(tmp_path: Path) -> None:
    folder = made(tmp_path, ANSWERS, {})
    assert (folder / "forms/1.xml").read_text("utf-8") == XFORM
    root = fromstring((folder / "instances/uuidr1/submission.xml").read_text("utf-8"))
    assert root.find("A/ten") is None
    assert root.findtext("A/so_nk") == "2"
    assert sorted(path.name for path in (folder / "instances").iterdir()) == ["uuidr1", "uuidr2"]


def javarosa(folder: Path, work: Path) -> dict[str, dict[str, str]]:
    """Submission -> path -> value as JavaRosa has them after loading."""
    jar = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("needs Java and the ODK_Validate.jar that comes with pyxform")
    files = sorted((folder / "instances").glob("*/submission.xml"))
    runner = Path(__file__).with_name("LoadSubmissions.java")
    command = ["java", "-cp", str(jar), str(runner), str(folder / "forms/1.xml"), *map(str, files)]
    told = subprocess.run(command, capture_output=True, check=False, cwd=work, timeout=120)
    found: dict[str, dict[str, str]] = {}
    for line in told.stdout.decode().splitlines():
        path, _, value = line.partition("\t")
        if path == "FILE":
            own = found[Path(value).parent.name] = {}
        else:
            own[path] = value
    assert found, told.stderr.decode()
    return found


@pytest.mark.slow
def test_javarosa_takes_every_submission_and_has_the_same_answers(tmp_path: Path) -> None:
    found = javarosa(made(tmp_path, ANSWERS, {}, {"so_nk": UNKNOWN, "member": [{}]}, personal=True), tmp_path)
    assert found["uuidr1"] == {
        "/data/A/ten": "Nông Văn Thử & con <hai>",
        "/data/A/so_nk": "2",
        "/data/ket_noi": "cap di_dong",
        "/data/ngay": "2025-07-10",
        "/data/dien_tich": "1.5",
        "/data/member[1]/tuoi": "40",
        "/data/member[1]/viec[1]/ten_viec": "rừng",
        "/data/member[1]/viec[2]/ten_viec": "ruộng",
        "/data/member[3]/tuoi": "7",
        "/data/meta/instanceID": "uuid:r1",
    }
    assert found["uuidr2"] == {"/data/meta/instanceID": "uuid:r2"}
    assert found["uuidr3"] == {"/data/meta/instanceID": "uuid:r3"}


def told(node: Element, name: str) -> str:
    return node.findtext(name) or ""


@given(answers_objects())
def test_what_is_read_back_is_what_was_answered(answers: dict[str, Any]) -> None:
    root = fromstring(Submissions(FORM, personal=True).written(response(answers)))
    for name, answer in answers.items():
        if name == "member":
            assert len(root.findall("member")) == len(answer)
        elif isinstance(answer, dict):
            found = root.find(name)
            assert found is not None
            assert found.get(f"{{{MISSING}}}missing") == answer["missing"]
        elif isinstance(answer, float):
            assert float(told(root, name)) == answer
        else:
            assert told(root, name) == nfc(" ".join(answer) if isinstance(answer, list) else str(answer))
    assert root.findtext("meta/instanceID") == "uuid:r1"
