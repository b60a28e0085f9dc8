import Source
import Template
import Wiring

/// What can be looked for by its logical id, its name or its ARN.
protocol PlanItem {
  var id: String { get }
  var name: String { get }
  var arn: String { get }
}

extension StreamPlan: PlanItem {}
extension BusPlan: PlanItem {}
extension LayerPlan: PlanItem {}
extension LogGroupPlan: PlanItem {}
extension StateMachinePlan: PlanItem {}
extension UserPoolPlan: PlanItem {}
extension IdentityPoolPlan: PlanItem {}
extension BucketPlan: PlanItem {}
extension EncryptionKeyPlan: PlanItem {}
extension AnalyticsPlan: PlanItem {}

extension PlanBuilder {
  /// The item that a property of a resource names.
  func owner<Item: PlanItem>(
    in items: [Item], named property: String, by resource: Resource, _ reader: inout PropertyReader
  ) -> Int? {
    let text = reader.text(property)
    if let id = resource[property].flatMap(wires.resource(namedBy:)),
      let index = items.firstIndex(where: { $0.id == id })
    {
      return index
    }
    return items.firstIndex { text == $0.name || text == $0.arn }
  }

  /// A part of an item that has nothing but settings. `name` is the property that names it.
  func part(_ resource: Resource, _ reader: inout PropertyReader, name property: String? = nil) -> PartPlan {
    var part = PartPlan(id: resource.logicalID)
    part.name = property.flatMap { reader.text($0) } ?? name(resource)
    part.arn = resolver.arn(of: resource).map(known)
    part.settings = reader.rest()
    part.place = planPlace(resource.span)
    return part
  }

  /// Describes a part whose item the plan does not hold, and says so.
  mutating func addOutside(_ resource: Resource, _ why: String, _ reader: inout PropertyReader) {
    describe(resource)
    outsiders.insert(resource.logicalID)
    unsupported(resource, why)
    reader.abandon()
  }

  /// Describes a resource of a type that the plan has no form of its own for.
  mutating func describe(_ resource: Resource) {
    var reader = reader(resource)
    var other = ResourcePlan(id: resource.logicalID, type: resource.type)
    other.name = name(resource)
    other.arn = resolver.arn(of: resource).map(known)
    other.properties = reader.rest()
    other.path = path(resource)
    other.place = planPlace(resource.span)
    plan.resources.append(other)
  }
}
