import Emitters
import Foundation
import Source
import Spec
import Template
import Testing
import Wiring

/// Nothing of a template is missing in its plan: no resource, and no property but those that mean nothing for a run.
@Suite struct WiringPlanCompletenessTests {
  /// Every text that stands under `id` in a plan.
  private static func ids(in value: JSONValue) -> Set<String> {
    switch value {
    case .object(let members):
      var ids = Set(members.items.flatMap { Self.ids(in: $0.value) })
      if let id = value["id"]?.string { ids.insert(id) }
      return ids
    case .array(let items): return Set(items.flatMap(ids))
    case .null, .bool, .integer, .decimal, .string: return []
    }
  }

  @Test func thereAreStacksForEverySection() {
    #expect(PlanStack.examples.count >= 10)
    #expect(PlanStack.all.count > 300)
    let types = Set(PlanStack.all.flatMap(\.template.resources).map(\.type))
    #expect(types.count > 75, "\(types.count) types of resources")
  }

  @Test func everyResourceIsInThePlan() throws {
    var missing: Set<String> = []
    for stack in PlanStack.all {
      let ids = Self.ids(in: try JSONValue(encoding: stack.plan))
      let conditions = Resolver(stack.template)
      for resource in stack.template.resources where !ids.contains(resource.logicalID) {
        if let condition = resource.condition, conditions.condition(named: condition.text) != true { continue }
        if Meaningless.types[resource.type] == nil {
          missing.insert("\(stack.name): \(resource.logicalID), \(resource.type)")
        }
      }
    }
    #expect(missing.sorted() == [])
  }

  /// Types of this language have a form of their own; `resources` is for those that nobody foresaw.
  @Test func onlyRawResourcesHaveNoFormOfTheirOwn() {
    let plain = PlanStack.all.flatMap { stack in
      stack.plan.resources.filter {
        stack.template[$0.id]?.origin == .derived || stack.template[$0.id]?.reference.contains(".") == true
      }
      .map { "\(stack.name): \($0.id), \($0.type)" }
    }
    #expect(Set(plain).sorted() == [])
  }

  @Test func everyPlanIsReadBackAsItWasAndFollowsTheSchema() throws {
    let schema = try WiringPlanSchemaTests().schema()
    for stack in PlanStack.all {
      let emitter = WiringPlanEmitter(stack.template, sources: stack.sources)
      let data = Data(emitter.bytes)
      #expect(try JSONDecoder().decode(WiringPlan.self, from: data) == emitter.plan, "\(stack.name)")
      #expect(try schema.faults(in: JSONSerialization.jsonObject(with: data)) == [], "\(stack.name)")
    }
  }

  /// The plan has more than the run acts on, and the run tells what it does not.
  @Test func whatIsDescribedAndDoesNotRunIsSaid() {
    for stack in PlanStack.all {
      let plan = WiringPlanEmitter(stack.template, sources: stack.sources).plan
      let said = Set(plan.unsupported.filter { $0.property == nil && $0.place != nil }.map(\.id))
      var described = plan.streams.map(\.id) + plan.streamMappings.map(\.id) + plan.deliveryStreams.map(\.id)
      described += plan.analytics.map(\.id) + plan.stateMachines.map(\.id) + plan.schedules.map(\.id)
      described += plan.pipes.map(\.id) + plan.connections.map(\.id) + plan.apiDestinations.map(\.id)
      described += plan.userPools.map(\.id) + plan.identityPools.map(\.id) + plan.buckets.map(\.id)
      described += plan.keys.map(\.id) + plan.alarms.map(\.id) + plan.scaling.map(\.id) + plan.domains.map(\.id)
      described += plan.restAPIs.flatMap { $0.methods.filter { $0.function == nil }.map(\.id) }
      described += plan.webSocketAPIs.map(\.id) + plan.resources.map(\.id)
      described += plan.networks.filter { $0.path != nil }.map(\.id) + plan.functions.flatMap(\.urls).map(\.id)
      described += plan.buses.flatMap(\.archives).map(\.id) + plan.apis.flatMap(\.serviceRoutes).map(\.id)
      described += plan.logGroups.flatMap { $0.subscriptions.map(\.id) + $0.metricFilters.map(\.id) }
      #expect(described.filter { !said.contains($0) } == [], "\(stack.name)")
    }
  }

  @Test func everyPropertyOfTheStacksIsInThePlan() {
    var seen: Set<String> = []
    var forgotten: [String] = []
    for stack in PlanStack.all {
      for resource in stack.template.resources where resource.condition == nil {
        var small: StackTemplate?
        var whole: WiringPlan?
        let root = Value(.map(resource.properties), resource.span)
        for path in PropertyPath.all(in: root) {
          guard !Self.isExcused(path, of: resource, in: stack.template),
            seen.insert("\(resource.type) \(path.name)").inserted
          else { continue }
          let template = small ?? Self.needed(by: resource, in: stack.template)
          let plan = whole ?? PlanStack.plan(of: template, stack.sources)
          (small, whole) = (template, plan)
          if !Self.matters(path, in: root, of: resource, template, stack.sources, plan) {
            forgotten.append("\(stack.name): \(resource.type) \(path.name)")
          }
        }
      }
    }
    #expect(seen.count > 1000, "\(seen.count) properties")
    #expect(forgotten.sorted() == [])
  }

