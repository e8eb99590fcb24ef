"""The reports room: facts in, PDF bytes out. It computes no figure, opens no store and asks for no time.

Whoever needs a paper goes through `desktop.reports.catalogue`; the words are in `*_wording`, the layout is elsewhere.
"""
