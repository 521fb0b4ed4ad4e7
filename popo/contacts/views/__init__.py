from popo.contacts.views import changing, logging, reading
from popo.contacts.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "logging", "reading"]
