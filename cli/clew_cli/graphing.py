"""Open the graph for a command: the server meant by option or setting, else the embedded one, up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from clew_cli.console import say, session_of

if TYPE_CHECKING:
    from clew.case import Case
    from clew.graph.session import GraphSession


@contextmanager
def connect(context: typer.Context, case: Case, address: str) -> Iterator[GraphSession]:
    """Yield an open graph session and close it; the password comes from the environment, a file or a prompt."""
    session = session_of(context)
    store = case.graph(address or session.values["graph"], _prompt if sys.stdin.isatty() else None)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_graph(context: typer.Context, case: Case, address: str) -> Iterator[GraphSession]:
    """Yield a graph session for reading; the embedded graph is brought up to date with the ledger first."""
    from clew.casework.pushing import is_current

    with connect(context, case, address) as store:
        if store.embedded and not is_current(case, store):
            say(session_of(context), "bringing the graph up to date with the ledger")
            case.push(store)
        yield store


def _prompt() -> str:
    from getpass import getpass

    return getpass("password of the graph server: ", stream=sys.stderr)
