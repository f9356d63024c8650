"""The annotated corpus: its file format, loader and checks."""
