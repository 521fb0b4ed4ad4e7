"""Every figure the town is made from, by name, with what it rests on.

[P] published and read · [S] the community safety strategy · [D] measured in the reference data ·
[A] an assumption, to be replaced when a scheme knows better. Shares are fractions of one.
"""

# Size and dates
CURRENT = 37  # [P] 10,635 nationally in February 2009, scaled by [S] population
EVER = 70  # [A] about one third de-selected a year
GROWTH = (15, 19, 25, CURRENT)  # [P] a similar town: on the scheme at the end of each year
SELECTED = (17, 11, 16, 26)  # [A] joined in each year
FIRST_YEAR_MONTHS = 7  # [P] first entries in the autumn, the year counted to the spring
YOUNG_PEOPLE = 20  # [S] that there is a list, [A] how long
REFUSED_TO_SELECTED = 0.5  # [A]
DECLINED_KEPT_DAYS = 28  # the scheme's own rule; see settings
SCALE_PEOPLE = 20_000  # [A]
SCALE_OFFENCE_EVENTS = 600_000  # [A]
SCALE_CONTACTS = 1_000_000  # [A]

# People
MALE = 0.96  # [P] 95% in 2004-05, 97% in 2009
AGE_SHAPE, AGE_SCALE, AGE_SHIFT = 6.0, 2.4, 13.0  # [P] the mean, 27; [A] the shape
YOUNGEST, OLDEST = 16, 52  # [P]
YOUNG_AGES = (11, 17)  # [S] youth offending service; [A]
ETHNICITY = {  # [A] between [P] 88% White nationally and [P] 72% of Luton's residents
    "W1": 0.70,
    "W2": 0.04,
    "W9": 0.04,
    "A2": 0.07,
    "A1": 0.02,
    "A3": 0.02,
    "A9": 0.01,
    "B1": 0.04,
    "B2": 0.015,
    "B9": 0.005,
    "M1": 0.015,
    "M2": 0.005,
    "M3": 0.005,
    "M9": 0.005,
    "O9": 0.005,
    "NS": 0.005,
}
OBSERVED_BLANK = 0.06  # [D] 259 of 4,588 stop and search records
OBSERVED_AGREES = 0.90  # [A]
ALIASES_ANY = 0.60  # [A]
ALIASES_MEAN = 1.5  # [A] among those who have any
SECOND_RECORD = 0.03  # [A]
BIRTH_CONFLICT = 0.04  # [A]
NO_FIXED_ABODE = 0.15  # [A]
SETTLED = 0.60  # [A] lower than [P] 86% of all offenders at the end of orders
IN_WORK_OR_TRAINING = 0.15  # [A]
CLASS_A = 0.65  # [P] "many have drug problems"; [A] the number
HEROIN_OR_CRACK = 0.55  # [A]
ALCOHOL = 0.30  # [A]

# Offending
FIRST_SANCTION_BEFORE_18 = 0.79  # [P]
SANCTIONS_MEDIAN, SANCTIONS_LOG_SD, FEWEST_SANCTIONS = 20.0, 0.55, 4  # [A] on [P] a ratio of 2.5
OFFENCES_BEFORE = 3.9  # [P] 2.4 after a fall of 39%
OFFENCES_AFTER, AFTER_SIZE = 2.4, 0.44  # [P] gives 44% without any and 4.3 for each who has some
REGRESSION_TO_THE_MEAN = 0.20  # [A] the fall that picking people in a high year gives by itself
USUAL_YEAR = OFFENCES_BEFORE * (1 - REGRESSION_TO_THE_MEAN)
USUAL_SIZE = 1.5  # [A] gives [P] a quarter who get worse
PICKED_IN_A_HIGH_YEAR = 0.489  # follows: the higher of two usual years this often averages 3.9
SCHEME_EFFECT = 1 - OFFENCES_AFTER / USUAL_YEAR  # what is left of the fall, 23%
OFFENCE_MIX = {  # [P] theft about a fifth; [A] the rest
    "theft other": 0.20,
    "domestic burglary": 0.18,
    "theft from vehicle": 0.14,
    "theft of vehicle": 0.10,
    "criminal damage": 0.08,
    "robbery": 0.05,
    "drugs": 0.06,
    "violence": 0.09,
    "breach and bail": 0.10,
}
IN_LUTON, IN_BEDFORDSHIRE = 0.70, 0.20  # [A] the rest farther away
IMMEDIATE_CUSTODY = 0.44  # [P]
DELAY_BEFORE, DELAY_AFTER, DELAY_LOG_SD = 60.0, 45.0, 0.5  # [P] that it falls, [A] the days

# Custody and supervision
IN_CUSTODY = 0.48  # [P] about half
STAY_MEDIAN_DAYS, STAY_LOG_SD = 122.0, 0.6  # [A] four months
FROM_REMAND = 0.60  # [A] with the stay's length and the share, two spells a year: see custody.py
AT_LIBERTY = {  # [A]
    "licence": 0.30,
    "community_order": 0.30,
    "drug_order": 0.12,
    "bail": 0.15,
    "none": 0.13,
}
YOUNG_AT_LIBERTY = {"youth_order": 0.55, "bail": 0.10, "none": 0.35}  # [A]
RECALLED = 0.35  # [A] of licences
CONTACTS_A_WEEK = 4.0  # [A] at liberty
YOUNG_CONTACTS_A_WEEK = 2.0  # [A]
CONTACTS_A_MONTH_INSIDE = 1.0  # [A]
MISSED = 0.12  # [A]
ABSENCES_TO_BREACH, BREACH_WORKING_DAYS = 2, 10  # [A] national standards of the time, recalled

# Meetings and decisions
REVIEW_EVERY = 3  # [A] meetings
DE_SELECTED_BECAUSE = {  # [A]
    "desisted": 0.40,
    "moved": 0.15,
    "long_custody": 0.25,
    "displaced": 0.15,
    "deceased": 0.05,
}
NOMINATED_BY = {  # [A]
    "police": 0.70,
    "probation": 0.15,
    "youth_offending_service": 0.10,
    "council": 0.05,
}
DISSENTS = 0.10  # [A] of decisions

# Noise
WRONG_LETTER = 0.01  # of identifiers; the noise kinds themselves are in noise.py
