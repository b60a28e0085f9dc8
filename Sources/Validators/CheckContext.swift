import Handlers
public import Source
public import Spec
public import Template

/// What a check may look at. A class, since hundreds of checks are handed it.
public final class CheckContext: Sendable {
  /// The template.
  public let template: StackTemplate
  /// The texts the template came from.
  public let sources: SourceMap
  /// The files around the stack.
  public let files: any ProjectFiles
  /// The day for which dates are judged: a runtime's end of life.
  public let today: CalendarDate
  /// Logical ids of resources of which something was written wrong: what they lack is no second fault.
  public let incomplete: Set<String>
  /// What is known of the place that it will be deployed to.
  private let deployment: Deployment
  /// Works out values.
  public let resolver: Resolver
  /// Works out what values name.
  public let reader: WireReader
  /// The arrows.
  public let wires: [Wire]
  /// What its policies allow.
  public let policies: AttachedPolicies
  /// What can hold of the template's conditions at once.
  public let conditions: ConditionSolver
  /// What stands in its values.
  let uses: TemplateUses
  /// The calls of AWS that were found in the code of functions, by logical id.
  let calls: [String: HandlerCalls]

  /// The statements that people wrote into roles, once a check has asked for them.
  let writtenGrants = Once<[WrittenGrant]>()

  private let dependencies = Once<DependencyGraph>()
  private let byType: ResourcesByType

  /// Prepares the checks of one template.
  public convenience init(
    template: StackTemplate, sources: SourceMap, files: any ProjectFiles, today: CalendarDate,
    deployment: Deployment = Deployment(), incomplete: Set<String> = []
  ) {
    self.init(
      template, sources, files, today, deployment, incomplete, conditions: ConditionSolver(template), calls: [:])
  }

  /// The same for what the template is in one of its worlds.
  convenience init(_ context: CheckContext, in world: StackTemplate) {
    self.init(
      world, context.sources, context.files, context.today, context.deployment, context.incomplete,
      conditions: context.conditions, calls: context.calls)
  }

  private init(
    _ template: StackTemplate, _ sources: SourceMap, _ files: any ProjectFiles, _ today: CalendarDate,
    _ deployment: Deployment, _ incomplete: Set<String>, conditions: ConditionSolver, calls: [String: HandlerCalls]
  ) {
    self.template = template
    self.sources = sources
    self.files = files
    self.today = today
    self.incomplete = incomplete
    self.deployment = deployment
    let reader = WireReader(template, deployment)
    self.reader = reader
    self.resolver = reader.resolver
    self.wires = reader.wires
    self.conditions = conditions
    self.policies = AttachedPolicies(template, reader)
    self.uses = TemplateUses(template)
    self.calls = calls
    byType = ResourcesByType(template.resources)
  }

  /// The same, knowing the calls of handlers, and the files in which they stand.
  init(_ context: CheckContext, calls: [String: HandlerCalls], sources: SourceMap) {
    template = context.template
    self.sources = sources
    files = context.files
    today = context.today
    incomplete = context.incomplete
    deployment = context.deployment
    resolver = context.resolver
    reader = context.reader
    wires = context.wires
    policies = context.policies
    conditions = context.conditions
    uses = context.uses
    self.calls = calls
    byType = context.byType
  }

  /// Which resource must exist before which.
  var graph: DependencyGraph {
    dependencies.value {
      DependencyGraph(template) { add in
        for use in uses.references {
          guard let (index, key) = uses.places[use.place].member else { continue }
          add(index, use.reference, key)
        }
      }
    }
  }

  /// The resources of a type, in source order.
  public func resources(_ type: String) -> [Resource] { byType[type] }

  /// The resource of a logical id.
  public func resource(_ id: String?) -> Resource? { id.flatMap { template[$0] } }

  /// The resource at an end of an arrow.
  public func resource(_ endpoint: Wire.Endpoint) -> Resource? { resource(endpoint.resourceID) }

  /// The function behind an end of an arrow, also if that is one of its aliases or versions.
  public func function(_ endpoint: Wire.Endpoint) -> Resource? {
    endpoint.resourceID.flatMap(reader.function).flatMap { template[$0] }
  }

  /// How a key was written, for a message: `memory` where the template has `MemorySize`.
  func written(_ entry: ValueMap.Entry) -> String {
    // Of a member that was derived from a value, that value's place is the key's, too.
    entry.keySpan == entry.value.span ? entry.key : written(entry.key, entry.keySpan)
  }

  /// How the key of a property was written at a place, without the quotes about it.
  func written(_ key: String, _ span: Span) -> String {
    var text = sources.text(span)[...]
    if let quote = text.utf8.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), text.utf8.count > 2 {
      // One that nothing is escaped in; of another the key is what is meant.
      guard text.utf8.last == quote, !text.utf8.contains(UInt8(ascii: "\\")) else { return key }
      text = text.dropFirst().dropLast()
    }
    let isWord = !text.isEmpty && text.utf8.count <= 64 && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ":") }
    return isWord && !text.hasPrefix("{") ? String(text) : key
  }
}
