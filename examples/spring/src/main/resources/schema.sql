-- No primary key: an order that was booked twice would be seen.
create table if not exists bookings (order_id integer not null, cents integer not null);
