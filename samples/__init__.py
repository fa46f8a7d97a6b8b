"""Digests of five disclosures, in our own words, and the script that makes them into files."""
