"""Multi-agency actions: who agreed to do what by when, and what came of it."""
