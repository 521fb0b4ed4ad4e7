"""Data keys, the ring of opened ones, scheme keys, rotation and destruction."""
