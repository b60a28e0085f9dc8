extension ProvedStack {
  /// Every arrow of streams, delivery streams and analytics.
  static let streams = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      clean: { timeout: 1m }
      count:
        consumes:
          - { stream: streams.clicks, startingPosition: LATEST, retries: 3, onFailure: queues.failed }
          - { stream: streams.clicks.fast, startingPosition: LATEST, retries: 3, onFailure: topics.failed }
          - { table: tables.orders, startingPosition: LATEST, retries: 3, onFailure: buckets.failed }
        access: [{ put: [streams.trends, deliveryStreams.direct] }, { read: streams.audit }]
    queues:
      failed: { retention: 14d }
    topics:
      failed: {}
    tables:
      orders: { key: { id: string }, stream: newImage }
    buckets:
      failed: {}
      lake: {}
      raw: {}
    streams:
      clicks: { consumers: [fast] }
      trends: {}
      audit: {}
    deliveryStreams:
      archive: { from: streams.clicks, transform: functions.clean, to: buckets.lake, backup: buckets.raw }
      direct: { to: { http: https://in.example }, backup: buckets.raw }
    rules:
      copy:
        pattern: { source: [shop] }
        to: []
        properties:
          Targets:
            - { Id: A, Arn: "${streams.audit.arn}", RoleArn: "${roles.copy.arn}" }
            - { Id: B, Arn: "${deliveryStreams.direct.arn}", RoleArn: "${roles.copy.arn}" }
    analytics:
      trending:
        from: streams.clicks
        reference: buckets.lake/goods.csv
        query: q.sql
        connector: src/app.py
        to: streams.trends
    roles:
      copy:
        trusts: events.amazonaws.com
        allow:
          - { actions: kinesis:PutRecord, on: streams.audit }
          - { actions: [firehose:PutRecord, firehose:PutRecordBatch], on: deliveryStreams.direct }

    """
}
