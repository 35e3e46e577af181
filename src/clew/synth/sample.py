"""The sample operation: a folder of exhibits an investigator could be handed, and the truth beside it."""

from __future__ import annotations

from pathlib import Path

from clew.plugins import discover
from clew.synth.build import make_world
from clew.synth.files.folder import Folder
from clew.synth.world import Size, World
from clew.synth.write_truth import write_truth

#: Seed of the operation kept in the repository.
SAMPLE_SEED = 2026


def write_exhibits(world: World, folder: Path) -> Folder:
    """Write every layout of `clew.synth.files` and `exhibits.toml` into a folder, made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    exhibits = Folder(folder, world.truth)
    for layout in discover("clew.synth.files", "LAYOUT").values():
        layout.write(world, exhibits)
    exhibits.write_facts()
    return exhibits


def write_sample(folder: Path, seed: int = SAMPLE_SEED, size: Size | str = "S") -> World:
    """Write `exhibits/` and `truth/` of one operation.

    Args:
        folder: Where both folders go.
        seed: Same seed, same bytes.
        size: A tier of `world.SIZES` or a `Size`.

    Returns:
        The world they show.
    """
    world = make_world(seed, size)
    write_exhibits(world, folder / "exhibits")
    write_truth(world, folder / "truth")
    return world
