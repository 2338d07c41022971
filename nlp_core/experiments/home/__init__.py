"""What the front page does with one sentence: a look into each lesson that stands."""
