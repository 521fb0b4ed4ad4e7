from popo.contacts.views import absences, changing, logging, reading, series
from popo.contacts.views.blueprint import blueprint

__all__ = ["absences", "blueprint", "changing", "logging", "reading", "series"]
