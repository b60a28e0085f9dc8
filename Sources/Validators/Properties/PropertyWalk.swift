import Diagnostics
import Source
import Spec
import Template

/// Walks every property of every resource beside the shape that CloudFormation documents for it.
enum PropertyWalk {
  static func run(_ context: CheckContext, into findings: inout Findings) {
    for resource in context.template.resources {
      guard let type = type(of: resource) else {
        // Without a type that was told already, as is what SAM's transform would know; a macro may know types of its own.
        guard !resource.type.isEmpty, context.template.unexpanded.isEmpty, !resource.mayBeRegistered,
          !resource.isServerless
        else { continue }
        findings.report(.unknownResourceType(resource))
        continue
      }
      walk(resource, type, context, &findings)
    }
  }

  /// The documented type; a custom resource's properties are its own affair.
  private static func type(of resource: Resource) -> ResourceType? {
    if resource.type.hasPrefix("Custom::") { return ResourceType.named("AWS::CloudFormation::CustomResource") }
    return resource.documented
  }

  private static func walk(
    _ resource: Resource, _ type: ResourceType, _ context: CheckContext, _ findings: inout Findings
  ) {
    let walked = WalkedResource(resource, context)
    var pending = [
      ShapeVisit(
        walked: walked, value: Value(.map(resource.properties), resource.span), shape: type.shape, key: "",
        nameSpan: resource.propertiesSpan ?? resource.span)
    ]
    while var visit = pending.popLast() {
      if visit.value.intrinsic != nil {
        visit.judgeReference(into: &findings)
        guard visit.judgeFunction(into: &findings), let value = known(visit) else { continue }
        visit = value
      } else if let text = visit.value.string, text.holdsDynamicReference {
        // What a dynamic reference gives is known at deployment alone ("Dynamic references", AWS CloudFormation User Guide).
        continue
      }
      if case .map(let map) = visit.value.kind {
        visit.members = map.entries.map { visit.shape.property(named: $0.key)?.shape }
        if visit.shape.restricts([.required, .groups]) { visit.worlds = visit.worlds(of: map) }
      }
      if let place = visit.defaultPlace {
        var found = Findings()
        visit.check(into: &found)
        for finding in found.diagnostics {
          findings.report(finding.asDefault(at: place, isEmpty: visit.value.string == ""))
        }
      } else {
        visit.check(into: &findings)
      }
      appendChildren(of: visit, to: &pending)
    }
  }

  /// The visit of what a call is known to give: a branch that is taken, a text that a reference gives. Nil for the rest.
  private static func known(_ visit: ShapeVisit) -> ShapeVisit? {
    // What a text is, nobody asks where any will do.
    guard visit.shape.isBounded || !visit.shape.kinds.contains(.string) else { return nil }
    let parameter = visit.context.parameter(behind: visit.value)
    // An empty default may stand for none behind a condition.
    guard case .string(let text) = visit.context.resolver.resolve(visit.value).kind, let literal = text.literal,
      !literal.isEmpty || parameter == nil || !(visit.isInBranch || visit.resource.condition != nil),
      !literal.holdsDynamicReference
    else { return nil }
    var known = visit.with(.string(literal, visit.value.span))
    known.defaultPlace = parameter.map { $0.defaultValue?.span ?? $0.name.span }
    return known
  }

  /// Adds what stands in a value, the first last, so that it is visited first.
  private static func appendChildren(of visit: ShapeVisit, to pending: inout [ShapeVisit]) {
    switch visit.value.kind {
    case .map(let map):
      let others = visit.shape.patternProperties.first?.shape ?? visit.shape.additional
      for index in map.entries.indices.reversed() {
        guard let shape = visit.members[index] ?? others else { continue }
        let entry = map.entries[index]
        if entry.value.isUnrestricted(by: shape) { continue }
        let child = ShapeVisit(
          walked: visit.walked, value: entry.value, shape: shape, key: entry.key, nameSpan: entry.keySpan,
          facts: visit.facts)
        append(child, to: &pending)
      }
    case .list(let items):
      guard let shape = visit.shape.items else { return }
      for item in items.reversed() where !item.isUnrestricted(by: shape) {
        let child = ShapeVisit(
          walked: visit.walked, value: item, shape: shape, key: visit.key, nameSpan: visit.nameSpan,
          facts: visit.facts, isItem: true)
        append(child, to: &pending)
      }
    case .null, .bool, .number, .string, .intrinsic: break
    }
  }

  /// Adds a value, or what may stand in its place: both branches of `Fn::If`, nothing for `AWS::NoValue`.
  private static func append(_ visit: consuming ShapeVisit, to pending: inout [ShapeVisit]) {
    if let call = visit.value.intrinsic {
      if visit.value.isNoValue { return }
      if let branches = call.branches {
        for branch in branches.reversed() {
          var inner = visit.with(branch.value)
          inner.facts.append(branch.fact)
          append(inner, to: &pending)
        }
        return
      }
    }
    if !visit.value.isUnrestricted(by: visit.shape) { pending.append(visit) }
  }
}

extension Value {
  /// Whether it is a text or a number of which nothing more is asked than its kind, as of most.
  fileprivate func isUnrestricted(by shape: Shape) -> Bool { isLeaf && !shape.isBounded && fits(shape.kinds) }
}

extension CheckContext {
  /// The first parameter that a value refers to whose default is what is known of it.
  fileprivate func parameter(behind value: Value) -> Parameter? {
    var found: Parameter?
    value.forEachReference { reference in
      let name = reference.target.text
      if found == nil, !resolver.isBound(name) { found = template.parameter(name) }
    }
    return found
  }
}

extension Diagnostic {
  /// The finding about a value that another one may replace at deployment.
  fileprivate func asDefault(at place: Span, isEmpty: Bool) -> Diagnostic {
    var finding = self
    // Whoever deploys is asked for what is empty.
    finding.severity = min(severity, isEmpty ? .info : .warning)
    finding.consequences.append("this is the parameter's default; another value may be given at deployment")
    finding.notes.append(.init("the default", at: place))
    return finding
  }
}

extension ShapeVisit {
  /// The same place with another value.
  func with(_ value: Value) -> ShapeVisit {
    ShapeVisit(
      walked: walked, value: value, shape: shape, key: key, nameSpan: nameSpan, facts: facts, isItem: isItem)
  }
}
