/// A stack as large as is wanted, of parts that are wired to each other as in real ones.
struct GeneratedStack {
  /// How many parts it has; each makes about twenty resources.
  let parts: Int

  /// The functions, queues and rules of a part.
  static let entriesOfPart = 6

  /// Files that the stack refers to, by path.
  static let files = ["src/app.py": "def handle(event, context): pass\n"]

  /// The stack file.
  var text: String {
    section("functions", function) + section("queues", queue) + section("topics", topic) + section("tables", table)
      + section("buses", bus) + section("rules", rule) + section("apis", api) + section("outputs", output)
  }

  private func section(_ name: String, _ entry: (Int) -> String) -> String {
    "\(name):\n" + (0..<parts).map(entry).joined()
  }

  private func function(_ part: Int) -> String {
    """
      intake\(part):
        runtime: python3.13
        handler: app.handle
        code: src
        timeout: 10s
        environment: { TABLE: "${tables.orders\(part).name}", QUEUE_URL: "${queues.orders\(part).url}" }
        access:
          - readWrite: tables.orders\(part)
          - send: queues.orders\(part)
          - put: buses.shop\(part)
      fulfil\(part):
        runtime: python3.13
        handler: app.handle
        code: src
        timeout: 20s
        consumes: { queue: queues.orders\(part), batchSize: 10 }
        access: { publish: topics.news\(part) }
        onFailure: queues.failed\(part)

    """
  }

  private func queue(_ part: Int) -> String {
    """
      orders\(part): { visibilityTimeout: 2m, deadLetter: { to: queues.failed\(part), maxReceiveCount: 5 } }
      failed\(part): { retention: 14d }
      mail\(part): { deadLetter: { to: queues.failed\(part), maxReceiveCount: 5 } }

    """
  }

  private func topic(_ part: Int) -> String {
    "  news\(part): { subscriptions: [{ to: queues.mail\(part), filter: { country: [de, fr] }, deadLetter: queues.failed\(part) }] }\n"
  }

  private func table(_ part: Int) -> String {
    "  orders\(part): { key: { id: string }, indexes: { byDay: { key: { day: string, id: string } } } }\n"
  }

  private func bus(_ part: Int) -> String { "  shop\(part): {}\n" }

  private func rule(_ part: Int) -> String {
    """
      large\(part):
        bus: buses.shop\(part)
        pattern: { source: [shop.orders], detail: { total: [{ numeric: [">", 100] }] } }
        to: { target: functions.fulfil\(part), deadLetter: queues.failed\(part) }

    """
  }

  private func api(_ part: Int) -> String {
    "  shop\(part): { protocol: http, routes: { POST /orders: { to: functions.intake\(part), timeout: 12s } } }\n"
  }

  private func output(_ part: Int) -> String { "  url\(part): ${apis.shop\(part).url}\n" }
}
