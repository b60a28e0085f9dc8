import Diagnostics
import Events
import Source
import Wiring

/// A bus as EventBridge keeps it.
struct EventBus: Codable, Sendable {
  var name: String
  var arn: String
  var description: String?
  var deadLetter: String?
  var tags: [String: String] = [:]
  /// The policy that a call gave it, for the next start; the authorizer holds the one in force.
  var policy: String?
  /// When it was made, in milliseconds since 1970.
  var created: Int64 = 0
  var place: Place?
  var isPlanned = false
}

/// A rule as EventBridge keeps it.
struct EventRule: Codable, Sendable {
  var name: String
  var arn: String
  /// Name of its bus.
  var bus: String
  var pattern: String?
  var schedule: String?
  var enabled = true
  var description: String?
  var role: String?
  var targets: [EventTarget] = []
  var tags: [String: String] = [:]
  var place: Place?
  var isPlanned = false

  /// Its name among all rules.
  var key: String { Self.key(bus, name) }

  static func key(_ bus: String, _ name: String) -> String { "\(bus)/\(name)" }

  init(name: String, arn: String, bus: String) {
    self.name = name
    self.arn = arn
    self.bus = bus
  }

  init(_ plan: RulePlan) {
    self.init(name: plan.name, arn: plan.arn, bus: plan.bus)
    pattern = plan.pattern?.datum.json
    schedule = plan.schedule
    enabled = plan.enabled
    targets = plan.targets.map(EventTarget.init)
    place = plan.place
    isPlanned = true
  }
}

/// A target of a rule.
struct EventTarget: Codable, Sendable {
  var id: String
  var arn: String
  var role: String?
  var input: String?
  var inputPath: String?
  /// `InputPathsMap` and `InputTemplate`.
  var paths: [String: String] = [:]
  var template: String?
  var messageGroup: String?
  /// Retries: 0 to 185.
  var retries = 185
  /// Seconds: 60 to 86400.
  var maxAge = 86_400
  var deadLetter: String?
  var place: Place?

  init(id: String, arn: String) {
    self.id = id
    self.arn = arn
  }

  init(_ plan: TargetPlan) {
    self.init(id: plan.id, arn: plan.arn)
    role = plan.role
    input = plan.input
    inputPath = plan.inputPath
    for path in plan.transformer?.paths.items ?? [] { paths[path.name] = path.value }
    template = plan.transformer?.template
    messageGroup = plan.messageGroup
    retries = plan.retries
    maxAge = plan.maxAge
    deadLetter = plan.deadLetter
    place = plan.place
  }

  /// Whether the local run delivers to targets of its kind.
  var isDelivered: Bool { ["lambda", "sqs", "sns", "events"].contains(TargetName(arn).service) }

  /// `InputTransformer` as the engine of input transformers reads it.
  var transformer: Datum? {
    template.map { template in
      .map([
        "InputPathsMap": .map(paths.sorted { $0.key < $1.key }.map { ($0.key, Datum.string($0.value)) }),
        "InputTemplate": .string(template),
      ])
    }
  }
}

/// A rule with what was read from its texts, once.
struct ActiveRule: Sendable {
  var rule: EventRule
  let pattern: EventPattern?
  let schedule: ScheduleExpression?
  /// By target's id.
  let transformers: [String: InputTransformer]

  init(_ rule: EventRule) {
    self.rule = rule
    var findings = Findings()
    pattern = rule.pattern.flatMap { JSON.read($0) }.map { EventPattern(reading: $0, into: &findings) }
    schedule = rule.schedule.flatMap {
      ScheduleExpression(reading: PartialText($0), at: JSON.nowhere, into: &findings)
    }
    var transformers: [String: InputTransformer] = [:]
    for target in rule.targets {
      guard let datum = target.transformer else { continue }
      transformers[target.id] = InputTransformer(reading: datum, into: &findings)
    }
    self.transformers = transformers
  }
}
