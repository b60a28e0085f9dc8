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
  func resolve(_ value: Value) -> Datum {
    // Calls that the program derived share the place of what made them necessary: the value's own are looked at first.
    renamed(context.resolver.resolve(value), holes.merging(Self.holes(in: [value])) { _, own in own })
  }

  /// The properties of a resource, each worked out.
  func resolve(_ properties: ValueMap, _ resource: Resource) -> Datum {
    Datum(
      .map(
        properties.entries.filter { !$0.value.isNoValue }.map {
          Datum.Member(key: $0.key, keySpan: $0.keySpan, value: resolve($0.value))
        }), resource.span)
  }

  /// The ARN of a resource; a name of its own where it cannot be told.
  func arn(of resource: Resource) -> PartialText {
    renamed(context.resolver.arn(of: resource) ?? PartialText(Hole("\(resource.logicalID).Arn")), holes)
  }

  /// A policy with names for what is not known that both sides share.
  func compiled(_ policy: AttachedPolicy) -> CompiledPolicy {
    let document = policy.compiled.document
    guard !holes.isEmpty else { return policy.compiled }
    let datum = renamed(document.datum, holes)
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

  private func renamed(_ text: PartialText, _ names: [String: String]) -> PartialText {
    guard text.parts.count > 1 || text.literal == nil else { return text }
    return PartialText(
      parts: text.parts.map { part in
        guard case .hole(let hole) = part, let name = names[hole.name] else { return part }
        return .hole(Hole(name))
      })
  }

  private func renamed(_ datum: Datum, _ names: [String: String]) -> Datum {
    guard !names.isEmpty else { return datum }
    switch datum.kind {
    case .null, .bool, .number: return datum
    case .string(let text): return Datum(.string(renamed(text, names)), datum.span)
    case .unknown(let hole): return Datum(.unknown(Hole(names[hole.name] ?? hole.name)), datum.span)
    case .list(let items): return Datum(.list(items.map { renamed($0, names) }), datum.span)
    case .map(let members):
      let renamed = members.map {
        Datum.Member(key: $0.key, keySpan: $0.keySpan, value: self.renamed($0.value, names))
      }
      return Datum(.map(renamed), datum.span)
    }
  }

  private static func holes(of template: StackTemplate) -> [String: String] {
    holes(in: template.resources.flatMap { $0.properties.entries.map(\.value) + $0.attributes.entries.map(\.value) })
  }

  /// Calls that cannot be worked out are named after their place, which differs from file to file: here they are named after
  /// what they say.
  private static func holes(in values: [Value]) -> [String: String] {
    var names: [String: String] = [:]
    for value in values {
      value.forEachCall { call, _ in
        let place = "\(call.function.rawValue)@\(call.argument.span.start)"
        names[place] = "\(call.function.rawValue) \(call.argument.written)"
      }
    }
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
