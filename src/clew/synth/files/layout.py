"""What a file layout is: it shows one part of the world as the untidy file an investigator would be handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clew.synth.files.folder import Folder
from clew.synth.world import World


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout plug-in: one new module in this package and no list to edit.

    Args:
        name: Kebab-case name; files are written in the order of names.
        title: One line for people.
        write: Writes its files into the folder and says where each came from.
    """

    name: str
    title: str
    write: Callable[[World, Folder], None]
