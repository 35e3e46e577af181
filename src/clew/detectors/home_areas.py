"""Do customers' home cells cluster away from where the line's own phone is at night? Optional and never required.

Lines have become local, so distance is no condition; and a cell shows that a mast served a phone, not where the
phone was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clew.detectors.traffic import prepare_traffic
from clew.ledger.view import View

EARTH_RADIUS_KM = 6371.0
#: Events at night needed before the busiest night cell counts as a home area.
NIGHT_EVENTS_MIN = 5


@dataclass(frozen=True, slots=True)
class HomeAreas:
    """Share of customers with a home cell inside one area, and that area's distance from the line's night cell."""

    customers: int
    share: float
    distance_km: float


def home_areas(view: View, number_id: str, customers: list[str], radius_km: float, least: int) -> HomeAreas | None:
    """Return how customers' home cells cluster; None when cells or customers' own records are missing.

    The home cell of a phone is the position of the cell it used most between 22:00 and 06:00. The area is the
    circle of `radius_km` around that customer's cell which holds most others.

    Args:
        view: The case.
        number_id: The number judged.
        customers: Its inbound contacts.
        radius_km: Size of an area.
        least: Customers with a home cell below which nothing is said.
    """
    prepare_traffic(view)
    rows = view.sql(
        """WITH night AS (
               SELECT number_id, lat, lon, count(*) AS n FROM detect_traffic
               WHERE once AND lat IS NOT NULL AND lon IS NOT NULL AND coalesce(position_kind, 'cell') = 'cell'
                 AND (hour(local) >= 22 OR hour(local) < 6) AND number_id IN (SELECT unnest($ids))
               GROUP BY number_id, lat, lon
           )
           SELECT number_id, lat, lon FROM night
           QUALIFY row_number() OVER (PARTITION BY number_id ORDER BY n DESC, lat, lon) = 1
               AND sum(n) OVER (PARTITION BY number_id) >= $least
           ORDER BY number_id""",
        ids=sorted({number_id, *customers}),
        least=NIGHT_EVENTS_MIN,
    ).to_pylist()
    home = {row["number_id"]: (row["lat"], row["lon"]) for row in rows}
    own = home.pop(number_id, None)
    if own is None or len(home) < least:
        return None
    places = np.radians(np.array(list(home.values())))
    apart = _distances_km(places, places)
    centre = int(np.argmax((apart <= radius_km).sum(axis=1)))
    share = float((apart[centre] <= radius_km).mean())
    away = float(_distances_km(places[centre : centre + 1], np.radians(np.array([own])))[0, 0])
    return HomeAreas(len(home), share, away)


def _distances_km(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances between two lists of (latitude, longitude) in radians, by the haversine formula."""
    lat, lon = a[:, :1] - b[:, 0], a[:, 1:] - b[:, 1]
    h = np.sin(lat / 2) ** 2 + np.cos(a[:, :1]) * np.cos(b[:, 0]) * np.sin(lon / 2) ** 2
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    return distances
