"""How an event stands, and which of the numbers told is the best estimate: rules as data."""
