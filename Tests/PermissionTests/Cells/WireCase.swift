import Diagnostics
import Driver
import Source
import Template
import Testing

/// The smallest stack that has one kind of wire, with everything encrypted that can be.
struct WireCase: CustomTestStringConvertible, Sendable {
  /// The wire's name in the permission table: `rule-queue`.
  let wire: String
  /// The stack, an entry a line, each after the section that it belongs to: `queues jobs: {}`.
  let lines: [String]
  var testDescription: String { wire }

  init(_ kind: Wire.Kind, _ lines: String...) {
    wire = kind.rawValue
    self.lines = lines
  }

  /// The stack file.
  var stack: String {
    var sections: [(name: Substring, entries: [Substring])] = []
    for line in lines.flatMap({ $0.split(separator: "\n") }) {
      let name = line.prefix { $0 != " " }
      let entry = line.dropFirst(name.count + 1)
      if let index = sections.firstIndex(where: { $0.name == name }) {
        if !sections[index].entries.contains(entry) { sections[index].entries.append(entry) }
      } else {
        sections.append((name, [entry]))
      }
    }
    let text = sections.map { "\($0.name):\n" + $0.entries.map { "  \($0)\n" }.joined() }.joined()
    return "stack: cell\ndefaults:\n  functions: { runtime: python3.13, handler: index.f, code: src, timeout: 5s }\n"
      + text
  }

  /// A handler that says that it was called, and fails where only a failure is handed on.
  private var handler: String {
    let fails = wire.contains("dead-letter")
    return "def f(event, context):\n    print(\"called\", context.function_name)\n"
      + (fails ? "    raise ValueError(\"as wanted\")\n" : "    return {}\n")
  }

  /// What the compiler makes of it, with the code of its functions written into it.
  var template: StackTemplate? {
    let files = FilesInMemory(["src/index.py": "def f(event, context): pass\n", "q.sql": "SELECT data FROM clicks\n"])
    let compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: stack), files: files, options: WireCell.options)
    let errors = compilation.findings.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { Issue.record("\(wire): \(errors.map { "\($0.rule.code) \($0.message)" })") }
    guard var template = compilation.template else { return nil }
    for function in template.resources(ofType: "AWS::Lambda::Function") {
      template.update(function.logicalID) { resource in
        let span = resource.span
        let code = Value.object(span, ["ZipFile": .string(handler, span)])
        resource.properties.set("Code", at: span, code)
      }
    }
    return template
  }
}

extension WireCase {
  // What arrows begin and end at. Whatever can be encrypted is.
  static let key = "keys main: {}"
  static let worker = "functions worker: {}"
  static let jobs = "queues jobs: { visibilityTimeout: 1m, encryptionKey: keys.main }\n\(key)"
  static let failed = "queues failed: { retention: 14d, encryptionKey: keys.main }\n\(key)"
  static let news = "topics news: { encryptionKey: keys.main }\n\(key)"
  static let bus = "buses shop: {}"
  static let clicks = "streams clicks: { encryptionKey: keys.main }\n\(key)"
  static let orders = "tables orders: { key: { id: string }, stream: newImage }"
  static let lake = "buckets lake: { encryptionKey: keys.main }\n\(key)"
  static let firehose = "deliveryStreams archive: { to: buckets.store }\nbuckets store: {}"
  static let wait = "stateMachines wait: { definition: { StartAt: End, States: { End: { Type: Succeed } } } }"
  static let look =
    "stateMachines look: { type: express, definition: { StartAt: End, States: { End: { Type: Succeed } } }, logging: none }"
  static let trail = "logs trail: { properties: { RetentionInDays: 30 } }"
  static let partner = "\"arn:aws:events:eu-west-1:123456789012:api-destination/partner/1a2b\""

  static let all: [WireCase] = lambda + events + topics + apis + schedules + pipes + streams + machines + others
}
