"""The steps of telling a tip: which comes next, what it asks and what it makes of an answer."""
