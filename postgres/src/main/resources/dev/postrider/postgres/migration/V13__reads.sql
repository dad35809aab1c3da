-- Lists a message's attempts at once, whatever its age. The block ranges that did so before were wide wherever retries
-- stood, and an old message's list read a good part of the table. A tree in the order of the messages is the cheapest to
-- write: nearly every row goes to its right edge.
drop index attempt_message;
create index attempt_message on attempt (message, id);
