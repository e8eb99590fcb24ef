"""Lists of households from outside: rows of text -> checked rows -> a plan that a person agrees to -> one act.

Nothing here reads a file's format or draws; nothing is written before `writing.write_plan`.
"""
