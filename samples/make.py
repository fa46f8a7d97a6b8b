"""Make the sample files from `sources/`: `python -m samples.make [--output DIR] [--format pdf|html|txt]`.

Needs reportlab and the package fonts-ipafont for the PDFs. Making them again gives the same bytes.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from samples.digest import Digest, read_digests
from samples.page import render_page
from samples.text import render_text

FORMATS = ("pdf", "html", "txt")


def main(arguments: list[str] | None = None) -> int:
    """Write every sample and print its name and size. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description="Make the sample files from samples/sources.")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent, metavar="DIR", help="folder to write to (default: samples/)")
    parser.add_argument("--format", choices=FORMATS, help="make every digest in this one format (default: each in its own)")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    for name, content in make(options.format):
        (options.output / name).write_bytes(content)
        print(f"{name}  {len(content):,} bytes")
    return 0


def make(only: str | None = None) -> list[tuple[str, bytes]]:
    """Name and bytes of each sample; all in the format `only` where it is given."""
    digests = read_digests()
    if only:
        digests = [replace(digest, output=f"{digest.output.rpartition('.')[0]}.{only}") for digest in digests]
    return [(digest.output, render(digest, digests)) for digest in digests]


def render(digest: Digest, others: list[Digest]) -> bytes:
    """The digest in the format that its file name ends in. Plain text for Windows (cp932) has its line ends too."""
    form = digest.output.rpartition(".")[2]
    if form == "pdf":
        from samples.paper import render_paper  # so that text and HTML can be made without reportlab

        return render_paper(digest)
    if form == "html":
        return render_page(digest, others).encode()
    text = render_text(digest)
    return (text.replace("\n", "\r\n") if digest.encoding == "cp932" else text).encode(digest.encoding)


if __name__ == "__main__":
    sys.exit(main())
