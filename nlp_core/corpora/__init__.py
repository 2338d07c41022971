"""Where text comes from: the little world, hand-written reviews, public sets."""
