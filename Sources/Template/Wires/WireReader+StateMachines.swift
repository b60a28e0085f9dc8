public import Source
import Spec
public import States

extension WireReader {
  /// What the definition calls, and where it logs (AWS::StepFunctions::StateMachine).
  func wires(ofStateMachine machine: Resource) -> [Wire] {
    let here = Wire.Endpoint.resource(machine.logicalID)
    let role = machine["RoleArn"]
    var wires = calls(ofStateMachine: machine).compactMap { call -> Wire? in
      guard let kind = call.wireKind, let target = call.endpoint else { return nil }
      return Wire(
        kind: kind, source: here, target: target, via: machine.logicalID, span: call.span, role: role)
    }
    for destination in machine["LoggingConfiguration"]?["Destinations"]?.listOrSelf ?? [] {
      guard let group = destination["CloudWatchLogsLogGroup"]?["LogGroupArn"] else { continue }
      wires.append(
        Wire(
          kind: .stateMachineToLogGroup, source: here, target: endpoint(group), via: machine.logicalID,
          span: group.span, role: role))
    }
    return wires
  }

  /// Everything that a machine's definition asks of its role, in source order.
  public func calls(ofStateMachine machine: Resource) -> [StateMachineCall] {
    guard let datum = definition(ofStateMachine: machine),
      let definition = StateMachineDefinition(reading: datum, kind: kind(ofStateMachine: machine))
    else { return [] }
    let names = StateMachineNames(self)
    var calls = definition.taskCalls.flatMap { names.calls(of: $0) }
    for map in definition.distributedMaps { calls += names.calls(of: map, machine: machine.logicalID) }
    return calls
  }

  /// Standard unless it says otherwise.
  public func kind(ofStateMachine machine: Resource) -> StateMachineKind {
    machine["StateMachineType"].flatMap(resolver.literal).flatMap(StateMachineKind.init(rawValue:)) ?? .standard
  }

  /// The definition with its substitutions, as far as it is known; nil where it is no data of this template.
  public func definition(ofStateMachine machine: Resource) -> Datum? {
    guard let datum = writtenDefinition(of: machine) else { return nil }
    let substitutions = machine["DefinitionSubstitutions"]?.map
    return datum.substituting { name in
      substitutions?[name].map { resolver.text($0) ?? PartialText(Hole(name)) }
    }
  }

  private func writtenDefinition(of machine: Resource) -> Datum? {
    if let value = machine["Definition"] { return resolver.resolve(value) }
    guard let value = machine["DefinitionString"], let text = resolver.text(value) else { return nil }
    do throws(JSONError) {
      return try DefinitionText(text, id: value.span.source).datum().placed { _ in value.span }
    } catch {
      return nil
    }
  }
}
