"""Find plug-ins: one new file in its folder and no list to edit.

A plug-in is a module inside a package of Clew (`clew.readers`, `clew.detectors`,
`clew.exporters`, ...) that holds one constant by a fixed name (`READER`, `DETECTOR`,
`EXPORTER`, ...). Entry points of the group named after the package let a force keep
private ones in a package of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from typing import Any


@cache
def discover(package: str, constant: str) -> dict[str, Any]:
    """Import every module of a package and collect its plug-in constant, by plug-in name.

    Args:
        package: Dotted name of the package, for example `clew.detectors`; also the entry-point group.
        constant: Name of the constant a plug-in module declares, for example `DETECTOR`.

    Returns:
        Plug-ins sorted by their `name` attribute.

    Raises:
        ValueError: two plug-ins claim the same name.
    """
    found: dict[str, Any] = {}
    home = importlib.import_module(package)
    modules = [importlib.import_module(m.name) for m in pkgutil.iter_modules(home.__path__, f"{package}.")]
    plugins = [getattr(m, constant) for m in modules if hasattr(m, constant)]
    plugins += [point.load() for point in entry_points(group=package)]
    for plugin in plugins:
        if plugin.name in found:
            raise ValueError(f"two plug-ins in {package} are named {plugin.name!r}")
        found[plugin.name] = plugin
    return dict(sorted(found.items()))
