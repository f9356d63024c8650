"""The same pipeline on many processes and machines: Dask distributed hands batches of articles to workers.

Workers read (that is what costs time), one writer joins and stores. Nothing here is loaded before a scheduler
is asked for.
"""

from ravayat.scale.fault import ScaleFault

__all__ = ["ScaleFault"]
