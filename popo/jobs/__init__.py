"""Work in the background: rows with progress and a lease, and no broker."""
