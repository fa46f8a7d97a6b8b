"""Records, errors, settings and text folding: what every stage shares. Imports nothing of ours."""
