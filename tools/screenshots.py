"""Take the README's pictures: a newsroom on the specimen wire, its pages at two widths, light and dark (`make screenshots`).

    python tools/screenshots.py [--home FOLDER] [--port 8077] [--out docs/pictures] [--minutes 6]

Opens a newsroom of its own, waits until every article is accounted for, and writes PAGE-WIDTH-SCHEME.png for front and story.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request  # noqa: TID251 - asks our own site, on loopback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BROADSHEET = Path(sys.executable).with_name("broadsheet")
UNFINISHED = ("wanted", "read", "judged")
SIZES = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")


def main() -> None:
    """Open, wait, take the pictures, close."""
    chosen = _arguments()
    chromium = os.environ.get("BROADSHEET_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("There is no Chromium here; on Debian: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder) / "newsroom"
        with _newsroom(home, chosen.port):
            _wait(home, chosen.port, chosen.minutes * 60)
            chosen.out.mkdir(parents=True, exist_ok=True)
            _take(chromium, f"http://127.0.0.1:{chosen.port}", chosen.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a newsroom's folder (default: a new one, thrown away afterwards)")
    parser.add_argument("--port", type=int, default=8077)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--minutes", type=float, default=6.0, help="how long the newsroom may take to read everything")
    return parser.parse_args()


@contextmanager
def _newsroom(home: Path, port: int) -> Iterator[None]:
    command = [BROADSHEET, "start", "--home", home, "--port", str(port), "--specimen", "always"]
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        yield
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()


def _wait(home: Path, port: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(3)
        if _up(port) and _settled(home):
            return
    sys.exit(f"The newsroom was not done after {seconds:.0f} seconds; give it more --minutes.")


def _up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:  # noqa: TID251 - our own site
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _settled(home: Path) -> bool:
    done = subprocess.run([BROADSHEET, "doctor", "--home", home, "--json"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if not done.stdout:
        return False
    found: dict[str, Any] = json.loads(done.stdout)
    waiting = sum(found["states"].get(state, 0) for state in UNFINISHED) + found["journal_waiting"]
    return found["articles"] > 0 and waiting == 0 and found["front_page_minutes"] is not None


def _take(chromium: str, site: str, out: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                page.goto(site, wait_until="networkidle")
                page.screenshot(path=out / f"front-{width}-{scheme}.png")
                page.goto(page.locator('main a[href*="/story/"]').first.evaluate("link => link.href"), wait_until="networkidle")
                page.screenshot(path=out / f"story-{width}-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
