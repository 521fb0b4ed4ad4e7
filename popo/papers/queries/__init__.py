from popo.papers.queries.contents import Contents, PaperItem, Said, contents_of
from popo.papers.queries.copies import (
    Copy,
    Due,
    Listed,
    copies_of,
    copy_for,
    copy_issued_by,
    is_issued,
    items_named,
    my_copies,
    papers_due,
)
from popo.papers.queries.readers import (
    Reads,
    agencies_involved,
    entitled_to_minutes,
    holders,
    reads_among,
)

__all__ = [
    "Contents",
    "Copy",
    "Due",
    "Listed",
    "PaperItem",
    "Reads",
    "Said",
    "agencies_involved",
    "contents_of",
    "copies_of",
    "copy_for",
    "copy_issued_by",
    "entitled_to_minutes",
    "holders",
    "is_issued",
    "items_named",
    "my_copies",
    "papers_due",
    "reads_among",
]
