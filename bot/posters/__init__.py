"""Sheets of paper and pictures: what hangs on a ward's wall, and what people share."""
