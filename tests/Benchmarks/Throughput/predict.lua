-- Posts the bodies of a file, one a line, in turn. wrk ... <url> -- <file>
-- Closes with one line of JSON: what wrk counted, times in microseconds.

local calls = {}
local last = 0

function init(args)
  for body in io.lines(args[1]) do
    calls[#calls + 1] = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, body)
  end
end

function request()
  last = last % #calls + 1
  return calls[last]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"duration":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
