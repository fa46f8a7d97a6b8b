"""Makes `chat.png`, the picture of the chat in the README: `python -m docs.screenshot [--store DIR] [--open N] [QUESTION...]`.

Needs Chromium and playwright (in the development requirements). Without --store, the samples are ingested into a folder of their own.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1440, 900
QUESTIONS = ["How many contracts were viewed at Kansai Electric Power?", "閲覧された契約数が最も多い事案はどれですか。"]
COLOURS = 256  # a palette picture is a third of the size, and of flat colours looks the same
START_SECONDS = 60


def main() -> int:
    """Ask the questions in the running chat, open the wanted source of the last answer, and write the picture."""
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = arguments.store or Path(folder)
        if arguments.store is None:
            samples = sorted(str(path) for path in (ROOT / "samples").glob("*_digest.*"))
            subprocess.run([sys.executable, "-m", "ingest", *samples, "--store", folder], cwd=ROOT, check=True)
        with _chat(store) as address:
            _photograph(address, arguments.questions or QUESTIONS, arguments.open, arguments.output)
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1024:.0f} KB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docs.screenshot", description="Makes the picture of the chat in the README.")
    parser.add_argument("--store", type=Path, help="a store to ask (by default one made of samples/)")
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help="what is asked, in order")
    parser.add_argument("--open", type=int, default=1, help="the number of the source to open")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "chat.png")
    return parser


@contextmanager
def _chat(store: Path) -> Iterator[str]:
    """The address of the chat over a store."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TENKYO_STORE": str(store), "TENKYO_HOST": "127.0.0.1", "TENKYO_PORT": str(port)}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            httpx.get(address, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("The chat did not start.")


def _photograph(address: str, questions: list[str], number: int, output: Path) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        for turn, question in enumerate(questions):
            page.locator("#question textarea").fill(question)
            page.keyboard.press("Enter")
            page.locator(f"article.turn[data-turn='{turn}'] .answer").wait_for()
        page.locator(f".source[data-cite='{number}']").click()
        page.locator("mark.open").first.wait_for()
        page.mouse.move(0, 0)
        page.wait_for_timeout(1_000)
        taken = Path(folder) / "taken.png"
        page.screenshot(path=taken)
        browser.close()
        Image.open(taken).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(output, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
