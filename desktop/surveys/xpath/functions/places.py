"""The functions of places on the map: area, distance and whether a point lies inside a boundary.

The earth is a ball of 6378.1 km radius, as in JavaRosa; results are in metres and square metres, to the centimetre.
"""

import math
from itertools import pairwise

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function, spread
from desktop.surveys.xpath.values import Value, to_number, to_text

_RADIUS = 6_378_100.0

Point = tuple[float, float]


def _points(context: Context, values: tuple[Value, ...]) -> list[Point] | None:
    """Latitude and longitude of "lat lon alt acc; ..." or of many such nodes; None when one is no place on earth."""
    texts = [part for value in spread(values) for part in to_text(value).split(";") if part.strip()]
    points = []
    for text in texts:
        numbers = [to_number(word, context.zone) for word in text.split()[:2]]
        if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            return None
        points.append((math.radians(numbers[0]), math.radians(numbers[1])))
    return points


def _area(context: Context, value: Value) -> Value:
    """ODK's area() in square metres, of a ring that need not be closed."""
    points = _points(context, (value,))
    if not points:
        return math.nan
    ring = pairwise([*points, points[0]])
    twice = sum((end[1] - start[1]) * (2 + math.sin(start[0]) + math.sin(end[0])) for start, end in ring)
    return round(abs(twice * _RADIUS * _RADIUS / 2), 2)


def _distance(context: Context, *values: Value) -> Value:
    """ODK's distance() in metres, along all points."""
    points = _points(context, values)
    return round(sum((_apart(start, end) for start, end in pairwise(points)), 0.0), 2) if points else math.nan


def _apart(start: Point, end: Point) -> float:
    """Metres between two points on the ball."""
    half = math.sin((end[0] - start[0]) / 2) ** 2
    half += math.cos(start[0]) * math.cos(end[0]) * math.sin((end[1] - start[1]) / 2) ** 2
    return 2 * _RADIUS * math.asin(math.sqrt(min(half, 1.0)))


def _geofence(context: Context, point: Value, boundary: Value) -> Value:
    """Whether a point lies inside a boundary."""
    inside, ring = _points(context, (point,)), _points(context, (boundary,))
    if not inside or not ring:
        return False
    across = 0
    latitude, longitude = inside[0]
    for (low, left), (high, right) in pairwise([*ring, ring[0]]):
        crosses = (left > longitude) != (right > longitude)
        if crosses and latitude < low + (high - low) * (longitude - left) / (right - left):
            across += 1
    return across % 2 == 1


PLACES: dict[str, Function] = {
    "area": Function(1, 1, _area),
    "enclosed-area": Function(1, 1, _area),
    "distance": Function(1, 10_000, _distance),
    "geofence": Function(2, 2, _geofence),
}
