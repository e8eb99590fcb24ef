"""How documents are named in papers."""

from desktop.models.facts import BasisFacts
from desktop.reports.citing import citations


def test_a_document_named_inside_an_earlier_citation_is_not_cited_again() -> None:
    plan = BasisFacts("Kế hoạch", "155/KH-UBND", None, "UBND tỉnh", "Thực hiện Nghị quyết số 71/NQ-CP của Chính phủ")
    named = BasisFacts("Nghị quyết", "71/NQ-CP", None, "Chính phủ", "")
    other = BasisFacts("Nghị quyết", "57-NQ/TW", None, "Bộ Chính trị", "")
    assert citations([plan, named, other]).count("71/NQ-CP") == 1
    assert "57-NQ/TW" in citations([plan, named, other])
