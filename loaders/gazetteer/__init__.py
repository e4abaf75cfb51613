"""Places through time: former names, what became of a place, and the resolutions that decided it."""
