import Diagnostics
import Driver
import Emitters
import Foundation
import LocalRuntime
import Source
import Spec
import Template
import TestSupport
import Testing
import WireProtocols
import Wiring

/// A stack as a run sees it: compiled from its text to a plan.
struct LocalStack {
  let text: String
  let plan: WiringPlan

  init(_ text: String) throws {
    self.text = text
    let today = try #require(CalendarDate(parsing: "2026-11-24"))
    let files = FilesInMemory(["src/app.py": "def handle(event, context): pass\n"])
    let compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: text), files: files, options: CompileOptions(today: today))
    let template = try #require(compilation.template, "\(compilation.findings.diagnostics.map(\.message))")
    plan = WiringPlanEmitter(template, sources: compilation.sources).plan
  }

  var runPlan: RunPlan { RunPlan(plan, edge: "http://127.0.0.1:4566", folder: "/nowhere") }

  /// The ARN of what a logical id names.
  func arn(_ path: String) throws -> String {
    var arns: [String: String] = [:]
    for item in plan.functions { arns[item.path ?? item.id] = item.arn }
    for item in plan.roles { arns[item.path ?? item.id] = item.arn }
    for item in plan.queues { arns[item.path ?? item.id] = item.arn }
    for item in plan.topics { arns[item.path ?? item.id] = item.arn }
    for item in plan.buses { arns[item.path ?? item.id] = item.arn }
    for item in plan.rules { arns[item.path ?? item.id] = item.arn }
    for item in plan.tables { arns[item.path ?? item.id] = item.arn }
    return try #require(arns[path], "no \(path) in \(arns.keys.sorted())")
  }

  /// The caller that a function's handler is.
  func handler(_ path: String) throws -> Caller {
    let function = try #require(plan.functions.first { $0.path == path })
    return Caller(
      .role(arn: function.role), accessKey: "ASIA", session: function.name, function: function.arn)
  }

  /// An occurrence as the terminal shows it, without colours.
  func rendered(_ occurrence: Occurrence) -> String {
    OccurrenceText(palette: .plain, width: 120).text(
      of: occurrence, in: ["stack.yaml": SourceFile(path: "stack.yaml", text: text)])
  }

  static let orders = """
    stack: shop
    defaults: { functions: { runtime: python3.13, handler: app.handle, code: src } }
    functions:
      intake:
        access:
          - send: queues.orders
      fulfil:
        role: roles.worker
        consumes: queues.orders
    roles:
      worker:
        trusts: lambda.amazonaws.com
        allow:
          - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
            on: queues.orders
          - actions: sns:Publish
            on: topics.shipped
            when: { StringEquals: { "aws:RequestedRegion": eu-west-1 } }
        managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
    queues:
      orders: { visibilityTimeout: 3m }
      ledger: {}
    topics:
      shipped:
        subscriptions: [queues.ledger]
      other: {}
    tables:
      orders: { key: { id: string }, indexes: { byDay: { key: { day: string } } } }

    """
}

extension StackAuthorizer {
  /// An authorizer of a stack, with the narrator it tells.
  static func of(
    _ stack: LocalStack, _ mode: IAMMode = .strict, clock: any RunClock = ManualClock()
  ) async -> (StackAuthorizer, RecordingNarrator) {
    let narrator = RecordingNarrator()
    let authorizer = StackAuthorizer(mode, clock: clock, narrator: narrator)
    await authorizer.apply(stack.runPlan)
    return (authorizer, narrator)
  }
}

/// A folder that a stack's files stand in, gone with its owner.
final class StackFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("stackc-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ files: [String: String]) throws {
    try TemporaryFolder.write(files, to: URL(fileURLWithPath: path))
  }
}
