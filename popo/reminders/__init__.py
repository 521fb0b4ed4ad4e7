"""What somebody owes, told by mail as often as they chose: numbers and a link, nothing personal."""
