-- Callers of some platforms say no name, only their secret. Secrets are made of 32 random bytes, so no two are the same.

-- Finds the caller by the SHA-256 of what it says.
create unique index credential_secret on credential (platform, secret_hash);
