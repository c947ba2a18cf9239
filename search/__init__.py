"""Search: Russian words to keys, entries to weighted documents, two engines over one query plan."""
