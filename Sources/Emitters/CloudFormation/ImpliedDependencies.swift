import Template

/// Tells which `DependsOn` say nothing new, since a reference already makes CloudFormation wait ("DependsOn attribute",
/// AWS CloudFormation Template Reference).
struct ImpliedDependencies {
  private let template: StackTemplate

  init(_ template: StackTemplate) { self.template = template }

  /// The names in `DependsOn` that no reference of the resource implies, each once, in source order.
  func needed(of resource: Resource) -> [String] {
    guard !resource.dependsOn.isEmpty else { return [] }
    var seen: Set<String> = []
    for entry in resource.properties.entries {
      for call in Self.unconditionalCalls(in: entry.value) {
        Value(.intrinsic(call), entry.value.span).forEachReference { seen.insert($0.target.text) }
      }
    }
    return resource.dependsOn.map(\.text).filter { seen.insert($0).inserted }
  }

  /// The outermost calls that do not hold a `Fn::If`: a reference in a branch that is not taken makes nothing wait.
  private static func unconditionalCalls(in value: Value) -> [Intrinsic] {
    var pending = [value]
    var calls: [Intrinsic] = []
    while let value = pending.popLast() {
      switch value.kind {
      case .list(let items): pending.append(contentsOf: items)
      case .map(let map): pending.append(contentsOf: map.entries.map(\.value))
      case .intrinsic(let call):
        var isConditional = false
        value.forEachCall { inner, _ in if inner.function == .ifElse { isConditional = true } }
        if !isConditional { calls.append(call) }
      case .null, .bool, .number, .string: break
      }
    }
    return calls
  }
}
