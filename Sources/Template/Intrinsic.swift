/// CloudFormation's intrinsic functions ("Intrinsic function reference", AWS CloudFormation Template Reference).
public enum IntrinsicFunction: String, Sendable, CaseIterable {
  case ref = "Ref"
  case getAtt = "Fn::GetAtt"
  case sub = "Fn::Sub"
  case join = "Fn::Join"
  case select = "Fn::Select"
  case split = "Fn::Split"
  case ifElse = "Fn::If"
  case findInMap = "Fn::FindInMap"
  case importValue = "Fn::ImportValue"
  case getStackOutput = "Fn::GetStackOutput"
  case base64 = "Fn::Base64"
  case cidr = "Fn::Cidr"
  case getAZs = "Fn::GetAZs"
  case equals = "Fn::Equals"
  case and = "Fn::And"
  case or = "Fn::Or"
  case not = "Fn::Not"
  case condition = "Condition"
  case transform = "Fn::Transform"
  case toJsonString = "Fn::ToJsonString"
  case length = "Fn::Length"
  case contains = "Fn::Contains"
  case eachMemberEquals = "Fn::EachMemberEquals"
  case eachMemberIn = "Fn::EachMemberIn"
  case refAll = "Fn::RefAll"
  case valueOf = "Fn::ValueOf"
  case valueOfAll = "Fn::ValueOfAll"

  /// The YAML tag: `!GetAtt`.
  public var tag: String { "!" + (rawValue.hasPrefix("Fn::") ? String(rawValue.dropFirst(4)) : rawValue) }

  /// Whether it gives a truth value and so belongs in conditions.
  public var isConditionFunction: Bool {
    switch self {
    case .equals, .and, .or, .not, .condition: true
    default: false
    }
  }

  /// Whether it gives a list, whatever its arguments are.
  public var givesList: Bool {
    switch self {
    case .cidr, .getAZs, .split, .refAll, .valueOfAll: true
    default: false
    }
  }

  /// The function of a YAML tag: `!Ref`, `!GetAtt`, also `!Fn::Sub`.
  public init?(tag: String) {
    switch tag {
    // Nearly every call is one of these.
    case "!Ref": self = .ref
    case "!Sub": self = .sub
    case "!GetAtt": self = .getAtt
    default:
      guard let function = Self.byTag[tag] else { return nil }
      self = function
    }
  }

  private static let byTag: [String: IntrinsicFunction] = Dictionary(
    allCases.flatMap { [($0.tag, $0), ("!" + $0.rawValue, $0)] }, uniquingKeysWith: { first, _ in first })

  /// The function of a name as the long form has it: `Fn::GetAtt`. Every key of a map is asked about, and raw values are
  /// compared one after the other.
  public init?(name: String) {
    switch name {
    case "Ref": self = .ref
    case "Fn::Sub": self = .sub
    case "Fn::GetAtt": self = .getAtt
    default:
      guard let function = Self.byName[name] else { return nil }
      self = function
    }
  }

  /// Whether a key has the form of a function's name: `Ref`, `Fn::Join`. `Condition` is one among conditions alone.
  public static func isName(_ key: String) -> Bool { key == ref.rawValue || key.hasPrefix("Fn::") }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// A call of an intrinsic function. A class, since it is handed to all who look at it.
public final class Intrinsic: Sendable {
  /// The function.
  public let function: IntrinsicFunction
  /// Its argument in the long form: `GetAtt`'s is a list of two.
  public let argument: Value
  /// The text and the variables of a `Fn::Sub`; nil if it is none or malformed.
  public let substitution: Substitution?

  /// Makes a call.
  public init(_ function: IntrinsicFunction, _ argument: Value) {
    self.function = function
    self.argument = argument
    substitution = function == .sub ? Substitution(argument) : nil
  }

  /// Argument `index` of a function that takes a list.
  public func argument(_ index: Int) -> Value? {
    guard let items = argument.list, items.indices.contains(index) else { return nil }
    return items[index]
  }
}
