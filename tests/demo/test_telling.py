"""The table at the end of a demo."""

from pathlib import Path

from desktop.demo.telling import DemoResult, Step, counted


def make_result() -> DemoResult:
    return DemoResult(
        folder=Path("out"),
        seed=1,
        steps=(Step("Lập sổ của xã", "3 thôn", 1.25), Step("Xã ghép số liệu", "1.200 thay đổi", 12.0)),
        counts={"village": 3},
        commune_pdf=Path("out/giay/xa.pdf"),
        village_pdfs=(Path("out/giay/thon-01.pdf"), Path("out/giay/thon-02.pdf")),
        to_open=((Path("out/xa"), "bàn của xã"), (Path("out/thon-01"), "bàn của thôn")),
    )


def test_the_table_stands_in_columns_and_ends_with_the_sum() -> None:
    head, rule, first, second, _, total, *_ = make_result().told().splitlines()
    assert head == "Việc đã làm      Kết quả         Giây"
    assert first == "Lập sổ của xã    3 thôn           1,2"
    assert second == "Xã ghép số liệu  1.200 thay đổi  12,0"
    assert total.split() == ["Cộng", "13,2"]
    assert len({len(line) for line in (head, rule, first, second, total)}) == 1


def test_it_names_the_papers_and_what_to_open_next() -> None:
    told = make_result().told()
    assert f"Báo cáo của xã:    {Path('out/giay/xa.pdf')}" in told
    assert f"{Path('out/giay/thon-01.pdf')} (và 1 thôn khác)" in told
    assert f"toso --home {Path('out/xa')}        (bàn của xã)" in told
    assert f"toso --home {Path('out/thon-01')}   (bàn của thôn)" in told


def test_a_script_gets_the_same_as_plain_values() -> None:
    told = make_result().as_json()
    assert told["seconds"] == 13.25
    assert told["to_open"] == [str(Path("out/xa")), str(Path("out/thon-01"))]
    assert told["steps"] == [
        {"title": "Lập sổ của xã", "result": "3 thôn", "seconds": 1.25},
        {"title": "Xã ghép số liệu", "result": "1.200 thay đổi", "seconds": 12.0},
    ]


def test_counts_have_their_units_and_dots() -> None:
    assert counted((3, "thôn"), (2280, "hộ")) == "3 thôn, 2.280 hộ"
