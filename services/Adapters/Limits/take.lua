-- KEYS: the bucket, its pause. ARGV: tokens a second, tokens at most, tokens wanted,
-- 1 when the caller counted alone until now: the bucket begins empty then.
-- Takes them and returns 0, or takes none and returns the milliseconds until there will be enough.
local pause = redis.call('pttl', KEYS[2])
if pause > 0 then return pause end
local rate, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('time')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local kept = redis.call('hmget', KEYS[1], 'tokens', 'at', 'promised')
local tokens = tonumber(kept[1]) or burst
local at = tonumber(kept[2]) or now
if ARGV[4] == '1' then tokens, at = 0, now end
tokens = math.min(burst, tokens + math.max(0, now - at) * rate / 1000)
-- The platform said how long to wait: the call after it goes, whatever our margin makes of the time.
if kept[3] and cost > 0 then
  tokens = math.max(tokens, cost)
  redis.call('hdel', KEYS[1], 'promised')
end
local wait = 0
if tokens >= cost then tokens = tokens - cost else wait = math.ceil((cost - tokens) * 1000 / rate) end
redis.call('hset', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.3f', now))
redis.call('pexpire', KEYS[1], math.ceil(burst * 1000 / rate) + 60000)
return wait
