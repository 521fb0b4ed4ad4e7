"""Whether an outcome falls alike on all groups: rates, their ratios, and what may be shown of them.

Pure. A row is one group under one characteristic; an outcome is compared within each table of rows
and never across tables. Numbers under five never leave here.
"""
