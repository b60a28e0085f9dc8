import Source

/// The form that a property of `AWS::Serverless::GraphQLApi` has in full depth: SAM checks it before it makes anything, and
/// tells of the first place that is wrong.
indirect enum SAMModel: Sendable {
  /// Whatever stands there is CloudFormation's to judge.
  case any
  case flag
  case text
  case words([String])
  case list(SAMModel)
  case map(SAMModel)
  case object([SAMModelField])
  /// One of some; the first tells what is wrong.
  case either([SAMModel])

  /// Where a value is wrong.
  struct Place {
    var path: [String]
    let span: Span?
  }

  /// The first place at which a value is not of this form.
  func firstFault(_ value: SAMValue) -> Place? {
    let own = Place(path: [], span: value.span)
    switch self {
    case .any: return nil
    case .flag: return value.bool != nil || Self.isFlag(value.pythonText) ? nil : own
    case .text: return value.isString || value.isNumber || value.bool != nil ? nil : own
    case .words(let words): return value.string.map(words.contains) == true ? nil : own
    case .list(let item):
      guard let items = value.list else { return own }
      for (index, value) in items.enumerated() {
        if let place = item.firstFault(value)?.below(String(index)) { return place }
      }
      return nil
    case .map(let member):
      guard let map = value.map else { return own }
      for entry in map.entries {
        if let place = member.firstFault(entry.value)?.below(entry.key) { return place }
      }
      return nil
    case .object(let fields):
      guard let map = value.map else { return own }
      return Self.firstFault(fields, map, value.span)
    case .either(let models):
      let places = models.map { $0.firstFault(value) }
      return places.contains { $0 == nil } ? nil : places.first ?? nil
    }
  }

  private static func firstFault(_ fields: [SAMModelField], _ map: SAMMap, _ span: Span?) -> Place? {
    for field in fields {
      let value = map[field.name]
      if value?.isNull ?? true {
        if field.isRequired { return Place(path: [field.name], span: value?.span ?? span) }
      } else if let place = value.flatMap(field.model.firstFault)?.below(field.name) {
        return place
      }
    }
    let unknown = map.keys.filter { key in !fields.contains { $0.name == key } }.min()
    return unknown.map { Place(path: [$0], span: map.keySpan($0) ?? span) }
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

extension SAMModel.Place {
  fileprivate func below(_ key: String) -> SAMModel.Place { SAMModel.Place(path: [key] + path, span: span) }
}

extension SAMModel {
  /// `AWS::Serverless::GraphQLApi` ("AWS::Serverless::GraphQLApi", AWS SAM Developer Guide).
  static let graphQLAPI = SAMModel.object([
    .init("Auth", .object(authFields + [.init("Additional", .list(.object(authFields)))]), required: true),
    .init("Tags", .map(.any)), .init("Name"), .init("XrayEnabled", .flag), .init("SchemaInline"), .init("SchemaUri"),
    .init(
      "Logging",
      .either([
        .object([.init("CloudWatchLogsRoleArn"), .init("ExcludeVerboseContent"), .init("FieldLogLevel")]), .flag,
      ])),
    .init(
      "DataSources", .object([.init("DynamoDb", .map(tableSource)), .init("Lambda", .map(lambdaSource))])),
    .init("Functions", .map(function)), .init("Resolvers", .map(.map(resolver))),
    .init("ApiKeys", .map(.object([.init("ApiKeyId"), .init("Description"), .init("ExpiresOn")]))),
    .init(
      "DomainName",
      .object([
        .init("CertificateArn", required: true), .init("DomainName", required: true), .init("Description"),
      ])),
    .init(
      "Cache",
      .object([
        .init("ApiCachingBehavior", required: true), .init("Ttl", required: true), .init("Type", required: true),
        .init("AtRestEncryptionEnabled"), .init("TransitEncryptionEnabled"),
      ])),
    .init("Visibility"), .init("OwnerContact"), .init("IntrospectionConfig"), .init("QueryDepthLimit"),
    .init("ResolverCountLimit"),
  ])

  private static let authFields: [SAMModelField] = [
    .init(
      "Type", .words(["AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS"]),
      required: true),
    .init(
      "LambdaAuthorizer",
      .object([
        .init("AuthorizerResultTtlInSeconds"), .init("AuthorizerUri", required: true),
        .init("IdentityValidationExpression"),
      ])),
    .init("OpenIDConnect", .object([.init("AuthTTL"), .init("ClientId"), .init("IatTTL"), .init("Issuer")])),
    .init(
      "UserPool",
      .object([
        .init("AppIdClientRegex"), .init("AwsRegion"), .init("DefaultAction"), .init("UserPoolId", required: true),
      ])),
  ]

  private static let tableSource = SAMModel.object([
    .init("TableName", required: true), .init("ServiceRoleArn"), .init("TableArn"),
    .init("Permissions", .list(.words(["Read", "Write"]))), .init("Name"), .init("Description"), .init("Region"),
    .init(
      "DeltaSync",
      .object([
        .init("BaseTableTTL", required: true), .init("DeltaSyncTableName", required: true),
        .init("DeltaSyncTableTTL", required: true),
      ])), .init("UseCallerCredentials"), .init("Versioned"),
  ])

  private static let lambdaSource = SAMModel.object([
    .init("FunctionArn", required: true), .init("ServiceRoleArn"), .init("Name"), .init("Description"),
  ])

  private static let runtime = SAMModel.object([.init("Name", required: true), .init("Version", required: true)])

  private static let sync = SAMModel.object([
    .init("ConflictDetection", required: true), .init("ConflictHandler"),
    .init("LambdaConflictHandlerConfig", .object([.init("LambdaConflictHandlerArn", required: true)])),
  ])

  private static let function = SAMModel.object([
    .init("DataSource", .either([.map(.any), .text])), .init("Runtime", runtime), .init("InlineCode"), .init("CodeUri"),
    .init("Description"), .init("MaxBatchSize"), .init("Name", .text), .init("Id"), .init("Sync", sync),
  ])

  private static let resolver = SAMModel.object([
    .init("FieldName", .text),
    .init("Caching", .object([.init("Ttl", required: true), .init("CachingKeys", .list(.any))])), .init("InlineCode"),
    .init("CodeUri"), .init("MaxBatchSize"), .init("Pipeline", .list(.text)), .init("Runtime", runtime),
    .init("Sync", sync),
  ])
}
