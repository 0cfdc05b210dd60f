"""Where `policy` starts and how it ends.

Invariant: whatever happens, the reader sees a sentence and not a traceback, unless POLICY_DEBUG is set.
"""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

FINE, FINDINGS, BAD_INPUT, PIPE_CLOSED, STOPPED = 0, 1, 2, 141, 130
NO_CLICK = "policy: the command line needs one more package; install it with: pip install 'policy-engine[cli]'"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 (fine), 1 (findings or failed cases) or 2 (bad input)."""
    try:
        import click  # noqa: F401
    except ModuleNotFoundError:
        print(NO_CLICK, file=sys.stderr)
        return BAD_INPUT
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads any more; what is left in the buffer must not be written when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:
        if os.environ.get("POLICY_DEBUG"):
            raise
        _apologise(error)
        return BAD_INPUT
    return code


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from policy_engine.cli.commands import policy

    try:
        with policy.make_context("policy", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = policy.invoke(context)
    except click.exceptions.Exit as ended:  # --help and --version
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    return code if isinstance(code, int) else FINE


def _write_utf8(stream: TextIO) -> None:
    """The same bytes under every locale."""
    reconfigure = getattr(stream, "reconfigure", None)  # a stream put in place by a test has none
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _apologise(error: Exception) -> None:
    print(
        f"policy: internal error ({type(error).__name__}). This is a mistake in the engine and not in your files. "
        "Set POLICY_DEBUG=1 to see where it happened.",
        file=sys.stderr,
    )
