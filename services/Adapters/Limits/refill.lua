-- What is in the bucket now. KEYS: the bucket, its pause, its calls under way, what is shown of its connection's buckets.
-- ARGV: tokens a second, tokens at most.
-- A call may arrive at any moment until it is answered, whenever its tokens were taken: they begin to come back after that.
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('time')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local kept = redis.call('hmget', KEYS[1], 'tokens', 'at', 'promised')
local held = 0
for _, call in ipairs(redis.call('zrange', KEYS[3], 0, -1)) do held = held + tonumber(string.match(call, '[^ ]+$')) end
redis.call('zremrangebyscore', KEYS[3], '-inf', now) -- whoever made those died
local tokens = math.min(burst - held, (tonumber(kept[1]) or burst) + math.max(0, now - (tonumber(kept[2]) or now)) * rate / 1000)
local function keep()
  redis.call('hset', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.3f', now))
  redis.call('pexpire', KEYS[1], math.ceil(burst * 1000 / rate) + 60000)
  redis.call('hset', KEYS[4], KEYS[1], string.format('%.3f %.3f %.6f %.0f', tokens, burst, rate, now))
  redis.call('pexpire', KEYS[4], 86400000)
end
