-- Not sent: claimed again then, after what is new.
update outbox
set claimed_until = $2
where id = any ($1)
