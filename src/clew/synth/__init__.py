"""An invented world and the untidy files an investigator would be handed about it.

`write_sample` makes one operation from a seed: exhibits in every layout of `clew.synth.files`, and
the truth about them in a folder of its own; `write_awkward` makes one small file per quirk of real
evidence. An innocent, a file layout or a family of awkward files is one new module in its package.
"""

from __future__ import annotations

from clew.synth.awkward.write import write_awkward
from clew.synth.sample import SAMPLE_SEED, write_sample

__all__ = ["SAMPLE_SEED", "write_awkward", "write_sample"]
