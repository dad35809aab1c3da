create table if not exists orders (id integer not null primary key, cents integer not null);
