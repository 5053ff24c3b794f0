/**
 * The count in Redis: per subject a hash of granted amounts by bucket of time, for all nodes together
 * and for each node of its own, and a hash of parallel slots by node. Times are the server's.
 * One Redis, not Redis Cluster: a script names the nodes' key beside the subject's.
 */

const TIME = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** KEYS epoch, nodes, told. ARGV node, epoch if there is none, milliseconds a node is heard of. */
export const BEAT = `${TIME}
redis.call('SET', KEYS[1], ARGV[2], 'NX')
local silent = redis.call('ZRANGE', KEYS[2], '-inf', now - ARGV[3], 'BYSCORE')
for _, node in ipairs(silent) do
  redis.call('ZREM', KEYS[2], node)
  redis.call('SREM', KEYS[3], node)
end
local added = redis.call('ZADD', KEYS[2], now, ARGV[1])
return {redis.call('GET', KEYS[1]), redis.call('ZRANGE', KEYS[2], 0, -1), redis.call('SMEMBERS', KEYS[3]), added}
`;

/**
 * KEYS total, the node's own. ARGV span of buckets, milliseconds of one, then pairs of age and amount.
 * The node's part of the total becomes what it says.
 */
export const TELL_RATE = `${TIME}
local own = redis.call('HGETALL', KEYS[2])
for i = 1, #own, 2 do redis.call('HINCRBY', KEYS[1], own[i], -own[i + 1]) end
redis.call('DEL', KEYS[2])
for i = 3, #ARGV, 2 do
  local bucket = string.format('%.0f', math.floor((now - ARGV[i]) / ARGV[2]))
  redis.call('HINCRBY', KEYS[1], bucket, ARGV[i + 1])
  redis.call('HINCRBY', KEYS[2], bucket, ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1] * ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[1] * ARGV[2])
`;

/**
 * KEYS epoch, nodes, requests, own requests, tokens, own tokens, slots.
 * ARGV epoch, node, buckets, milliseconds of one, milliseconds a node is heard of,
 * limit need ahead first back of requests, the same of tokens, limit need held of slots;
 * a limit below zero is none.
 * Returns nothing for another epoch, else granted sum retry reset twice, and granted sum of slots.
 */
export const DRAW = `${TIME}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
local length, width = tonumber(ARGV[3]), tonumber(ARGV[4])
local newest = math.floor(now / width)
local name = function(bucket) return string.format('%.0f', bucket) end

-- Ahead of need only a twentieth of what is left: near the limit every request asks, so its edge is exact.
local grant = function(need, ahead, room, first)
  if need <= 0 and ahead <= 0 or room < first then return 0 end
  if room < need then return math.max(0, room) end
  return need + math.min(ahead, math.floor((room - need) / 20))
end

local rate = function(total, own, limit, need, ahead, first, back)
  if limit < 0 then return 0, 0, 0, 0 end
  local counts, sum = {}, 0
  local pairs = redis.call('HGETALL', total)
  for i = 1, #pairs, 2 do
    local bucket, count = tonumber(pairs[i]), tonumber(pairs[i + 1])
    if bucket <= newest - length then
      redis.call('HDEL', total, pairs[i])
      redis.call('HDEL', own, pairs[i])
    else
      counts[bucket] = count
      sum = sum + count
    end
  end
  local add = function(bucket, amount)
    redis.call('HINCRBY', total, name(bucket), amount)
    redis.call('HINCRBY', own, name(bucket), amount)
    counts[bucket] = (counts[bucket] or 0) + amount
    sum = sum + amount
  end
  if back < 0 then add(newest, -back) end
  local bucket = newest
  while back > 0 and bucket > newest - length do
    local had = tonumber(redis.call('HGET', own, name(bucket)) or 0)
    if had > 0 then
      local taken = math.min(had, back)
      add(bucket, -taken)
      back = back - taken
    end
    bucket = bucket - 1
  end
  local granted = grant(need, ahead, limit - sum, first)
  if granted > 0 then add(newest, granted) end
  redis.call('PEXPIRE', total, length * width)
  redis.call('PEXPIRE', own, length * width)
  local retry, reset, left = 0, 0, sum
  for bucket = newest - length + 1, newest do
    local count = counts[bucket] or 0
    local gone = (bucket + length) * width - now
    if left > limit - first then
      left = left - count
      retry = gone
    end
    if count > 0 then reset = gone end
  end
  return granted, sum, retry, reset
end

local slots = function(limit, need, held)
  if limit < 0 then return 0, 0 end
  local others = 0
  local pairs = redis.call('HGETALL', KEYS[7])
  for i = 1, #pairs, 2 do
    if pairs[i] ~= ARGV[2] then
      local heard = redis.call('ZSCORE', KEYS[2], pairs[i])
      if heard and tonumber(heard) > now - ARGV[5] then others = others + pairs[i + 1]
      else redis.call('HDEL', KEYS[7], pairs[i]) end
    end
  end
  local granted = grant(need, 0, limit - others - held, 1)
  if held + granted > 0 then redis.call('HSET', KEYS[7], ARGV[2], held + granted)
  else redis.call('HDEL', KEYS[7], ARGV[2]) end
  return granted, others + held + granted
end

local n = {}
for i = 6, #ARGV do n[i] = tonumber(ARGV[i]) end
local r1, r2, r3, r4 = rate(KEYS[3], KEYS[4], n[6], n[7], n[8], n[9], n[10])
local t1, t2, t3, t4 = rate(KEYS[5], KEYS[6], n[11], n[12], n[13], n[14], n[15])
local s1, s2 = slots(n[16], n[17], n[18])
return {r1, r2, r3, r4, t1, t2, t3, t4, s1, s2}
`;
