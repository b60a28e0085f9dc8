import Diagnostics
import Source
import Spec
import Template

/// Walks every property of every resource beside the shape that CloudFormation documents for it.
enum PropertyWalk {
  static func run(_ context: CheckContext, into findings: inout Findings) {
    for resource in context.template.resources {
      guard let type = type(of: resource) else {
        // Without a type that was told already; modules, others' types and a transform's are registered in an account.
        guard !resource.type.isEmpty, resource.type.hasPrefix("AWS::"), !resource.type.hasSuffix("::MODULE"),
          context.template.unexpanded.isEmpty
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
    return ResourceType.named(resource.type)
  }

  private static func walk(
    _ resource: Resource, _ type: ResourceType, _ context: CheckContext, _ findings: inout Findings
  ) {
    var pending = [
      ShapeVisit(
        context: context, resource: resource, value: Value(.map(resource.properties), resource.span), shape: type.shape,
        key: "", name: resource.label, nameSpan: resource.propertiesSpan ?? resource.span)
    ]
    while let visit = pending.popLast() {
      visit.judgeReference(into: &findings)
      let visit = known(visit)
      guard let visit else { continue }
      var found = Findings()
      for check in ShapeCheck.all { check.run(visit, &found) }
      for finding in found.diagnostics { findings.report(visit.isDefault ? finding.asDefault : finding) }
      pending.append(contentsOf: children(of: visit).reversed())
    }
  }

  /// The visit of what a value is known to be: a branch that is taken, a text that a reference gives. Nil for the rest.
  private static func known(_ visit: ShapeVisit) -> ShapeVisit? {
    guard visit.value.intrinsic != nil else {
      // What a dynamic reference gives is known at deployment alone ("Dynamic references", AWS CloudFormation User Guide).
      return visit.value.string?.contains("{{resolve:") == true ? nil : visit
    }
    let parameter = visit.context.parameter(behind: visit.value)
    // An empty default asks whoever deploys for a value, or stands for none behind a condition.
    guard case .string(let text) = visit.context.resolver.resolve(visit.value).kind, let literal = text.literal,
      !literal.isEmpty || parameter == nil, !literal.contains("{{resolve:")
    else { return nil }
    var known = visit.with(.string(literal, visit.value.span))
    known.isDefault = parameter != nil
    return known
  }

  private static func children(of visit: ShapeVisit) -> [ShapeVisit] {
    switch visit.value.kind {
    case .map(let map):
      return map.entries.flatMap { entry in
        guard let shape = shape(of: entry.key, in: visit.shape) else { return [ShapeVisit]() }
        return branches(entry.value).map {
          ShapeVisit(
            context: visit.context, resource: visit.resource, value: $0, shape: shape,
            key: entry.key, name: visit.context.written(entry), nameSpan: entry.keySpan)
        }
      }
    case .list(let items):
      guard let shape = visit.shape.items else { return [] }
      return items.flatMap(branches).map {
        ShapeVisit(
          context: visit.context, resource: visit.resource, value: $0, shape: shape, key: visit.key, name: visit.name,
          nameSpan: visit.nameSpan)
      }
    case .null, .bool, .number, .string, .intrinsic: return []
    }
  }

  private static func shape(of key: String, in shape: Shape) -> Shape? {
    shape.property(named: key)?.shape ?? shape.patternProperties.first?.shape ?? shape.additional
  }

  /// The values that may stand here: both branches of `Fn::If`, none for `AWS::NoValue`.
  private static func branches(_ value: Value) -> [Value] {
    guard let call = value.intrinsic else { return [value] }
    if value.isNoValue { return [] }
    guard call.function == .ifElse, let then = call.argument(1), let otherwise = call.argument(2) else {
      return [value]
    }
    return branches(then) + branches(otherwise)
  }
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
  fileprivate var asDefault: Diagnostic {
    var finding = self
    finding.severity = min(severity, .warning)
    finding.consequences.append("this is the parameter's default; another value may be given at deployment")
    return finding
  }
}

extension ShapeVisit {
  /// The same place with another value.
  func with(_ value: Value) -> ShapeVisit {
    ShapeVisit(
      context: context, resource: resource, value: value, shape: shape, key: key, name: name, nameSpan: nameSpan)
  }
}
