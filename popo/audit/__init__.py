"""The trail: who looked, changed, was refused, signed in and exported."""
