"""Which claims of different articles are about one event: block, compare, weigh, decide, group."""
