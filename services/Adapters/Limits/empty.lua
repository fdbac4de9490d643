-- KEYS: the bucket, its pause, its calls under way, what is shown of its connection's buckets. ARGV: milliseconds of the pause.
-- Nothing is left, and nothing is taken before the pause ends; the first take after it is what the platform promised.
local time = redis.call('time')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local pause = math.ceil(tonumber(ARGV[1]))
redis.call('set', KEYS[2], '1', 'px', math.max(pause, redis.call('pttl', KEYS[2])))
redis.call('hset', KEYS[1], 'tokens', '0', 'at', string.format('%.3f', now), 'promised', '1')
redis.call('pexpire', KEYS[1], pause + 3600000)
redis.call('hset', KEYS[4], KEYS[2], string.format('%.0f', now + pause))
return pause
