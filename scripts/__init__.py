"""The tools of the base: read, check, link and hand over what people wrote under practices/."""
