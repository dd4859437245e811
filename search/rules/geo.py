"""Distances between points, in kilometres."""

from community.rules.places import distance


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle, from (latitude, longitude) to another."""
    return distance(one, other) / 1000
