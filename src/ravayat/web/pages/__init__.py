"""The pages for people. What needs no script works without one."""

from ravayat.web.pages import adding, article, entrance, event, event_list, font, review, sources, tiles

PAGES = tuple(module.router for module in (entrance, font, event_list, event, article, sources, review, adding, tiles))
"""Their routers."""
