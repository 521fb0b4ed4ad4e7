"""The `popo` command's own topics: database, keys, trail, serving and background work."""
