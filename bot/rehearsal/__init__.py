"""A messenger of our own, made for load: a campaign is rehearsed before a resident hears it."""
