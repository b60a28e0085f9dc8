import Diagnostics
import Events
import WireProtocols

extension EventsService {
  /// Targets of a rule (EventBridge quotas).
  private static let mostTargets = 5

  func putTargets(_ input: WireObject) async throws(ServiceError) -> WireObject {
    var rule = try rule(input.string("Rule"), on: input.string("EventBusName"))
    for value in input.list("Targets").compactMap(\.object) {
      let target = try Self.target(value)
      if let index = rule.targets.firstIndex(where: { $0.id == target.id }) {
        rule.targets[index] = target
      } else {
        rule.targets.append(target)
      }
    }
    guard rule.targets.count <= Self.mostTargets else {
      throw ServiceError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
    }
    try await keep(rule)
    return ["FailedEntryCount": 0, "FailedEntries": .list([])]
  }

  private static func target(_ value: WireObject) throws(ServiceError) -> EventTarget {
    var target = EventTarget(id: value.string("Id") ?? "", arn: value.string("Arn") ?? "")
    guard !TargetName(target.arn).service.isEmpty else {
      throw .validation("Parameter \(target.arn) is not valid. Reason: Provided Arn is not in correct format.")
    }
    guard target.isDelivered else {
      throw .validation(
        "Parameter \(target.arn) is not valid. Reason: the local run delivers to functions, queues, topics and buses.")
    }
    if target.arn.hasSuffix(".fifo"), value.object("SqsParameters")?.string("MessageGroupId") == nil {
      throw .validation(
        "Parameter(s) SqsParameters must be specified for target: \(target.id).")
    }
    target.role = value.string("RoleArn")
    target.input = value.string("Input")
    target.inputPath = value.string("InputPath")
    target.messageGroup = value.object("SqsParameters")?.string("MessageGroupId")
    target.retries = value.object("RetryPolicy")?.integer("MaximumRetryAttempts") ?? target.retries
    target.maxAge = value.object("RetryPolicy")?.integer("MaximumEventAgeInSeconds") ?? target.maxAge
    target.deadLetter = value.object("DeadLetterConfig")?.string("Arn")
    if let transformer = value.object("InputTransformer") {
      target.template = transformer.string("InputTemplate")
      for (name, path) in transformer.object("InputPathsMap")?.members ?? [] { target.paths[name] = path.string }
    }
    try check(target)
    return target
  }

  private static func check(_ target: EventTarget) throws(ServiceError) {
    let inputs = [target.input, target.inputPath, target.template].compactMap { $0 }
    guard inputs.count <= 1 else {
      throw .validation("Only one of Input, InputPath, or InputTransformer must be provided for target \(target.id).")
    }
    if let input = target.input, JSON.read(input) == nil {
      throw .validation("Parameter Input is not valid. Reason: it is no JSON.")
    }
    if let path = target.inputPath, EventPath(path) == nil {
      throw .validation("Parameter InputPath is not valid. Reason: \(path) is no path.")
    }
    guard let datum = target.transformer else { return }
    var findings = Findings()
    _ = InputTransformer(reading: datum, into: &findings)
    if let fault = findings.diagnostics.first(where: { $0.severity >= .error }) {
      throw .validation("Invalid InputTemplate for target \(target.id) : \(fault.message).")
    }
  }

  func removeTargets(_ input: WireObject) async throws(ServiceError) -> WireObject {
    var rule = try rule(input.string("Rule"), on: input.string("EventBusName"))
    let known = Set(rule.targets.map(\.id))
    let ids = input.strings("Ids")
    rule.targets.removeAll { ids.contains($0.id) }
    try await keep(rule)
    let failed = ids.filter { !known.contains($0) }.map { id in
      WireValue.object([
        "TargetId": .string(id), "ErrorCode": "ResourceNotFoundException",
        "ErrorMessage": .string("Rule \(rule.name) does not have a target with the Id \(id)."),
      ])
    }
    return ["FailedEntryCount": .integer(Int64(failed.count)), "FailedEntries": .list(failed)]
  }

  func listTargets(_ input: WireObject) throws(ServiceError) -> WireObject {
    let rule = try rule(input.string("Rule"), on: input.string("EventBusName"))
    let page = try Page(
      rule.targets.map(\.id).sorted(), after: input.string("NextToken"), size: input.integer("Limit") ?? 100)
    let targets = page.items.compactMap { id in rule.targets.first { $0.id == id } }
    return [
      "Targets": .list(targets.map { .object(Self.describe($0)) }), "NextToken": page.next.map { .string($0) },
    ]
  }

  private static func describe(_ target: EventTarget) -> WireObject {
    var members: WireObject = [
      "Id": .string(target.id), "Arn": .string(target.arn), "RoleArn": target.role.map { .string($0) },
      "Input": target.input.map { .string($0) }, "InputPath": target.inputPath.map { .string($0) },
    ]
    if let template = target.template {
      var paths = WireObject()
      for (name, path) in target.paths.sorted(by: { $0.key < $1.key }) { paths.append(name, .string(path)) }
      members["InputTransformer"] = .object([
        "InputPathsMap": paths.isEmpty ? nil : .object(paths), "InputTemplate": .string(template),
      ])
    }
    if let group = target.messageGroup { members["SqsParameters"] = .object(["MessageGroupId": .string(group)]) }
    if let queue = target.deadLetter { members["DeadLetterConfig"] = .object(["Arn": .string(queue)]) }
    if target.retries != 185 || target.maxAge != 86_400 {
      members["RetryPolicy"] = .object([
        "MaximumRetryAttempts": .integer(Int64(target.retries)),
        "MaximumEventAgeInSeconds": .integer(Int64(target.maxAge)),
      ])
    }
    return members
  }
}
