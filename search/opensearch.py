"""The description by which a browser offers the portal as a search engine (OpenSearch 1.1, draft 6)."""

from __future__ import annotations

from xml.sax.saxutils import escape


def opensearch(name: str, site_url: str) -> str:
    """XML; `site_url` is the portal's full address, as browsers take no relative one."""
    root = escape(site_url.rstrip("/") + "/", {'"': "&quot;"})
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{escape(name[:16])}</ShortName>
  <Description>Поиск практик, которые помогают сохранить ребёнка в семье</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Language>ru</Language>
  <Url type="text/html" method="get" template="{root}search/?q={{searchTerms}}"/>
</OpenSearchDescription>
"""
