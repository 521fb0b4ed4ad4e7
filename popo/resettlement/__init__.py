"""Where somebody stands in housing, treatment and work, day by day."""
