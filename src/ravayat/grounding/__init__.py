"""Words into values: counts, times, places, actors and sources, each with its precision and method."""
