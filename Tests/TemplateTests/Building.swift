import Source
import Template

/// A place for values that no file holds.
let nowhere = Span(SourceID(0), 0, 0)

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self.init(.string(text), nowhere) }
  init(integerLiteral value: Int) { self.init(.number(String(value)), nowhere) }
  init(booleanLiteral value: Bool) { self.init(.bool(value), nowhere) }
  init(arrayLiteral items: Value...) { self.init(.list(items), nowhere) }
  init(dictionaryLiteral members: (String, Value)...) {
    self.init(.map(ValueMap(members.map { .init($0, at: nowhere, $1) })), nowhere)
  }
}

/// The members of an object.
func members(_ value: Value) -> ValueMap { value.map ?? ValueMap() }

func ref(_ name: String) -> Value { .ref(name, nowhere) }
func getAtt(_ id: String, _ attribute: String) -> Value { .getAtt(id, attribute, nowhere) }
func sub(_ text: String, _ variables: Value? = nil) -> Value {
  variables.map { .call(.sub, [.string(text, nowhere), $0], nowhere) } ?? .sub(text, nowhere)
}
func call(_ function: IntrinsicFunction, _ argument: Value) -> Value { .call(function, argument, nowhere) }

extension StackTemplate {
  /// A template with some resources, each a logical id with its type and properties.
  init(_ resources: (id: String, type: String, properties: Value)...) {
    self.init(source: SourceID(0))
    for (id, type, properties) in resources { add(id, type, properties) }
  }

  mutating func add(_ id: String, _ type: String, _ properties: Value = [:]) {
    var resource = Resource(id, type, at: nowhere)
    resource.properties = members(properties)
    add(resource)
  }

  mutating func addParameter(_ name: String, _ type: String = "String", default value: Value? = nil) {
    parameters.append(
      Parameter(name: Name(name, nowhere), type: type, defaultValue: value, attributes: ValueMap()))
  }
}

extension Datum {
  /// The value in one line: holes as `${name}`, a value that is wholly unknown as `?name`.
  var shown: String {
    switch kind {
    case .null: "null"
    case .bool(let value): String(value)
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .list(let items): "[" + items.map(\.shown).joined(separator: ", ") + "]"
    case .map(let members): "{" + members.map { "\($0.key): \($0.value.shown)" }.joined(separator: ", ") + "}"
    case .unknown(let hole): "?\(hole.name)"
    }
  }
}
