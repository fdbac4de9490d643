-- Not sent: claimed again then.
update outbox
set claimed_until = $2
where id = any ($1)
