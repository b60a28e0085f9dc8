import Driver
import Foundation
import Source
import Spec
import TestSupport
import Testing

/// The stacks whose permissions are proved.
struct ProvedStack: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  let files: any ProjectFiles
  var testDescription: String { name }

  func compile(_ text: String? = nil, adding more: [String: String] = [:]) -> Compilation {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    return Compiler.compile(
      SourceFile(path: "stack.yaml", text: text ?? self.text), files: FilesAndMore(files, more),
      options: CompileOptions(today: today))
  }

  /// Findings on what the stacks do, not on what they may do: circles of events, and who waits for whom.
  static let notOfPermissions: Set<String> = ["STK912", "STK913"]

  static let all: [ProvedStack] =
    examples + [
      ProvedStack(name: "arrows", text: arrows, files: code), ProvedStack(name: "access", text: access, files: code),
      ProvedStack(name: "overlaps", text: overlaps, files: code),
      ProvedStack(name: "events", text: events, files: code),
      ProvedStack(name: "orchestration", text: orchestration, files: code),
      ProvedStack(name: "settings", text: settings, files: code),
      ProvedStack(name: "streams", text: streams, files: code),
      ProvedStack(name: "apis", text: apis, files: code),
      ProvedStack(name: "calls", text: calls, files: code),
      ProvedStack(name: "identity", text: identity, files: code),
    ]

  /// Every example but the one of mistakes.
  private static let examples: [ProvedStack] = {
    let folder = Project.root.appendingPathComponent("Examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0 != "broken" }.sorted().compactMap { name in
      let files = folder.appendingPathComponent(name)
      guard let text = try? String(contentsOf: files.appendingPathComponent("stack.yaml"), encoding: .utf8) else {
        return nil
      }
      return ProvedStack(name: name, text: text, files: DiskFiles(root: files.path))
    }
  }()

  static let code = FilesInMemory(["src/app.py": "def f(event, context): pass\n", "q.sql": "SELECT data FROM clicks\n"])

  /// Every kind of arrow.
  private static let arrows = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      worker:
        consumes: [queues.jobs, { queue: queues.more, batchSize: 1 }]
        onFailure: queues.failed
        onSuccess: topics.done
        tracing: Active
        network: { subnets: [subnet-0a1b2c3d, subnet-1a2b3c4d], securityGroups: sg-0a1b2c3d }
      relay:
        onFailure: functions.worker
        onSuccess: buses.shop
        aliases: { live: {} }
      elsewhere:
        onFailure: arn:aws:sqs:eu-west-1:123456789012:their-failures
        onSuccess: arn:aws:sns:eu-west-1:123456789012:their-news
        consumes: arn:aws:sqs:eu-west-1:123456789012:outside
    queues:
      jobs: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      more: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      mail: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      failed: { retention: 14d }
    topics:
      done: {}
      shop:
        subscriptions:
          - { to: queues.mail, deadLetter: queues.failed }
          - to: functions.worker
          - { to: functions.relay.live, deadLetter: queues.failed }
    buses:
      shop: {}
      audit: {}
    rules:
      shop:
        bus: buses.shop
        pattern: { source: [shop] }
        to:
          - { target: functions.worker, deadLetter: queues.failed }
          - { target: functions.relay, deadLetter: queues.failed }
          - { target: functions.relay.live, deadLetter: queues.failed }
          - { target: queues.mail, deadLetter: queues.failed }
          - { target: topics.done, deadLetter: queues.failed }
      copy:
        bus: buses.shop
        pattern: { source: [shop] }
        to: [{ target: buses.audit, deadLetter: queues.failed }]
      tick: { schedule: rate(1 day), to: { target: topics.shop, deadLetter: queues.failed } }
    apis:
      shop:
        protocol: http
        stage: v1
        routes:
          POST /orders: { to: functions.worker, timeout: 6s }
          GET /orders/{id}: { to: functions.worker, timeout: 6s }
          ANY /{proxy+}: { to: functions.relay, timeout: 6s }
          GET /live: { to: functions.relay.live, timeout: 6s }
          $default: { to: functions.worker, timeout: 6s }

    """

  /// Every access word, on every kind of thing that this slice has.
  private static let access = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src }
    functions:
      caller:
        access:
          - send: [queues.one, queues.two.fifo]
          - receive: queues.three
          - publish: topics.news
          - put: buses.shop
          - read: tables.read
          - write: tables.write
          - readWrite: tables.both
          - invoke: functions.other
          - invoke: functions.other.live
          - allow: [ses:SendEmail, ses:SendRawEmail]
            on: arn:${aws.partition}:ses:${aws.region}:${aws.accountId}:identity/shop.example
          - allow: sqs:PurgeQueue
            on: [queues.one, queues.three]
          - send: arn:aws:sqs:eu-west-1:123456789012:theirs
      other: { aliases: { live: {} } }
    queues:
      one: { retention: 14d }
      two.fifo: { retention: 14d }
      three: { retention: 14d }
    topics:
      news: {}
    buses:
      shop: {}
    tables:
      read: { key: { id: string }, indexes: { byDay: { key: { day: string } } } }
      write: { key: { id: string } }
      both: { key: { id: string }, indexes: { byDay: { key: { day: string } } } }

    """

  /// Lines that ask for the same thing, in whole or in part.
  private static let overlaps = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      worker:
        consumes: queues.jobs
        onFailure: queues.failed
        onSuccess: topics.news
        access:
          - send: queues.failed
          - publish: topics.news
          - read: tables.orders
          - write: tables.orders
          - readWrite: tables.orders
          - allow: [sqs:SendMessage, sqs:ReceiveMessage]
            on: queues.jobs
          - allow: dynamodb:GetItem
            on: [tables.orders, tables.others]
    queues:
      jobs: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      failed: { retention: 14d }
    topics:
      news: {}
    buses:
      first: {}
      second: {}
    tables:
      orders: { key: { id: string }, indexes: { byDay: { key: { day: string } } } }
      others: { key: { id: string } }
    rules:
      twice:
        schedule: rate(1 day)
        to:
          - { target: topics.news, input: one, deadLetter: queues.failed }
          - { target: topics.news, input: two, deadLetter: queues.failed }
          - { target: functions.worker, input: one, deadLetter: queues.failed }
          - { target: functions.worker, input: two, deadLetter: queues.failed }
      forked:
        pattern: { source: [shop] }
        to:
          - { target: buses.first, deadLetter: queues.failed }
          - { target: buses.second, deadLetter: queues.failed }

    """
}

/// Files, and some more in memory.
private struct FilesAndMore: ProjectFiles {
  private let base: any ProjectFiles
  private let more: FilesInMemory

  init(_ base: any ProjectFiles, _ more: [String: String]) {
    self.base = base
    self.more = FilesInMemory(more)
  }

  func kind(of path: String) -> FileKind? { more.kind(of: path) ?? base.kind(of: path) }
  func contents(of path: String) -> [UInt8]? { more.contents(of: path) ?? base.contents(of: path) }
  func names(in path: String) -> [String] { base.names(in: path) }
}
