"""What may be given for one run in place of a setting, by the name under which it is asked for."""

BASE_URL, AS_OF = "base_url", "as_of"
