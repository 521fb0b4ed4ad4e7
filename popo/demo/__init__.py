"""The demonstration town: fictional people, made from published figures and a seed."""
