"""What a declaration means: facts, parameters, rules, benefits, payments and shares."""
