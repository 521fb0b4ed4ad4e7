"""Every feature: its tables, its pages, and what it gives to the page frame."""

from flask import Flask

from popo.accounts import models as accounts
from popo.audit import models as audit
from popo.drafts import models as drafts
from popo.keys import models as keys
from popo.people import models as people
from popo.settings import models as settings

TABLES = (accounts, audit, drafts, keys, people, settings)
"""Modules whose import tells the database handle of its tables."""


def register_features(app: Flask) -> None:
    del app
