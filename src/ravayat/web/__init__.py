"""The ledger in the browser: pages for people and an HTTP API for programs (``ravayat serve``)."""
