import Source
import Spec
import Template

/// One call that a stack makes necessary: who calls what, and the arrow or line that says so.
struct Need {
  enum Asker {
    /// A service with the execution role of a function, or with a rule's delivery role, by logical id.
    case role(String)
    /// A service on behalf of a source.
    case service(String, source: PartialText)
  }

  /// The arrow, the line of `access:`, or the function itself for what every function needs.
  let span: Span
  /// The rule that finds it lacking.
  let code: String
  let asker: Asker
  let action: String
  let resource: PartialText
  /// The logical id of the resource whose policy is asked.
  var target: String?
}

extension Proof {
  /// All calls that the stack makes necessary.
  var needs: [Need] { wires.flatMap(needs(of:)) + accessNeeds + basicNeeds + analyticsNeeds + machineNeeds }

  /// What state machines call that is no arrow, and tracing.
  private var machineNeeds: [Need] {
    template.resources(ofType: "AWS::StepFunctions::StateMachine").flatMap { machine -> [Need] in
      guard let role = machine["RoleArn"].flatMap(reader.resource(namedBy:)) else { return [] }
      func need(_ action: String, _ resource: PartialText, _ span: Span) -> Need {
        Need(span: span, code: "STK650", asker: .role(role), action: action, resource: resource)
      }
      var needs = reader.calls(ofStateMachine: machine).flatMap { call -> [Need] in
        switch (call.need, call.scope) {
        case (.action(let action), .target(let end)): return [need(action, arn(end) ?? "?", call.span)]
        case (.action(let action), .contents(let end)):
          return [need(action, PartialText("\(arn(end)?.description ?? "?")/some"), call.span)]
        case (.action(let action), _): return [need(action, "*", call.span)]
        case (.rows(let rows), let scope):
          guard Wire.Kind(rawValue: rows) == nil else { return [] }
          var target: Wire.Endpoint?
          if case .target(let end) = scope { target = end }
          return WirePermission.for(wire: rows).filter { $0.side == .role && $0.isListed }.flatMap { row in
            let resource = resource(
              row.on, source: .resource(machine.logicalID), target: target ?? .external("*"))
            return row.actions.map { need($0, resource ?? "?", call.span) }
          }
        }
      }
      if machine["TracingConfiguration"]?["Enabled"]?.bool == true, let span = machine["TracingConfiguration"]?.span {
        for row in WirePermission.for(wire: "state-machine-tracing") {
          needs += row.actions.map { need($0, "*", span) }
        }
      }
      return needs
    }
  }

  private func needs(of wire: Wire) -> [Need] {
    WirePermission.for(wire: wire.kind.rawValue).filter(\.isListed).flatMap { row -> [Need] in
      switch row.side {
      case .key: []
      case .role: roleNeeds(of: wire, row)
      case .resource: resourceNeeds(of: wire, row)
      }
    }
  }

  private func roleNeeds(of wire: Wire, _ row: WirePermission) -> [Need] {
    guard let role = role(at: wire), let arn = resource(row.on, source: wire.source, target: wire.target) else {
      return []
    }
    return row.actions.map {
      Need(span: wire.span, code: "STK702", asker: .role(role), action: $0, resource: arn)
    }
  }

  /// What a row's statement must be about.
  private func resource(_ on: String, source: Wire.Endpoint, target: Wire.Endpoint) -> PartialText? {
    func execution(_ end: Wire.Endpoint) -> PartialText? {
      arn(end).map { PartialText($0.description.replacing(":stateMachine:", with: ":execution:") + ":some") }
    }
    let place = "eu-west-1:123456789012"
    switch on {
    case "*": return "*"
    case "source": return arn(source)
    case "key", "log-group": return arn(target).map(concrete)
    case "source-stream":
      if let stream = reader.stream(ofConsumer: source) { return arn(stream) }
      guard let table = source.resourceID.flatMap({ template[$0] }) else { return arn(source) }
      return resolver.text(.getAtt(table.logicalID, "StreamArn", table.span))
    case "source-execution": return execution(source)
    case "target-execution": return execution(target)
    case "connection-secret": return PartialText("arn:aws:secretsmanager:\(place):secret:events!connection/some")
    default:
      if on.hasPrefix("managed-rule:") {
        return PartialText("arn:aws:events:\(place):rule/\(on.dropFirst("managed-rule:".count))")
      }
      if on.hasPrefix("source/") { return arn(source).map { PartialText("\($0)/some") } }
      guard on.hasPrefix("target"), let arn = arn(target) else { return nil }
      return concrete(PartialText(arn.description + on.dropFirst("target".count)))
    }
  }

