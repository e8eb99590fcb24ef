"""The first start: questions one page at a time, and nothing written before the last one."""
