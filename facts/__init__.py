"""What the passages of a disclosure state: names, dates, amounts, periods, each with its exact place."""

from facts.reading import read

__all__ = ["read"]
