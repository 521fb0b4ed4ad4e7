"""What `popo bench` measures, each beside a plain baseline in the same run."""