  private func resourceNeeds(of wire: Wire, _ row: WirePermission) -> [Need] {
    guard let target = wire.target.resourceID, let arn = arn(wire.target) else { return [] }
    return sourceARNs(of: wire).flatMap { source in
      row.actions.map {
        Need(
          span: wire.span, code: "STK701", asker: .service(row.principal, source: source), action: $0, resource: arn,
          target: target)
      }
    }
  }

  /// What an application reads and writes with its role besides its tables: its code and its log.
  private var analyticsNeeds: [Need] {
    template.resources(ofType: "AWS::KinesisAnalyticsV2::Application").flatMap { application -> [Need] in
      let code = application["ApplicationConfiguration"]?["ApplicationCodeConfiguration"]
      let place = code?["CodeContent"]?["S3ContentLocation"]
      guard let role = application["ServiceExecutionRole"].flatMap(reader.resource(namedBy:)), let code,
        let bucket = place?["BucketARN"].flatMap(resolver.text), let key = place?["FileKey"].flatMap(resolver.text)
      else { return [] }
      let group = template.resources(ofType: "AWS::Logs::LogGroup").first { $0.span == application.span }
      let log = group.flatMap(resolver.arn).map(concrete) ?? "?"
      func need(_ action: String, _ resource: PartialText, _ span: Span) -> Need {
        Need(span: span, code: "STK702", asker: .role(role), action: action, resource: resource)
      }
      let object = PartialText("\(bucket)/\(key)")
      return ["s3:GetObject", "s3:GetObjectVersion"].map { need($0, object, code.span) }
        + ["logs:DescribeLogStreams", "logs:PutLogEvents"].map { need($0, log, application.span) }
        + [need("logs:DescribeLogGroups", "*", application.span)]
    }
  }

  private var accessNeeds: [Need] {
    template.accesses.flatMap { access -> [Need] in
      guard let role = role(ofFunction: access.function) else { return [] }
      return access.grants.flatMap { grant in
        grant.resources.compactMap(resolver.text).flatMap { resource in
          grant.actions.map {
            Need(span: access.span, code: "STK703", asker: .role(role), action: $0.text, resource: concrete(resource))
          }
        }
      }
    }
  }

  /// What Lambda does for a function with its role, whatever the function is.
  private var basicNeeds: [Need] {
    template.resources(ofType: "AWS::Lambda::Function").flatMap { function -> [Need] in
      guard let role = role(ofFunction: function.logicalID) else { return [] }
      var wanted: [(wire: String, resource: PartialText)] = []
      if let group = function["LoggingConfig"]?["LogGroup"].flatMap(reader.resource(namedBy:)),
        let resource = template[group],
        var arn = resolver.arn(of: resource)
      {
        arn.append(.literal(":log-stream:today"))
        wanted.append(("function-logs", concrete(arn)))
      }
      if function["VpcConfig"] != nil { wanted.append(("function-network", "*")) }
      if function["TracingConfig"]?["Mode"]?.string == "Active" { wanted.append(("function-tracing", "*")) }
      return wanted.flatMap { wire, resource in
        WirePermission.for(wire: wire).filter { $0.side == .role && $0.isListed }.flatMap { row in
          row.actions.map {
            Need(span: function.span, code: "STK704", asker: .role(role), action: $0, resource: resource)
          }
        }
      }
    }
  }
}

extension WirePermission {
  /// Whether AWS's page lists it for every wire of the kind, be it that nothing works without or that nobody says so.
  fileprivate var isListed: Bool { when == "always" || when == "listed" }
}
