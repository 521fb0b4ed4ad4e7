"""Minutes issued: numbered copies for named readers, each made anew from the locked rows."""
