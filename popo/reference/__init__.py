"""Code lists, places and offences that ship with the product; sources in `data/README.md`."""
