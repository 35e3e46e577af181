"""Google location data: positions, visits, journeys, and the ways their files write coordinates and times."""
