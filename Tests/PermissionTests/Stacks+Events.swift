extension ProvedStack {
  /// Every arrow of rules, buses and topics beyond functions, queues and topics.
  static let events = """
    queues:
      failed: { retention: 14d }
      sealed: { retention: 14d }
    streams:
      clicks: { properties: { ShardCount: 1 } }
    logs:
      trail: { properties: { RetentionInDays: 30 } }
    stateMachines:
      wait: { definition: { StartAt: End, States: { End: { Type: Succeed } } } }
    buses:
      shop: { deadLetter: queues.sealed, encryptionKey: keys.main }
    keys:
      main: {}
    topics:
      shipped:
        subscriptions:
          - { to: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake", deadLetter: queues.failed }
    rules:
      many:
        bus: buses.shop
        pattern: { source: [shop] }
        to:
          - { target: streams.clicks, deadLetter: queues.failed }
          - { target: stateMachines.wait, deadLetter: queues.failed }
          - { target: "arn:aws:events:eu-west-1:123456789012:api-destination/partner/1a2b", deadLetter: queues.failed }
          - { target: logs.trail, deadLetter: queues.failed }
          - { target: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake", deadLetter: queues.failed }
      far:
        bus: buses.shop
        pattern: { source: [shop] }
        to:
          - { target: "arn:aws:events:us-east-1:123456789012:event-bus/central", deadLetter: queues.failed }
          - { target: "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/live/GET/orders", deadLetter: queues.failed }
    tables:
      orders: { key: { id: string }, kinesisStream: streams.clicks }

    """
}
