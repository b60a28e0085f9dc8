import Driver
import Emitters
import Foundation
import Source
import Spec
import Template
import TestSupport
import Testing

/// The cells as files: what lint is tested with above, a local run is tested with by `Tests/python/test_run_cells.py`.
@Suite struct RecordedCellTests {
  /// What the local run acts on (`Docs/fidelity.md`).
  static let run: Set<Wire.Kind> = [
    .apiToFunction, .eventSourceQueue, .destinationQueue, .destinationTopic, .destinationFunction, .destinationBus,
    .functionToDeadLetterQueue, .functionToDeadLetterTopic, .ruleToFunction, .ruleToQueue, .ruleToTopic, .ruleToBus,
    .ruleToDeadLetterQueue, .topicToQueue, .topicToFunction, .topicToDeadLetterQueue,
  ]

  /// Why a wire is not acted on; nil for one that is.
  static func reason(_ wire: String) -> String? {
    if let kind = Wire.Kind(rawValue: wire), run.contains(kind) { return nil }
    let reasons: [(prefix: String, reason: String)] = [
      ("event-source-", "of mappings only those of queues are polled"), ("api-", "APIs call functions alone"),
      ("async-destination-bucket", "there is no S3"),
      ("bus-", "nothing on a bus is encrypted, so that nothing fails so"),
      ("rule-", "rules deliver to functions, queues, topics and buses"),
      ("topic-", "topics deliver to functions and queues"),
      ("schedule-", "schedules do not run"), ("pipe-", "pipes do not run"),
      ("state-machine-", "state machines do not run"),
      ("bucket-", "there is no S3"), ("user-pool-", "there is no user pool"),
      ("logs-", "subscriptions of logs do not run"),
      ("alarm-", "there are no metrics"), ("network-", "there is no VPC"),
      ("function-", "neither file systems nor KMS are there"),
      ("delivery-stream-", "delivery streams do not run"), ("stream-", "streams do not run"),
      ("analytics-", "queries do not run"),
    ]
    return reasons.first { wire.hasPrefix($0.prefix) }?.reason
  }

  @Test func theFileIsCurrent() throws {
    var wires: [String: Any] = [:]
    for wireCase in WireCase.all {
      let faulty = try #require(FaultyStack(wireCase))
      wires[wireCase.wire] = try record(wireCase, faulty)
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let text =
      String(decoding: try JSONSerialization.data(withJSONObject: wires, options: options), as: UTF8.self) + "\n"
    let place = Project.root.appendingPathComponent("Tests/Permissions/cells.json")
    if ProcessInfo.processInfo.environment["STACKC_RECORD"] != nil {
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
    let kept = try? String(contentsOf: place, encoding: .utf8)
    #expect(
      kept == text, "Tests/Permissions/cells.json is stale: STACKC_RECORD=1 swift test --filter RecordedCellTests")
  }

  /// The right template, and of each fault the resources that differ in it, `null` for one that is gone; or why there is
  /// no such fault.
  private func record(_ wireCase: WireCase, _ faulty: FaultyStack) throws -> [String: Any] {
    let right = try resources(faulty.right)
    var faults: [String: Any] = [:]
    for fault in Fault.allCases where fault != .none {
      switch faulty.cell(fault) {
      case .impossible(let reason): faults[fault.rawValue] = reason
      case .stack(let template, _):
        let other = try resources(template)
        var changed: [String: Any] = [:]
        for (id, resource) in right where (other[id] as? NSDictionary) != (resource as? NSDictionary) {
          changed[id] = other[id] ?? NSNull()
        }
        faults[fault.rawValue] = changed
      }
    }
    if let reason = Self.reason(wireCase.wire) {
      return ["faults": faults.mapValues { $0 is String ? $0 : "found by lint" }, "run": reason]
    }
    return ["faults": faults, "resources": right]
  }

  private func resources(_ template: StackTemplate) throws -> [String: Any] {
    let data = Data(CloudFormationEmitter(template).bytes)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return try #require(object?["Resources"] as? [String: Any])
  }
}
