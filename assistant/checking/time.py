"""Rules on time: years, dates, weekdays, deadlines, and tense."""

from __future__ import annotations

from assistant.checking import time_dates, time_numbers, time_plans, time_surveys, time_years

RULES = {
    **time_years.RULES,
    **time_dates.RULES,
    **time_surveys.RULES,
    **time_plans.RULES,
    **time_numbers.RULES,
}
