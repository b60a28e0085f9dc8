import Diagnostics
import Source
import Spec
import Template

/// What a statement that is offered is about, to be written as the file at hand names it.
enum StatementSubject {
  /// `*`.
  case everything
  /// A resource, or something outside, and what follows its ARN.
  case part(of: Wire.Endpoint, rest: String)
  /// An attribute of a resource that is another ARN: a table's stream.
  case attribute(String, of: Wire.Endpoint)
  /// An ARN as `Fn::Sub` takes it.
  case text(String)
}

extension PermissionContext {
  /// What a row of the wire table is about (`Docs/facts.md`).
  func subject(_ on: String, source: Wire.Endpoint, target: Wire.Endpoint?) -> StatementSubject? {
    switch on {
    case "*": return .everything
    case "source": return .part(of: source, rest: "")
    case "key", "log-group": return target.map { .part(of: $0, rest: "") }
    case "source-stream":
      if let stream = context.reader.stream(ofConsumer: source) { return .part(of: stream, rest: "") }
      return source.resourceID == nil ? .part(of: source, rest: "") : .attribute("StreamArn", of: source)
    case "source-execution": return executions(of: source)
    case "target-execution": return target.flatMap(executions)
    case "connection-secret":
      return .text(
        "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:events!connection/*")
    default: break
    }
    if on.hasPrefix("managed-rule:") {
      let name = on.dropFirst("managed-rule:".count)
      return .text("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/\(name)")
    }
    if on.hasPrefix("source/") { return .part(of: source, rest: String(on.dropFirst("source".count))) }
    guard on == "target" || on.hasPrefix("target/") || on.hasPrefix("target:") else { return nil }
    return target.map { .part(of: $0, rest: String(on.dropFirst("target".count))) }
  }

  private func executions(of machine: Wire.Endpoint) -> StatementSubject? {
    guard let resource = context.resource(machine), resource.type == "AWS::StepFunctions::StateMachine" else {
      guard case .external(let arn) = machine else { return nil }
      return .text(arn.description.replacing(":stateMachine:", with: ":execution:") + ":*")
    }
    let name = "${\(resource.logicalID).Name}"
    return .text("arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:\(name):*")
  }

  /// The subject in a policy as CloudFormation has it; nil where it cannot be named there.
  func templateText(_ subject: StatementSubject, isJSON: Bool) -> FlowText? {
    switch subject {
    case .everything: return .text("*")
    case .text(let text): return substituted(text, isJSON)
    case .attribute(let name, let end): return end.resourceID.map { attribute(name, of: $0, isJSON) }
    case .part(.external(let arn), let rest): return substituted(arn.description + rest, isJSON)
    case .part(.resource(let id), let rest):
      guard let resource = context.resource(id), let identity = resource.identity else { return nil }
      if rest.isEmpty, let name = identity.arnAttribute { return attribute(name, of: id, isJSON) }
      if rest.isEmpty, identity.refIs == .arn { return reference(id, isJSON) }
      return substitution(of: .resource(id)).map { substituted($0 + rest, isJSON) }
    }
  }

  /// The subject in `on:` of a role of the stack language, or as a condition's value there.
  func stackText(_ subject: StatementSubject) -> FlowText? {
    switch subject {
    case .everything, .text, .part(.external, _): return templateText(subject, isJSON: false)
    case .attribute(let name, let end):
      guard let path = path(of: end) else { return templateText(subject, isJSON: false) }
      return .text("${\(path).\(name.first.map { $0.lowercased() } ?? "")\(name.dropFirst())}")
    case .part(let end, let rest):
      guard let path = path(of: end) else { return templateText(subject, isJSON: false) }
      return rest.isEmpty || rest.hasPrefix("/") ? .text(path + rest) : .text("${\(path).arn}\(rest)")
    }
  }

  /// The path of a resource in the stack language; nil for one of the section `resources` and what is outside.
  private func path(of end: Wire.Endpoint) -> String? {
    guard let resource = context.resource(end), resource.reference.contains("."), resource.propertiesSpan == nil else {
      return nil
    }
    return resource.reference
  }

  /// An ARN as `Fn::Sub` takes it.
  func substitution(of end: Wire.Endpoint) -> String? {
    guard let resource = context.resource(end) else {
      guard case .external(let arn) = end else { return nil }
      return arn.description
    }
    guard let identity = resource.identity else { return nil }
    if let name = identity.arnAttribute { return "${\(resource.logicalID).\(name)}" }
    if identity.refIs == .arn { return "${\(resource.logicalID)}" }
    guard var text = identity.arnTemplate else { return nil }
    for (word, name) in [
      ("Partition", "AWS::Partition"), ("Region", "AWS::Region"), ("Account", "AWS::AccountId"),
      ("Ref", resource.logicalID),
    ] {
      text = text.replacing("${\(word)}", with: "${\(name)}")
    }
    if identity.refIs == .name { text = text.replacing("${Name}", with: "${\(resource.logicalID)}") }
    return text.contains("${Name}") || text.contains("${Property.") ? nil : text
  }

  func substituted(_ text: String, _ isJSON: Bool) -> FlowText {
    guard text.contains("${") else { return .text(text) }
    return isJSON ? .map([("Fn::Sub", .text(text))]) : .raw("!Sub \"\(text)\"")
  }

  func reference(_ id: String, _ isJSON: Bool) -> FlowText {
    isJSON ? .map([("Ref", .text(id))]) : .raw("!Ref \(id)")
  }

  func attribute(_ name: String, of id: String, _ isJSON: Bool) -> FlowText {
    isJSON ? .map([("Fn::GetAtt", .list([.text(id), .text(name)]))]) : .raw("!GetAtt \(id).\(name)")
  }
}
