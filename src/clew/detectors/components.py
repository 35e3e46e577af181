"""Connected groups: who hangs together through pairs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """Return for every node the first node of its group, in the order the nodes are given.

    Pairs with a node that was not given are ignored, so a group never grows through outsiders.
    """
    parent = {node: node for node in nodes}
    order = {node: i for i, node in enumerate(parent)}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        if a in parent and b in parent:
            x, y = sorted((root(a), root(b)), key=order.__getitem__)
            parent[y] = x
    return {node: root(node) for node in parent}
