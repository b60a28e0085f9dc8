/// The languages whose AWS SDKs are known.
public enum SDKLanguage: String, Sendable, CaseIterable {
  case python, javascript
}

/// A client of an AWS SDK, by the name that a program gives (Boto3 documentation, "Available services"; AWS SDK for
/// JavaScript v3, "Clients").
public struct SDKService: Sendable, Hashable {
  /// Language and name, IAM's prefix, source.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.sdkServices, row * Self.width + column) }

  /// The client of a name: `stepfunctions` in Python, `client-sfn` in JavaScript.
  public static func named(_ name: String, in language: SDKLanguage) -> SDKService? {
    "\(language.rawValue):\(name)".withBytes { FactTable.shared.find(.sdkServices, width: width, $0) }
      .map(SDKService.init(row:))
  }

  /// Every row, sorted by language and name.
  public static var all: TableRows<SDKService> { TableRows(.sdkServices, width: width, SDKService.init(row:)) }

  /// The prefix of the actions that its calls need: `states`.
  public var prefix: String { FactTable.shared.string(word(1)) }
  /// The documents that name it.
  public var source: String { FactTable.shared.string(word(2)) }
}

/// What a call of an API's operation needs of its caller. Most operations need the action of their own name.
public struct SDKOperation: Sendable, Hashable {
  /// What is needed of the actions.
  public enum Need: UInt32, Sendable, CaseIterable {
    case all
    /// Which of them depends on what the call is given.
    case any
    /// AWS does not ask IAM.
    case none
    /// It cannot be told from the call.
    case unknown
  }

  /// Prefix and name in lower case, operation, actions, need, source, verified, parameters with which more is needed.
  static let width = 7

  /// The operation as AWS spells it.
  public let name: String
  /// IAM actions, the most usual first: `s3:ListBucket`.
  public let actions: [String]
  /// What is needed of ``actions``.
  public let need: Need
  /// Whether a document was found to say so; if not, it is known from use.
  public let isVerified: Bool
  /// The parameters with which more is needed than ``actions``; `*` stands for those that a program does not write out.
  public let parametersNeedingMore: [String]

  /// Every operation of the table, sorted by prefix and name.
  public static var listed: [SDKOperation] {
    (0..<FactTable.shared.rows(.sdkOperations, width: width)).map(row)
  }

  private static func row(_ row: Int) -> SDKOperation {
    let table = FactTable.shared
    func word(_ column: Int) -> UInt32 { table.word(.sdkOperations, row * width + column) }
    func names(_ column: Int) -> [String] { Array(NameList(list: FactList(table, word(column)))) }
    return SDKOperation(
      name: table.string(word(1)), actions: names(2), need: Need(rawValue: word(3)) ?? .unknown,
      isVerified: word(5) == 1, parametersNeedingMore: names(6))
  }

  /// The operation of a service, given by IAM's prefix, whatever its case; nil where neither the table nor IAM's actions
  /// have it.
  public static func named(_ name: String, of prefix: String) -> SDKOperation? {
    let table = FactTable.shared
    let key = "\(prefix):\(name)".lowercased()
    if let row = key.withBytes({ table.find(.sdkOperations, width: width, $0) }) { return self.row(row) }
    guard let action = IAMAction.named("\(prefix):\(name)") else { return nil }
    return SDKOperation(
      name: action.shortName, actions: [action.name], need: .all, isVerified: true, parametersNeedingMore: [])
  }
}

/// A method of an SDK that is no operation by its own name: managed transfers, the resources of Boto3, the commands of the
/// document client.
public struct SDKMethod: Sendable, Hashable {
  /// Holder and method, IAM's prefix, operation, what it makes, source, parameters by position.
  static let width = 6

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.sdkMethods, row * Self.width + column) }

  /// The method of a holder, such as `put_item` of `dynamodb.Table`, `PutCommand` of `lib-dynamodb`.
  public static func named(_ method: String, of holder: String) -> SDKMethod? {
    "\(holder).\(method)".withBytes { FactTable.shared.find(.sdkMethods, width: width, $0) }.map(SDKMethod.init(row:))
  }

  /// The prefix of IAM's actions.
  public var prefix: String { FactTable.shared.string(word(1)) }
  /// The operation that it calls; nil if it calls none.
  public var operation: String? { FactTable.shared.optionalString(word(2)) }
  /// The holder that it gives; nil if what it gives has no calls.
  public var makes: String? { FactTable.shared.optionalString(word(3)) }

  /// What the method takes by position: the name by which a program can give it, and the parameter of the operation that it is.
  public var parameters: [(keyword: String, parameter: String)] {
    NameList(list: FactList(.shared, word(5))).map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts.last ?? parts[0])
    }
  }
}

/// A parameter of an API's operations that names a resource.
public struct SDKParameter: Sendable, Hashable {
  /// IAM's prefix, parameter, type, IAM's resource, suffix, source.
  static let width = 6

  let row: Int

  private func text(_ column: Int) -> String {
    FactTable.shared.string(FactTable.shared.word(.sdkParameters, row * Self.width + column))
  }

  /// Every row, sorted by prefix and parameter.
  public static var all: TableRows<SDKParameter> { TableRows(.sdkParameters, width: width, SDKParameter.init(row:)) }

  /// The prefix of IAM's actions.
  public var prefix: String { text(0) }
  /// The parameter: `QueueUrl`.
  public var name: String { text(1) }
  /// The CloudFormation type of what it names.
  public var resourceType: String { text(2) }
  /// IAM's name of the type of resource that an action is on: `object`.
  public var resource: String { text(3) }
  /// What stands between the ARN of the resource and the rest of the ARN that the action is on; empty where there is no rest.
  public var suffix: String { text(4) }
}

/// The modules that a language comes with: none of them calls AWS.
public struct SDKModules: Sendable {
  /// Language, names, source.
  static let width = 3

  /// Whether a language comes with a module.
  public static func contain(_ name: String, in language: SDKLanguage) -> Bool {
    let table = FactTable.shared
    guard let row = language.rawValue.withBytes({ table.find(.sdkModules, width: width, $0) }) else { return false }
    return NameList(list: FactList(table, table.word(.sdkModules, row * width + 1))).contains(name)
  }
}
