"""How a run ends badly: one plain error with where and what to type next, the right exit code, never a traceback."""

from __future__ import annotations

import itertools
import json
import os
import sys
from typing import Any

from clew.errors import ClewError

INTERRUPTED = 130
STOPPED = "\nstopped; what was committed stays, run the same command again to go on\n"


def run(app: Any, *, debug: bool) -> None:
    """Run the Typer application; print errors as `error: / where: / hint:` and exit with their code."""
    try:
        app()
    except ClewError as error:
        if debug:
            raise
        report(error)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except SystemExit as leaving:
        # Typer turns Ctrl-C into this code without a word.
        if leaving.code == INTERRUPTED:
            sys.stderr.write(STOPPED)
        raise
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED)
        raise SystemExit(INTERRUPTED) from None
    except MemoryError:
        report(ClewError("out of memory", hint="close other programs, or load fewer files at a time"))
        raise SystemExit(1) from None
    except OSError as error:
        if debug:
            raise
        report(ClewError(error.strerror or str(error), where=str(error.filename or ""), hint="check the file and disk"))
        raise SystemExit(1) from None
    except Exception as error:
        if debug:
            raise
        what = f"Clew failed in a way it should not: {type(error).__name__}"
        report(ClewError(what, where=plain(str(error))[:300], hint="run again with --debug and report what it prints"))
        raise SystemExit(1) from None


def report(error: ClewError) -> None:
    """Print an error on stderr; as one JSON object when the user asked for JSON."""
    if wants_json():
        body = {"error": {"code": error.exit_code, "message": error.what, "where": error.where, "hint": error.hint}}
        sys.stderr.write(json.dumps(body, ensure_ascii=False) + "\n")
        return
    sys.stderr.write(f"error: {plain(error.what)}\n")
    if error.where:
        sys.stderr.write(f"  where: {plain(error.where)}\n")
    if error.hint:
        sys.stderr.write(f"  hint:  {plain(error.hint)}\n")


def wants_json() -> bool:
    """True when the command line asks for JSON output."""
    arguments = sys.argv[1:]
    pairs = itertools.pairwise(arguments)
    return "--json" in arguments or any(a in ("--format", "-f") and b.startswith("json") for a, b in pairs)


def plain(text: str) -> str:
    """Drop control characters: data in an error message must not command the terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
