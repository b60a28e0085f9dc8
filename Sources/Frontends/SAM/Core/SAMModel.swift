import Source

/// The form that the properties of some resources have in full depth: SAM checks it before it makes anything.
indirect enum SAMModel: Sendable {
  /// Whatever stands there is CloudFormation's to judge.
  case any
  case flag
  case text
  case integer
  case words([String])
  case list(SAMModel)
  case map(SAMModel)
  case object([SAMModelField])
  /// One of some; the first tells what is wrong.
  case either([SAMModel])

  /// A call of a function, or a value of a form. Any object may be a call.
  static func callOr(_ model: SAMModel) -> SAMModel { .either([.map(.any), model]) }

  /// The places at which a value is not of this form, in SAM's order.
  func faults(in value: SAMValue) -> [SAMModelFault] {
    switch self {
    case .any: return []
    case .either(let models):
      let faults = models.map { $0.faults(in: value) }
      return faults.contains { $0.isEmpty } ? [] : faults.flatMap(\.self)
    case .flag, .text, .integer, .words, .list, .map, .object:
      let own = SAMModelFault(path: [], reason: value.isNull ? .null : .kind(self), span: value.span)
      return value.isNull ? [own] : innerFaults(value) ?? [own]
    }
  }

  /// The faults within a value; nil if it is of another kind.
  private func innerFaults(_ value: SAMValue) -> [SAMModelFault]? {
    switch self {
    case .any, .either: return []
    case .flag: return value.bool != nil || Self.isFlag(value.pythonText) ? [] : nil
    case .text: return value.isString || value.isNumber || value.bool != nil ? [] : nil
    case .integer: return value.isNumber || value.bool != nil || value.string.flatMap { Int($0) } != nil ? [] : nil
    case .words(let words): return value.string.map(words.contains) == true ? [] : nil
    case .list(let item):
      return value.list?.enumerated().flatMap { index, value in
        item.faults(in: value).map { $0.below(String(index)) }
      }
    case .map(let member):
      return Self.members(of: value)?.entries.flatMap { entry in
        member.faults(in: entry.value).map { $0.below(entry.key) }
      }
    case .object(let fields): return Self.members(of: value).map { Self.faults(of: fields, in: $0, value.span) }
    }
  }

  /// What is empty counts as an object without members.
  private static func members(of value: SAMValue) -> SAMMap? {
    value.map ?? (value.list?.isEmpty == true || value.string == "" ? SAMMap() : nil)
  }

  private static func faults(of fields: [SAMModelField], in map: SAMMap, _ span: Span?) -> [SAMModelFault] {
    var faults: [SAMModelFault] = []
    for field in fields {
      if let value = map[field.name] {
        if value.isNull {
          if field.isRequired {
            faults.append(SAMModelFault(path: [field.name], reason: .null, span: value.span ?? span))
          }
          continue
        }
        faults += field.model.faults(in: value).map { $0.below(field.name) }
      } else if field.isRequired {
        faults.append(SAMModelFault(path: [field.name], reason: .missing, span: span))
      }
    }
    for key in map.keys.sorted() where !fields.contains(where: { $0.name == key }) {
      faults.append(SAMModelFault(path: [key], reason: .unknown, span: map.keySpan(key) ?? span))
    }
    return faults
  }

  /// The texts that count as a truth value.
  private static func isFlag(_ text: String) -> Bool {
    ["true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0"].contains(text.lowercased())
  }
}

/// A member of an object of ``SAMModel``.
struct SAMModelField: Sendable {
  let name: String
  let model: SAMModel
  let isRequired: Bool

  init(_ name: String, _ model: SAMModel = .any, required: Bool = false) {
    self.name = name
    self.model = model
    isRequired = required
  }
}

/// A place at which a value is not of its form.
struct SAMModelFault {
  /// What is wrong there.
  enum Reason {
    case missing
    case unknown
    case null
    /// It is not of this form.
    case kind(SAMModel)
  }

  /// The keys and positions that lead there.
  private(set) var path: [String]
  let reason: Reason
  let span: Span?

  init(path: [String], reason: Reason, span: Span?) {
    self.path = path
    self.reason = reason
    self.span = span
  }

  fileprivate func below(_ key: String) -> SAMModelFault {
    SAMModelFault(path: [key] + path, reason: reason, span: span)
  }

  /// SAM's sentence about the place.
  var sentence: String {
    let property = "Property '\(path.joined(separator: "."))'"
    return switch reason {
    case .missing: property + " is required."
    case .unknown: property + " is an invalid property."
    case .null: property + " none is not an allowed value."
    case .kind(let model): property + " \(model.complaint)."
    }
  }

  /// What SAM calls the kind that was wanted, where it has a name for it.
  fileprivate var wanted: String? {
    guard case .kind(let model) = reason else { return nil }
    return model.kind
  }
}

extension SAMModel {
  fileprivate var kind: String? {
    switch self {
    case .integer: "integer"
    case .list: "list"
    case .map, .object: "dictionary"
    case .any, .flag, .text, .words, .either: nil
    }
  }

  /// SAM's words for a value of another kind.
  fileprivate var complaint: String {
    switch self {
    case .any, .either: "is invalid"
    case .flag: "value could not be parsed to a boolean"
    case .text: "str type expected"
    case .integer: "value is not a valid integer"
    case .words(let words):
      "unexpected value; permitted: \(words.map { "'\($0)'" }.joined(separator: ", "))".lowercased()
    case .list: "value is not a valid list"
    case .map, .object: "value is not a valid dict"
    }
  }

  /// Checks a resource's properties, and says every fault: where several kinds would do, all of them in one sentence.
  func check(_ source: SAMSource) throws(SAMFault) {
    let faults = faults(in: source.properties)
    guard let first = faults.first else { return }
    var places: [[SAMModelFault]] = []
    for fault in faults {
      if let place = places.firstIndex(where: { $0[0].path == fault.path }) {
        places[place].append(fault)
      } else {
        places.append([fault])
      }
    }
    let sentences = places.map { faults in
      var kinds: [String] = []
      for kind in faults.compactMap(\.wanted) where !kinds.contains(kind) { kinds.append(kind) }
      guard kinds.count > 1 else { return faults[0].sentence }
      return "Property '\(faults[0].path.joined(separator: "."))' value must be \(kinds.joined(separator: " or "))."
    }
    throw source.fault(sentences.joined(separator: " "), first.span)
  }
}
