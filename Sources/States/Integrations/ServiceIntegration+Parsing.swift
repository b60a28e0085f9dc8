import Source

extension ServiceIntegration {
  /// Why a resource is none.
  enum Fault: Error, Equatable {
    /// It is no ARN.
    case notARN
    /// An ARN of a service that no state can call in this way.
    case unsupportedService(String)
    /// What follows the service is malformed.
    case malformed
    /// `.sync`, `.sync:2`, `.waitForTaskToken` misspelt.
    case unknownPattern(String)
  }

  /// Parses a resource; nil if too little of it is known.
  static func parse(_ resource: PartialText) throws(Fault) -> ServiceIntegration? {
    let fields = resource.arnFields
    guard let first = fields.first?.literal else { return nil }
    guard first == "arn" else {
      if fields.count == 1, fields[0].holes.isEmpty == false { return nil }
      throw .notARN
    }
    guard fields.count >= 6 else {
      // A hole may stand for several fields.
      if fields.contains(where: { !$0.holes.isEmpty }) { return nil }
      throw .notARN
    }
    guard let service = fields[2].literal else { return nil }
    switch service {
    case "lambda": return try lambda(Array(fields[5...]), resource)
    case "states": return try states(fields, resource)
    // SWF's activities were a resource in the language's first version and still are in its specification.
    case "swf": return nil
    default: throw .unsupportedService(service)
    }
  }

  /// `function:NAME[:ALIAS or VERSION]`.
  private static func lambda(_ rest: [PartialText], _ resource: PartialText) throws(Fault) -> ServiceIntegration? {
    guard let kind = rest[0].literal else { return nil }
    guard kind == "function", (2...3).contains(rest.count) else { throw .malformed }
    for (index, part) in rest.dropFirst().enumerated() {
      guard let text = part.literal else { continue }
      let isFit = index == 0 ? text.isFunctionName : text == "$LATEST" || text.isFunctionName
      guard isFit else { throw .malformed }
    }
    return .lambdaFunction(resource)
  }

  private static func states(_ fields: [PartialText], _ resource: PartialText) throws(Fault) -> ServiceIntegration? {
    guard let kind = fields[5].literal else { return nil }
    if kind == "activity" {
      guard fields.count == 7 else { throw .malformed }
      return .activity(resource)
    }
    // An execution or a state machine is no resource of a state: it is started by `arn:aws:states:::states:startExecution`.
    guard kind != "stateMachine", kind != "execution" else { throw .unsupportedService("states") }
    var rest = fields[5...].compactMap(\.literal)
    guard rest.count == fields.count - 5 else { return nil }
    let isSDK = rest[0] == "aws-sdk"
    if isSDK { rest.removeFirst() }
    guard rest.count >= 2, !rest[0].isEmpty else { throw .malformed }
    let (action, pattern) = try split(rest[1...].joined(separator: ":"))
    guard !action.isEmpty, action.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else { throw .malformed }
    return isSDK
      ? .sdk(service: rest[0], action: action, pattern: pattern)
      : .optimized(service: rest[0], action: action, pattern: pattern)
  }

  private static func split(_ text: String) throws(Fault) -> (action: String, pattern: IntegrationPattern) {
    guard let dot = text.firstIndex(of: ".") else {
      // `apigateway:invoke:proxy` does not exist; a colon in an action is no pattern.
      if text.contains(":") { throw .malformed }
      return (text, .requestResponse)
    }
    let suffix = String(text[dot...])
    guard let pattern = IntegrationPattern(rawValue: suffix) else { throw .unknownPattern(suffix) }
    return (String(text[..<dot]), pattern)
  }
}

extension PartialText {
  /// The fields between colons; a hole is part of the field in which it stands.
  fileprivate var arnFields: [PartialText] {
    var fields = [PartialText("")]
    for part in parts {
      guard case .literal(let text) = part else {
        fields[fields.count - 1].append(part)
        continue
      }
      for (index, piece) in text.split(separator: ":", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { fields.append(PartialText("")) }
        fields[fields.count - 1].append(.literal(String(piece)))
      }
    }
    return fields
  }
}

extension String {
  /// Letters, digits, `-` and `_`, as names of functions, versions and aliases are made of.
  fileprivate var isFunctionName: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
  }
}
