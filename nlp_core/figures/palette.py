"""The site's colours, by role: at least 3:1 on paper and on ink, and never the only cue.

Two roles that are drawn together differ in lightness too, so that greyscale keeps them apart.
"""

# What a learner meets again and again keeps its colour through the whole site.
QUERY, KEY, VALUE = "#8466D6", "#0E8F83", "#B57B00"
ENCODER, DECODER = "#0E8F83", "#C4568C"
FORWARD, GRADIENT = "#2F74C0", "#C65D21"
POSITIVE, NEGATIVE = "#2F74C0", "#D9731A"  # and ahead / behind, more / less: never green and red
KOREAN, ENGLISH = "#C4568C", "#2F74C0"
LEARNED, FIXED = "#8466D6", "#7A828C"
GOLD = "#B57B00"  # the known truth of generated text
REFERENCE = "#7A828C"  # chance, ceiling, baseline: thin named lines

CATEGORIES = (
    "#2F74C0",
    "#D9731A",
    "#0E8F83",
    "#C4568C",
    "#8466D6",
    "#B57B00",
    "#4F9BB8",
    "#8A6A55",
)
SEQUENTIAL = "viridis"  # magnitudes, light is more
DIVERGING = (
    "#A94E00",
    "#D9731A",
    "#F0B27A",
    "#F3F1EC",
    "#8FB8DE",
    "#2F74C0",
    "#184E8A",
)  # minus to plus
