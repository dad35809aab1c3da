-- Longer than anything of ours holds a lock; who waits for ever would not say why. Flyway runs this on each of its connections.
set lock_timeout = '30s';
