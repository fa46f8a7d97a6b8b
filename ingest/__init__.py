"""A file becomes a Disclosure: its text, pages, blocks, tables, passages, and what it states about itself."""

from ingest.reader import read, read_data
from ingest.source import find_sources

__all__ = ["find_sources", "read", "read_data"]
