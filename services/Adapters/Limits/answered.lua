-- ARGV, further: the name of a call that is under way no more.
redis.call('zrem', KEYS[3], ARGV[3])
keep()
return 0
