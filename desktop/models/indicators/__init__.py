"""Indicators (DOMAIN 3.4) over the records of one village or of the commune, for a period.

Every figure keeps two rules: what is not known is None and never 0, and deleted records do not count. TH03 has no
records yet, so there is no figure of it.
"""

from desktop.models.indicators.computing import CommuneFigures, commune_figures, village_figures
from desktop.models.indicators.naming import APPENDIX_CODES, ORDER, VILLAGE_CODES, in_order
from desktop.models.indicators.snapshots import figures_from_json, figures_to_json

__all__ = [
    "APPENDIX_CODES",
    "ORDER",
    "VILLAGE_CODES",
    "CommuneFigures",
    "commune_figures",
    "figures_from_json",
    "figures_to_json",
    "in_order",
    "village_figures",
]
