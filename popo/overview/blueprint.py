"""The blueprint of the pages that draw several features together."""

from flask import Blueprint

blueprint = Blueprint("overview", __name__)
