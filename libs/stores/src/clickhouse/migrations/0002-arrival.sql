-- When a row reached the store, which is what sampling follows: requests begin long before they end.
ALTER TABLE spans {on_cluster} ADD COLUMN IF NOT EXISTS
    arrived_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC');

ALTER TABLE spans {on_cluster} ADD INDEX IF NOT EXISTS
    spans_by_arrival arrived_at TYPE minmax GRANULARITY 1;

ALTER TABLE scores {on_cluster} ADD INDEX IF NOT EXISTS
    scores_by_request request_id TYPE bloom_filter GRANULARITY 1;
