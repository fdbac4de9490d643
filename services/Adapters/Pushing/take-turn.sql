-- Claims of a connection are made one after the other: of two at once each would take one location of a listing, neither seeing the other's.
select pg_advisory_xact_lock(hashtext('pushes'), hashtext($1))
