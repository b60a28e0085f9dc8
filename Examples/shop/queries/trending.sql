-- The products that were looked at in each minute. Views are counted first: what is joined after that never changes
-- again, and a stream only takes rows that don't.
SELECT counted.sku, products.name, counted.views, counted.since
FROM (
  SELECT sku, COUNT(*) AS views, window_start AS since
  FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '1' MINUTE))
  GROUP BY sku, window_start, window_end
) AS counted
JOIN products ON products.sku = counted.sku
