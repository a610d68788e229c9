"""What may be given for one run in place of a setting, by the name under which it is asked for."""

BASE_URL, AS_OF, DRAFTS = "base_url", "as_of", "drafts"
"""`drafts` says whether drafts are shown, as a preview does; any word does."""
