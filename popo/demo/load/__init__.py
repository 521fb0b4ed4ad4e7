"""Writing the town into a database: through the features' own services, histories in bulk."""
