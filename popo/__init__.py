"""Case management for a Prolific and Other Priority Offenders scheme."""
