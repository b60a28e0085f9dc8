import ServiceModels

/// What a service answers to values that break constraints.
enum ViolationAnswer {
  /// Services whose models declare another error for it.
  private static let errors = ["logs": "InvalidParameterException", "cognito-idp": "InvalidParameterException"]

  static func error(_ violations: [Violation], _ call: WireCall) -> ServiceError {
    if call.service.name == "sqs", let first = violations.first { return queueError(first) }
    let count = violations.count == 1 ? "1 validation error" : "\(violations.count) validation errors"
    let text = "\(count) detected: " + violations.map(\.text).joined(separator: "; ")
    let shape = errors[call.service.name] ?? (call.wire == .query ? "ValidationError" : "ValidationException")
    return ServiceError(shape, text)
  }

  /// SQS names parameters as its API reference does, and reports one fault at a time.
  private static func queueError(_ violation: Violation) -> ServiceError {
    switch violation.constraint {
    case .missing where violation.member == "DataType":
      let name =
        violation.path.split(separator: "ttributes.", maxSplits: 1).last?.dropLast(".member.dataType".count) ?? ""
      return ServiceError(
        "InvalidParameterValueException",
        "The message attribute '\(name)' must contain non-empty message attribute type.")
    case .missing:
      return ServiceError(
        "MissingRequiredParameterException", "The request must contain the parameter \(violation.member).")
    case .keys, .items, .enumeration:
      guard let value = violation.value, let name = unknownName(value, violation.constraint) else { break }
      return ServiceError("InvalidAttributeName", "Unknown Attribute \(name).")
    case .atMost, .atLeast, .pattern, .values: break
    }
    let value = violation.value.map(Violation.text) ?? ""
    return ServiceError(
      "InvalidParameterValueException", "Value \(value) for parameter \(violation.member) is invalid.")
  }

  /// The first name of a list or map that an enum does not have.
  private static func unknownName(_ value: WireValue, _ constraint: Violation.Constraint) -> String? {
    let allowed: [String]
    switch constraint {
    case .enumeration(let values): allowed = values
    case .items(let inner), .keys(let inner):
      guard case .enumeration(let values)? = inner.first else { return nil }
      allowed = values
    case .missing, .atMost, .atLeast, .pattern, .values: return nil
    }
    let names: [String]
    switch value {
    case .string(let text): names = [text]
    case .list(let items): names = items.compactMap(\.string)
    case .object(let object): names = object.members.map(\.name)
    case .null, .bool, .integer, .double, .blob, .timestamp: return nil
    }
    return names.first { !allowed.contains($0) }
  }
}
