from popo.contacts.views import absences, as_text, changing, details, logging, reading, series
from popo.contacts.views.blueprint import blueprint

__all__ = [
    "absences",
    "as_text",
    "blueprint",
    "changing",
    "details",
    "logging",
    "reading",
    "series",
]
