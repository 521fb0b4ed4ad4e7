"""The monthly update: gathered, reconciled, suppressed, frozen and rendered."""
