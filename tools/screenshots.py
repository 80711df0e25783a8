"""Take the README's pictures: a newsroom on the specimen wire, its pages at two widths, light and dark (`make screenshots`).

    python tools/screenshots.py [--out docs/pictures] [--minutes 6] [--url http://127.0.0.1:8000 --password WORDS]

Opens a newsroom of its own on free ports, waits until every article is accounted for, and writes PAGE-WIDTH-SCHEME.png for
front, story, section, search and desk, as much of each as a screen shows. With --url it takes those of a newsroom that runs
already; the desk then needs the editor's --password.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request  # noqa: TID251 - asks our own site, on loopback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
BROADSHEET = (sys.executable, "-m", "broadsheet.cli.main")
UNFINISHED = ("wanted", "read", "judged")
SIZES = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")
COLOURS = 128  # a page has ink, paper, one accent and their edges: with 128 no edge shows a step, and a picture has 60 kB
TOLD = "links => (links.find(a => a.closest('article').querySelector('.reprint')) || links[0]).pathname"  # reprints show most


def main() -> None:
    """Open, wait, take the pictures, close."""
    chosen = _arguments()
    candidates = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, candidates)), None)
    if chromium is None:
        sys.exit("There is no Chromium here ($CHROMIUM); on Debian: apt-get install chromium.")
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.url:
        _take(chromium, chosen.url.rstrip("/"), chosen.password, chosen.out)
        return
    with tempfile.TemporaryDirectory() as folder, _newsroom(Path(folder), chosen.minutes * 60) as (url, password):
        _take(chromium, url, password, chosen.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--minutes", type=float, default=6.0, help="how long the newsroom may take to read everything")
    parser.add_argument("--url", help="a newsroom that runs already, instead of one of its own")
    parser.add_argument("--password", default="", help="the editor's, for pictures of the desk of --url")
    return parser.parse_args()


@contextmanager
def _newsroom(folder: Path, seconds: float) -> Iterator[tuple[str, str]]:
    """Its address and the editor's password, once everything is read."""
    home, log, port = folder / "newsroom", folder / "log", _free_port()
    command = [*BROADSHEET, "start", "--home", str(home), "--port", str(port), "--specimen", "always"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("BROADSHEET_")}
    settings["BROADSHEET_SPECIMEN_PORT"] = str(_free_port())
    with log.open("wb") as out:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=settings)  # noqa: S603 - ours
    try:
        _wait(running, home, port, seconds, log)
        found = re.search(r"with password (\S+)", log.read_text(encoding="utf-8"))
        yield f"http://127.0.0.1:{port}", found[1] if found else ""
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(running: subprocess.Popen[bytes], home: Path, port: int, seconds: float, log: Path) -> None:
    until, before = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(5)  # more than the four seconds in which the front page follows the last change
        if running.poll() is not None:
            sys.exit(f"The newsroom ended by itself:\n{log.read_text(encoding='utf-8')}")
        done = _done(home) if _up(port) else 0
        if done and done == before:
            return
        before = done
    sys.exit(f"The newsroom was not done after {seconds:.0f} seconds; give it more --minutes.")


def _up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:  # noqa: TID251 - our own site
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _done(home: Path) -> int:
    """How many articles are accounted for; 0 while any waits."""
    command = [*BROADSHEET, "doctor", "--home", str(home), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if not done.stdout:
        return 0
    found: dict[str, Any] = json.loads(done.stdout)
    waiting = sum(found["states"].get(state, 0) for state in UNFINISHED) + found["journal_waiting"]
    return 0 if waiting or found["front_page_minutes"] is None else int(found["articles"])


def _take(chromium: str, site: str, password: str, out: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        story = _story(browser, site)
        session = _logged_in(browser, site, password) if password else None
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    storage_state=session,
                )  # type: ignore[arg-type]  # the session is what another context gave
                page = context.new_page()
                for name, path in _pages(story, desk=bool(session)).items():
                    page.goto(site + path, wait_until="networkidle")
                    _save(page, out / f"{name}-{width}-{scheme}.png")
                context.close()
        browser.close()


def _pages(story: str, *, desk: bool) -> dict[str, str]:
    pages = {"front": "/", "story": story, "section": "/section/world/", "search": "/search/?q=flood"}
    return pages | ({"desk": "/desk/"} if desk else {})


def _story(browser: Browser, site: str) -> str:
    page = browser.new_page()
    page.goto(site)
    found = page.locator("main article .headline a").evaluate_all(TOLD)
    page.close()
    return str(found)


def _logged_in(browser: Browser, site: str, password: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/desk/")
    page.locator("input[name=username]").fill("editor")
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/desk/")
    session = context.storage_state()
    context.close()
    return session


def _save(page: Page, path: Path) -> None:
    from PIL import Image

    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
