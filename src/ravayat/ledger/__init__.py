"""Claims put together from what was read and what it was grounded to."""
