-- wrk: one plain chat completion a request; every answer is checked, and a wrong one voids the run.
-- wrk -s chat.lua URL -- KEY MODEL
failures = 0  -- global: done() reads it from every thread
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  wrk.method = "POST"
  wrk.path = "/v1/chat/completions"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.body = '{"model":"' .. args[2] .. '","messages":[{"role":"user","content":"Say hello in 3 words"}]}'
  failures = 0
end

function response(status, headers, body)
  if status ~= 200 or not string.find(body, "Hello there friend", 1, true) then failures = failures + 1 end
end

function done(summary, latency, requests)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("failures") end
  local errors = summary.errors
  wrong = wrong + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('JSON {"requests":%d,"seconds":%.6f,"p50_us":%d,"p99_us":%d,"failed":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50), latency:percentile(99), wrong))
end
