-- How long the parts of an attempt took. Null: the part did not come about, or did not come to its end, or was not measured.

alter table attempt
  add column dns_micros        integer,   -- the wait for the host's addresses
  add column connect_micros    integer,
  add column tls_micros        integer,
  add column first_byte_micros integer;   -- from the beginning until the head of the answer was there
