"""From the youth offending service to probation at 18: reviewed, proposed, accepted, in effect."""