  /// Properties that no stack has, as the types' schemas know them: each with a value made up for it.
  @Test func everyPropertyOfTheSchemasIsInThePlan() {
    var forgotten: [String] = []
    var count = 0
    for (type, stack) in Self.firstOfEachType {
      guard let schema = ResourceType.named(type), let resource = stack.template.resources(ofType: type).first else {
        continue
      }
      let readOnly = Set(schema.readOnly.map { String($0.split(separator: "/").first ?? "") })
      for property in schema.shape.properties where resource[property.name] == nil && !readOnly.contains(property.name)
      {
        guard let sample = Value.sample(of: property.shape, named: property.name, resource.span)
        else { continue }
        var given = resource
        given.properties.set(property.name, at: resource.span, sample)
        let root = Value(.map(given.properties), resource.span)
        let template = Self.needed(by: given, in: stack.template)
        let whole = PlanStack.plan(of: template, stack.sources)
        let own = PropertyPath(steps: [.key(property.name)])
        for path in [own] + PropertyPath.all(in: sample, below: own.steps) {
          count += 1
          if Self.isExcused(path, of: given, in: template) { continue }
          if !Self.matters(path, in: root, of: given, template, stack.sources, whole) {
            forgotten.append("\(type) \(path.name)")
          }
        }
      }
    }
    #expect(count > 2000, "\(count) properties")
    #expect(Set(forgotten).sorted() == [])
  }

  /// Each reason is for a property that there is, and that is in no plan.
  @Test func whatMeansNothingIsReallyLeftOut() {
    for (type, properties) in Meaningless.properties {
      for (property, reason) in properties {
        #expect(!reason.isEmpty)
        #expect(ResourceType.named(type)?.shape.property(named: property) != nil, "\(type) has no \(property)")
      }
    }
  }

  private static let firstOfEachType: [(String, PlanStack)] = {
    var first: [String: PlanStack] = [:]
    for stack in PlanStack.all {
      for resource in stack.template.resources where resource.condition == nil && first[resource.type] == nil {
        first[resource.type] = stack
      }
    }
    return first.sorted { $0.key < $1.key }
  }()

  private static func isExcused(_ path: PropertyPath, of resource: Resource, in template: StackTemplate) -> Bool {
    let name = path.name
    if let packed = Meaningless.packed[resource.type],
      template.artifacts.contains(where: { $0.owner == resource.logicalID }),
      packed.contains(where: { name == $0 || name.hasPrefix($0 + ".") })
    {
      return true
    }
    let first = String(name.prefix { $0 != "." })
    return Meaningless.everywhere[first] != nil || Meaningless.properties[resource.type]?[first] != nil
  }

  /// Whether taking a property out of a resource, or changing it, changes the plan.
  private static func matters(
    _ path: PropertyPath, in root: Value, of resource: Resource, _ template: StackTemplate, _ sources: SourceMap,
    _ whole: WiringPlan
  ) -> Bool {
    let other = path.value(in: root).map(\.changed)
    return [nil, other].contains { new in
      var changed = template
      changed.update(resource.logicalID) { $0.properties = path.setting(new, in: root).map ?? ValueMap() }
      return PlanStack.plan(of: changed, sources) != whole
    }
  }

  /// A template of a resource and what it and what belongs to it name, so that plans are made quickly.
  private static func needed(by resource: Resource, in template: StackTemplate) -> StackTemplate {
    var ids: Set<String> = [resource.logicalID]
    var pending =
      [resource] + template.resources.filter { $0.refers(to: resource.logicalID) && $0.type.hasPrefix("AWS::EC2") }
    for other in pending { ids.insert(other.logicalID) }
    while let next = pending.popLast() {
      for id in next.references where ids.insert(id).inserted {
        if let other = template[id] { pending.append(other) }
      }
    }
    var small = StackTemplate(source: template.source)
    small.name = template.name
    small.parameters = template.parameters
    small.conditions = template.conditions
    small.artifacts = template.artifacts
    for other in template.resources where ids.contains(other.logicalID) {
      small.add(other.logicalID == resource.logicalID ? resource : other)
    }
    return small
  }
}

extension Resource {
  /// What its properties refer to.
  fileprivate var references: Set<String> {
    var ids: Set<String> = []
    for entry in properties.entries { entry.value.forEachReference { ids.insert($0.target.text) } }
    return ids
  }

  fileprivate func refers(to id: String) -> Bool { references.contains(id) }
}
