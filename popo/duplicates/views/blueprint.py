from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("duplicates", __name__)
Answer = Response | str | tuple[str, int]
