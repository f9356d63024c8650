"""Makes the reader's weights from the corpus; the only package that needs torch."""
