from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("accounts", __name__)

Answer = str | tuple[str, int] | Response
