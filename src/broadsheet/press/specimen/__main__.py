"""Run the specimen wire alone: python -m broadsheet.press.specimen --port 8910; Ctrl-C or SIGTERM stops it."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime

from broadsheet.press.specimen.fields import SpecimenError
from broadsheet.press.specimen.server import PORT, PortInUse, serve


def clock() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # run alone, this command is the edge that asks the clock


async def run(port: int) -> None:
    """Serve until told to stop. Told by a handler of our own: a shell starts what runs behind it deaf to Ctrl-C."""
    told = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    running = await serve(clock(), port, clock)
    try:
        say(f"The specimen wire is at http://localhost:{running.port}/ with {len(running.feeds())} feeds; Ctrl-C stops it.")
        await told.wait()
    finally:
        await running.close()


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stderr.write(f"{sentence}\n")


def main() -> int:
    """The command; 0 once it was told to stop, 2 where it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m broadsheet.press.specimen", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"port on 127.0.0.1 (default {PORT}; 0 takes a free one)")
    try:
        asyncio.run(run(parser.parse_args().port))
    except (SpecimenError, PortInUse) as fault:
        say(str(fault))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
