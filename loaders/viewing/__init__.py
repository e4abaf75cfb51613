"""Steps of the clean-up: what goes, what is joined, and where each character came from."""
