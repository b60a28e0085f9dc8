extension ProvedStack {
  /// Every arrow of buckets and user pools.
  static let identity = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
      buckets: { tlsOnly: false }
    functions:
      thumbnails: { onFailure: buckets.failures }
      records: { access: { write: buckets.uploads }, aliases: { live: {} }, onFailure: buckets.failures }
      signUp: {}
    queues:
      uploaded: { retention: 4d }
      reports: { retention: 4d }
    topics:
      removed: {}
    buckets:
      uploads:
        notifications:
          - { on: [s3:ObjectCreated:Put, s3:ObjectCreated:Post], to: functions.thumbnails, prefix: images/ }
          - { on: s3:ObjectRemoved:*, to: functions.records.live }
          - { on: s3:ObjectCreated:*, to: queues.uploaded, prefix: documents/ }
          - { on: s3:ObjectRestore:*, to: topics.removed }
      named:
        name: proved-named
        notifications: { on: s3:ObjectCreated:*, to: queues.reports }
      failures: { lifecycle: { expiration: 90d } }
    userPools:
      customers:
        signIn: [phone]
        triggers: { preSignUp: functions.signUp, postConfirmation: functions.records.live }

    """
}
