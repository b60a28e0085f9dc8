-- How often each page was looked at in each minute.
SELECT page,
       COUNT(*) AS views,
       COUNT(DISTINCT visitor) AS visitors,
       window_start AS since
FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '1' MINUTE))
GROUP BY page, window_start, window_end
