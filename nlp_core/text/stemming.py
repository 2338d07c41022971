"""English plurals cut off: cats and cat become one word, and little else is touched.

The three rules of Harman (1991), "How Effective Is Suffixing?", which found that stronger stemmers
help some queries and harm as many.
"""


def stem(word: str) -> str:
    """A word without its plural ending: the first rule whose ending fits, if nothing forbids it.

    >>> [stem(word) for word in ("turtles", "berries", "glass", "trees", "bus")]
    ['turtle', 'berry', 'glass', 'tree', 'bus']
    """
    if len(word) < 3:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
