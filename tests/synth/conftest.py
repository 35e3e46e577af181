"""The sample's world and that of another seed, each built once for all tests of this folder."""

from __future__ import annotations

import pytest

from clew.synth.build import make_world
from clew.synth.sample import SAMPLE_SEED
from clew.synth.world import World


@pytest.fixture(scope="session", params=[SAMPLE_SEED, 7])
def world(request: pytest.FixtureRequest) -> World:
    return make_world(request.param)
