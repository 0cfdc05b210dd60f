"""Floor 5: the officers' cases that stand beside the rules, run against them."""
