"""What the chat shows: records become HTML, every text of a question or document escaped. Knows no web framework."""
