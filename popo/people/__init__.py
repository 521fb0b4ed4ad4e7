"""The person: names, identifiers, addresses, markers, finding them, who may see them."""
