"""The ledger shown to people and handed to programs; views read records and change nothing."""
