from popo.contacts.views import absences, changing, details, logging, reading, series
from popo.contacts.views.blueprint import blueprint

__all__ = ["absences", "blueprint", "changing", "details", "logging", "reading", "series"]
