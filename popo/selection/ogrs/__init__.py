"""The Offender Group Reconviction Scale, versions 3 and 4: from inputs to a probability.

A score informs a selection and never decides it. Both versions use age and sex, and whoever shows
a score must say so.
"""
