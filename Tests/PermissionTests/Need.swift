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
  var needs: [Need] { wires.flatMap(needs(of:)) + accessNeeds + basicNeeds }

  private func needs(of wire: Wire) -> [Need] {
    WirePermission.for(wire: wire.kind.rawValue).filter { $0.when == "always" }.flatMap { row -> [Need] in
      switch row.side {
      case .key: []
      case .role: roleNeeds(of: wire, row)
      case .resource: resourceNeeds(of: wire, row)
      }
    }
  }

  private func roleNeeds(of wire: Wire, _ row: WirePermission) -> [Need] {
    guard let role = role(at: wire), let arn = arn(row.on == "source" ? wire.source : wire.target) else { return [] }
    return row.actions.map {
      Need(span: wire.span, code: "STK702", asker: .role(role), action: $0, resource: arn)
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
        WirePermission.for(wire: wire).filter { $0.side == .role && $0.when == "always" }.flatMap { row in
          row.actions.map {
            Need(span: function.span, code: "STK704", asker: .role(role), action: $0, resource: resource)
          }
        }
      }
    }
  }
}
