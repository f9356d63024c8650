"""Reports as they arrive: files, folders and standard input become articles or reasoned rejections."""

from ravayat.sources.files import count, load

__all__ = ["count", "load"]
