import Source
public import Template

extension Statement {
  /// Statements without what earlier ones say already: a function that sends to a queue, and whose failures go there,
  /// needs `sqs:SendMessage` once.
  static func merged(_ statements: [Statement]) -> [Statement] {
    var said: Set<String> = []
    return statements.compactMap { $0.without(&said) }
  }

  /// The actions and resources of which some pair is new; nil if none is.
  private func without(_ said: inout Set<String>) -> Statement? {
    let circumstances = [effect, existence?.text, principal?.signature, condition?.signature].map { $0 ?? "" }.joined(
      separator: "|")
    func isNew(_ action: Name, _ resource: Value) -> Bool {
      !said.contains("\(circumstances)|\(resource.signature)|\(action.text)")
    }
    let actions = self.actions.filter { action in self.resources.contains { isNew(action, $0) } }
    let resources = self.resources.filter { resource in actions.contains { isNew($0, resource) } }
    guard !actions.isEmpty else { return nil }
    for resource in resources {
      for action in actions { said.insert("\(circumstances)|\(resource.signature)|\(action.text)") }
    }
    return Statement(
      effect: effect, actions: actions, resources: resources, principal: principal, condition: condition,
      existence: existence,
      span: span)
  }
}

extension Value {
  /// The value as text, the same for values that differ in their places alone.
  public var signature: String {
    switch kind {
    case .null: "null"
    case .bool(let value): String(value)
    case .number(let text): text
    case .string(let text): "'\(text)'"
    case .list(let items): "[\(items.map(\.signature).joined(separator: ","))]"
    case .map(let map): "{\(map.entries.map { "\($0.key):\($0.value.signature)" }.joined(separator: ","))}"
    case .intrinsic(let call): "\(call.function.rawValue)(\(call.argument.signature))"
    }
  }
}
