import Policy
import Source
import Template
import Validators

/// A stack as one side of a comparison.
struct ComparedStack {
  let stack: AskedStack
  let context: CheckContext
  let names: ShownNames
  /// Whether this is the side of before.
  let isOld: Bool
  private let holes: [String: String]

  init(_ stack: AskedStack, isOld: Bool) {
    self.stack = stack
    self.isOld = isOld
    context = stack.context(stack.deployment)
    names = ShownNames(context)
    holes = Self.holes(of: stack.template)
  }

  var template: StackTemplate { stack.template }

  /// What a value is, with names for what is not known that both sides share.
  func resolve(_ value: Value) -> Datum { renamed(context.resolver.resolve(value)) }

  /// The ARN of a resource; a name of its own where it cannot be told.
  func arn(of resource: Resource) -> PartialText {
    renamed(context.resolver.arn(of: resource) ?? PartialText(parts: [.hole(Hole("\(resource.logicalID).Arn"))]))
  }

  /// A policy with names for what is not known that both sides share.
  func compiled(_ policy: AttachedPolicy) -> CompiledPolicy {
    let document = policy.compiled.document
    guard !holes.isEmpty else { return policy.compiled }
    let datum = renamed(document.datum)
    var read = PolicyDocument(reading: datum)
    // Parts that are not known have no form as data: they are kept from the document itself.
    guard read.statements.count == document.statements.count else { return policy.compiled }
    read.version = document.version
    for (index, statement) in document.statements.enumerated() {
      read.statements[index].span = statement.span
      read.statements[index].effect = statement.effect
      read.statements[index].unknownParts = statement.unknownParts.map { Hole(holes[$0.name] ?? $0.name) }
    }
    return CompiledPolicy(read, as: policy.compiled.kind)
  }

  private func renamed(_ text: PartialText) -> PartialText {
    guard !holes.isEmpty, text.parts.contains(where: isRenamed) else { return text }
    return PartialText(
      parts: text.parts.map { part in
        guard case .hole(let hole) = part, let name = holes[hole.name] else { return part }
        return .hole(Hole(name))
      })
  }

  private func isRenamed(_ part: PartialText.Part) -> Bool {
    if case .hole(let hole) = part { holes[hole.name] != nil } else { false }
  }

  private func renamed(_ datum: Datum) -> Datum {
    guard !holes.isEmpty else { return datum }
    switch datum.kind {
    case .null, .bool, .number: return datum
    case .string(let text): return Datum(.string(renamed(text)), datum.span)
    case .unknown(let hole): return Datum(.unknown(Hole(holes[hole.name] ?? hole.name)), datum.span)
    case .list(let items): return Datum(.list(items.map(renamed)), datum.span)
    case .map(let members):
      return Datum(
        .map(members.map { Datum.Member(key: $0.key, keySpan: $0.keySpan, value: renamed($0.value)) }), datum.span)
    }
  }

  /// Calls that cannot be worked out are named after their place, which differs from file to file: here they are named after
  /// what they say.
  private static func holes(of template: StackTemplate) -> [String: String] {
    var names: [String: String] = [:]
    func visit(_ map: ValueMap) {
      Value(.map(map), Span(template.source, 0, 0)).forEachCall { call, _ in
        let place = "\(call.function.rawValue)@\(call.argument.span.start)"
        names[place] = "\(call.function.rawValue) \(call.argument.written)"
      }
    }
    for resource in template.resources { visit(resource.properties) }
    for resource in template.resources { visit(resource.attributes) }
    return names
  }
}

extension Value {
  /// The value in one line, members in the order of their names.
  fileprivate var written: String {
    switch kind {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text), .string(let text): "\"\(text)\""
    case .list(let items): "[\(items.map(\.written).joined(separator: ","))]"
    case .map(let map):
      "{\(map.entries.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.written)" }.joined(separator: ","))}"
    case .intrinsic(let call): "\(call.function.rawValue) \(call.argument.written)"
    }
  }
}
