"""The sample's world, built once for all tests of this folder."""

from __future__ import annotations

import pytest

from clew.synth.build import make_world
from clew.synth.sample import SAMPLE_SEED
from clew.synth.world import World


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(SAMPLE_SEED)
