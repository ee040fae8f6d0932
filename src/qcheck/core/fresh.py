"""Freshness: whether an answer still holds by its age."""

from datetime import datetime, timedelta

from qcheck.model.state import Answer


def fresh(answer: Answer, seconds: int, now: str) -> bool:
    """Whether an answer was recorded no longer ago than that; one that bears a time to come was not: a clock was wrong.

    `now` is UTC as in the record.
    """
    try:
        age = datetime.fromisoformat(now) - datetime.fromisoformat(answer.at)
    except (ValueError, TypeError):
        return False
    return timedelta() <= age <= timedelta(seconds=seconds)
