import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::StepFunctions::StateMachine.
  mutating func addStateMachine(_ resource: Resource, _ reader: inout PropertyReader) {
    var machine = StateMachinePlan(
      id: resource.logicalID, name: reader.text("StateMachineName") ?? name(resource), arn: arn(resource),
      type: reader.text("StateMachineType") ?? Self.usualMachineType)
    machine.path = path(resource)
    machine.place = planPlace(resource.span)
    if let definition = wires.definition(ofStateMachine: resource) {
      machine.definition = reader.plainJSON(definition)
      reader.skip(reader.peek("Definition") == nil ? "DefinitionString" : "Definition")
    }
    machine.role = reader.text("RoleArn")
    machine.logging = reader.json("LoggingConfiguration")
    machine.tracing = reader.text("TracingConfiguration", "Enabled") == "true"
    machine.settings = reader.rest()
    plan.stateMachines.append(machine)
  }

  /// "The default value is STANDARD" (`StateMachineType`, AWS::StepFunctions::StateMachine).
  private static let usualMachineType = "STANDARD"

  /// AWS::StepFunctions::StateMachineVersion.
  mutating func attachMachineVersion(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.stateMachines, named: "StateMachineArn", by: resource, &reader) else {
      return addOutside(resource, "its state machine is not of this plan", &reader)
    }
    var version = StateMachineVersionPlan(id: resource.logicalID, arn: generated(resource, "Arn"))
    version.place = planPlace(resource.span)
    version.settings = reader.rest()
    plan.stateMachines[index].versions.append(version)
  }

  /// AWS::StepFunctions::StateMachineAlias, of the machine whose versions it names.
  mutating func attachMachineAlias(_ resource: Resource, _ reader: inout PropertyReader) {
    let routes = reader.peek("RoutingConfiguration")?.itemsOrSelf ?? []
    let named = [reader.peek("DeploymentPreference")] + routes
    let versions = named.compactMap { reader.plain($0?["StateMachineVersionArn"]) }
    let index = plan.stateMachines.firstIndex { machine in
      versions.contains { $0.hasPrefix(machine.arn + ":") }
    }
    guard let index else { return addOutside(resource, "its state machine is not of this plan", &reader) }
    var alias = StateMachineAliasPlan(
      id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: generated(resource, "Arn"))
    alias.path = "\(plan.stateMachines[index].path ?? plan.stateMachines[index].name).\(alias.name)"
    alias.place = planPlace(resource.span)
    alias.versions = versions
    alias.settings = reader.rest()
    plan.stateMachines[index].aliases.append(alias)
  }
}
