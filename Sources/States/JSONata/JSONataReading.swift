/// What an expression reads, for its checks.
struct JSONataReading {
  /// Names that are read where there is nothing to read them from.
  var bare: [(name: String, range: Range<Int>)] = []
  /// Members of `$states`.
  var stateMembers: [(name: String, range: Range<Int>)] = []
  /// Variables that are read, without those that are called.
  var variables: [(name: String, range: Range<Int>)] = []
  /// Functions that are called by name.
  var calls: [(name: String, range: Range<Int>)] = []
  /// Variables that the expression gives a value itself.
  var bound: Set<String> = []

  /// Visits a part. At the outermost level an expression has no context: the input is `$states.input`.
  mutating func visit(_ node: JSONataNode, hasContext: Bool) {
    switch node.kind {
    case .name(let name): if !hasContext { bare.append((name, node.range)) }
    case .variable(let name): variable(name, node.range, hasContext)
    case .step(let left, let right):
      visit(left, hasContext: hasContext)
      if case .variable("states") = left.kind, let member = right.firstName { stateMembers.append(member) }
      visit(right, hasContext: true)
    case .predicate(let left, let right):
      visit(left, hasContext: hasContext)
      visit(right, hasContext: true)
    case .sort(let left, let terms):
      visit(left, hasContext: hasContext)
      for term in terms { visit(term.by, hasContext: true) }
    case .group(let left, let pairs):
      visit(left, hasContext: hasContext)
      for pair in pairs {
        visit(pair.key, hasContext: true)
        visit(pair.value, hasContext: true)
      }
    case .focus(let inner, let name), .position(let inner, let name), .binding(let name, let inner):
      bound.insert(name)
      visit(inner, hasContext: hasContext)
    case .lambda(let parameters, _, let body):
      bound.formUnion(parameters)
      visit(body, hasContext: true)
    case .transform:
      for part in node.kind.parts { visit(part, hasContext: true) }
    case .call(let function, let arguments):
      if case .variable(let name) = function.kind, !name.isEmpty {
        calls.append((name, function.range))
      } else {
        visit(function, hasContext: hasContext)
      }
      for argument in arguments.compactMap(\.self) { visit(argument, hasContext: hasContext) }
    case .string, .number, .bool, .null, .regex, .wildcard, .descendants, .parent: break
    case .negation, .array, .range, .object, .keptList, .binary, .conditional, .block:
      for part in node.kind.parts { visit(part, hasContext: hasContext) }
    }
  }

  private mutating func variable(_ name: String, _ range: Range<Int>, _ hasContext: Bool) {
    switch name {
    case "": if !hasContext { bare.append(("$", range)) }
    case "$": bare.append(("$$", range))
    case "states": break
    default: variables.append((name, range))
    }
  }
}

extension JSONataNode {
  /// The name that a step starts with.
  fileprivate var firstName: (name: String, range: Range<Int>)? {
    switch kind {
    case .name(let name): (name, range)
    case .string(let name): (name, range)
    case .predicate(let inner, _), .keptList(let inner): inner.firstName
    default: nil
    }
  }
}

/// The functions of JSONata 2.0.6 without `$eval`, and those that Step Functions adds.
enum JSONataFunctions {
  static let all: Set<String> = [
    "sum", "count", "max", "min", "average", "string", "substring", "substringBefore", "substringAfter", "lowercase",
    "uppercase", "length", "trim", "pad", "match", "contains", "replace", "split", "join", "formatNumber", "formatBase",
    "formatInteger", "parseInteger", "number", "floor", "ceil", "round", "abs", "sqrt", "power", "random", "boolean",
    "not", "map", "zip", "filter", "single", "reduce", "sift", "keys", "lookup", "append", "exists", "spread", "merge",
    "reverse", "each", "error", "assert", "type", "sort", "shuffle", "distinct", "base64encode", "base64decode",
    "encodeUrlComponent", "encodeUrl", "decodeUrlComponent", "decodeUrl", "toMillis", "fromMillis", "now", "millis",
    "clone", "partition", "range", "hash", "uuid", "parse",
  ]
}
