-- wrk's side of bench/serving.py: asks the queries of a file (one per line, URL-encoded) in turn, each client from its
-- own place on, and prints what happened as one line of JSON. With LIENVAN_BENCH_FRESH every query gets a comment that
-- no other has, so that no answer is kept.
local queries = {}
for line in io.lines(os.getenv("LIENVAN_BENCH_QUERIES")) do queries[#queries + 1] = line end
local fresh = os.getenv("LIENVAN_BENCH_FRESH") == "1"
local seed = os.getenv("LIENVAN_BENCH_SEED")
local LONGEST = 6000  -- characters of an address that every server takes; a longer query is sent as a form
local threads = 0
local count = 0
local number = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  count = number * 7
end

function request()
  count = count + 1
  local query = queries[(count - 1) % #queries + 1]
  if fresh then query = query .. "%0A%23" .. seed .. "-" .. number .. "-" .. count end
  if #query < LONGEST then
    return wrk.format("GET", wrk.path .. "?query=" .. query, { ["Accept"] = "application/sparql-results+json" })
  end
  return wrk.format("POST", nil, {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Accept"] = "application/sparql-results+json",
  }, "query=" .. query)
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.3f,"bytes":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f,"max":%.3f,"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    e.connect, e.read, e.write, e.status, e.timeout))
end
