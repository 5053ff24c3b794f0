-- One row per recorded operation: the gateway's requests and, later, whatever telemetry brings.
-- A row that is written twice is one row: the merge keeps the greatest version, reads do the same.
CREATE TABLE IF NOT EXISTS spans {on_cluster}
(
    workspace_id LowCardinality(String),
    id String,
    version UInt64,
    trace_id String,
    span_id String,
    parent_span_id String,
    kind LowCardinality(String),
    source LowCardinality(String),
    name LowCardinality(String),
    started_at DateTime64(6, 'UTC'),
    latency_us UInt64,
    ttft_us Nullable(UInt64),
    overhead_us UInt32,
    status LowCardinality(String),
    http_status UInt16,
    error_code LowCardinality(String),
    error_message String,
    finish_reason LowCardinality(String),
    key_id LowCardinality(String),
    key_name LowCardinality(String),
    team_id LowCardinality(String),
    user_id String,
    session_id String,
    route LowCardinality(String),
    strategy LowCardinality(String),
    category LowCardinality(String),
    provider LowCardinality(String),
    model LowCardinality(String),
    requested_model LowCardinality(String),
    stream Bool,
    input_tokens UInt32,
    cached_tokens UInt32,
    output_tokens UInt32,
    reasoning_tokens UInt32,
    cost_nano Int64,
    attempt_count UInt8,
    attempts String CODEC(ZSTD(1)),
    decision String CODEC(ZSTD(1)),
    cache LowCardinality(String),
    flags Array(LowCardinality(String)),
    tags Array(LowCardinality(String)),
    metadata String CODEC(ZSTD(1)),
    input Nullable(String) CODEC(ZSTD(1)),
    output Nullable(String) CODEC(ZSTD(1)),
    INDEX spans_by_trace trace_id TYPE bloom_filter GRANULARITY 1,
    INDEX spans_by_session session_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {engine}
PARTITION BY toYYYYMM(started_at)
ORDER BY (workspace_id, toDate(started_at), id)
SETTINGS {deduplication};

CREATE TABLE IF NOT EXISTS scores {on_cluster}
(
    workspace_id LowCardinality(String),
    id String,
    version UInt64,
    request_id String,
    trace_id String,
    name LowCardinality(String),
    value Nullable(Float64),
    label Nullable(String),
    comment Nullable(String),
    source LowCardinality(String),
    key_id LowCardinality(String),
    created_at DateTime64(3, 'UTC')
)
ENGINE = {engine}
PARTITION BY toYYYYMM(created_at)
ORDER BY (workspace_id, toDate(created_at), id)
SETTINGS {deduplication};
