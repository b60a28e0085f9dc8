public import Source
public import Template
public import Wiring

/// Makes the wiring plan of a template: everything resolved for one machine.
public struct WiringPlanEmitter: Sendable {
  /// The plan.
  public let plan: WiringPlan

  /// Makes the plan. `deployment` gives the region, the stack's name and the values of parameters; what it leaves open is
  /// as `Docs/wiring-plan.md` says.
  public init(_ template: StackTemplate, sources: SourceMap, deployment: Deployment = Deployment()) {
    let place = LocalPlace(template, deployment)
    var builder = PlanBuilder(template, sources: sources, place: place)
    builder.build()
    plan = builder.plan
  }

  /// The plan as UTF-8 that ends in a line feed. The same template gives the same bytes.
  public var bytes: [UInt8] { plan.bytes }
}

extension Deployment {
  /// The place of a local run: every name, number and address that AWS would make up is known, as the plan has it.
  public static func local(_ template: StackTemplate, _ given: Deployment) -> Deployment {
    LocalPlace(template, given).deployment
  }
}

extension WiringPlan {
  /// The plan as UTF-8 that ends in a line feed.
  public var bytes: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    json.newline()
    return json.bytes
  }

  /// Writes the plan as one object, its fields in the order of `Docs/wiring-plan.md`.
  public func write(to json: inout JSONWriter) {
    // Encoding cannot fail: no type of the plan throws, and every value has a form in JSON.
    let value = (try? JSONValue(encoding: self)) ?? .null
    value.write(to: &json)
  }
}
