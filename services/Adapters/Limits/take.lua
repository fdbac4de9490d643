-- ARGV, further: tokens wanted, 1 when the caller counted alone until now (the bucket begins empty then), the call's name or '',
-- milliseconds that it may be under way.
-- Takes them and returns 0, or takes none and returns the milliseconds until there will be enough.
local pause = redis.call('pttl', KEYS[2])
if pause > 0 then return pause end
local cost, wait = tonumber(ARGV[3]), 0
if ARGV[4] == '1' then tokens = 0 end
-- The platform said how long to wait: the call after it goes, whatever our margin makes of the time.
if kept[3] and cost > 0 then
  tokens = math.max(tokens, cost)
  redis.call('hdel', KEYS[1], 'promised')
end
if tokens < cost then
  wait = math.ceil((cost - tokens) * 1000 / rate)
else
  tokens = tokens - cost
  if ARGV[5] ~= '' then
    redis.call('zadd', KEYS[3], now + tonumber(ARGV[6]), ARGV[5])
    redis.call('pexpire', KEYS[3], tonumber(ARGV[6]) * 2)
  end
end
keep()
return wait
