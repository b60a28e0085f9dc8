import Source

/// A property of a SAM resource or event: what SAM checks of it before it looks closer.
struct SAMProperty: Sendable {
  /// Kinds of JSON values.
  struct Kinds: OptionSet, Sendable {
    let rawValue: Int

    static let string = Kinds(rawValue: 1)
    static let map = Kinds(rawValue: 2)
    static let bool = Kinds(rawValue: 4)
    static let integer = Kinds(rawValue: 8)
    static let list = Kinds(rawValue: 16)
    /// Whatever stands there is CloudFormation's to judge.
    static let any = Kinds(rawValue: 32)

    func admits(_ value: SAMValue) -> Bool {
      if contains(.any) { return true }
      switch value.kind {
      case .string: return contains(.string)
      case .map: return contains(.map)
      case .bool: return contains(.bool) || contains(.integer)
      case .number: return contains(.integer) && value.integer != nil
      case .list: return contains(.list)
      case .null: return false
      }
    }
  }

  let name: String
  let kinds: Kinds
  /// What the items of a list must be.
  let items: Kinds?
  /// What the values of an object must be.
  let values: Kinds?
  /// The only texts that may stand there.
  let choices: [String]
  let isRequired: Bool
  /// Whether SAM must know the value, so that no call may stand there.
  let isLiteral: Bool
  /// Whether SAM says only that the kind is wrong, and not which it wants.
  let isVague: Bool

  init(
    _ name: String, _ kinds: Kinds, of items: Kinds? = nil, values: Kinds? = nil, choices: [String] = [],
    required: Bool = false, literal: Bool = false, vague: Bool = false
  ) {
    self.name = name
    self.kinds = kinds
    self.items = items
    self.values = values
    self.choices = choices
    isRequired = required
    isLiteral = literal
    isVague = vague || items != nil || values != nil
  }

  func admits(_ value: SAMValue) -> Bool {
    guard kinds.admits(value) else { return false }
    if let items, let list = value.list { return list.allSatisfy { items.admits($0) } }
    if let values, let map = value.map { return map.values.allSatisfy { values.admits($0) } }
    if !choices.isEmpty, let text = value.string { return choices.contains(text) }
    return true
  }

  /// Whether a value may be a call, of which nothing is checked. SAM takes any object of one member for one.
  func leaves(_ value: SAMValue) -> Bool { !isLiteral && value.map?.count == 1 }

  /// SAM's complaint about a value of another kind: it names the kind where there is but one.
  var complaint: String {
    if !choices.isEmpty {
      return
        "Property '\(name)' should be a one of the strings: \(choices.map { "'\($0)'" }.joined(separator: " or "))."
    }
    switch kinds {
    case .map where !isVague: return "Property '\(name)' should be a map."
    case .string where !isVague: return "Property '\(name)' should be a string."
    default: return "Type of property '\(name)' is invalid."
    }
  }
}

/// Properties by name, as a SAM resource or event declares them.
struct SAMProperties: Sendable {
  let properties: [SAMProperty]
  private let places: [String: Int]
  /// The places of those that must be given.
  private let required: [Int]

  init(_ properties: [SAMProperty]) {
    self.properties = properties
    places = Dictionary(properties.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    required = properties.indices.filter { properties[$0].isRequired }
  }

  /// Checks names, then what is required and of which kind each value is.
  ///
  /// `isStrict` tells whether a name that is not declared is refused, rather than left out.
  func check(_ values: SAMValue, id: String, type: String, span: Span?, isStrict: Bool = true) throws(SAMFault) {
    let map = values.map ?? SAMMap()
    let entries = map.entries
    var wrong: Int?
    for index in entries.indices {
      guard let place = places[entries[index].key] else {
        if !isStrict { continue }
        let entry = entries[index]
        throw .resource(id, "property \(entry.key) not defined for resource of type \(type)", entry.keySpan ?? span)
      }
      let value = entries[index].value
      guard !value.isNull, !properties[place].leaves(value), !properties[place].admits(value) else { continue }
      wrong = min(wrong ?? place, place)
    }
    // What stands first in the declaration is told.
    let missing = required.first { map[properties[$0].name]?.isNull ?? true }
    if let missing, missing < wrong ?? .max {
      throw .resource(id, "Missing required property '\(properties[missing].name)'.", span)
    }
    if let wrong {
      let property = properties[wrong]
      throw .resource(id, property.complaint, map[property.name]?.span ?? span)
    }
  }
}

extension SAMValue {
  /// The value as an object, or SAM's complaint.
  func mustBeMap(_ path: String, _ fault: (String, Span?) -> SAMFault) throws(SAMFault) -> SAMMap {
    guard let map else { throw fault("Property '\(path)' should be a map.", span) }
    return map
  }

  func mustBeList(_ path: String, _ fault: (String, Span?) -> SAMFault) throws(SAMFault) -> [SAMValue] {
    guard let list else { throw fault("Property '\(path)' should be a list.", span) }
    return list
  }

  @discardableResult
  func mustBeString(_ path: String, _ fault: (String, Span?) -> SAMFault) throws(SAMFault) -> String {
    guard let string else { throw fault("Property '\(path)' should be a string.", span) }
    return string
  }
}
