"""Placeholder of the browser index."""


def browser_files(base) -> dict[str, str]:
    return {}
