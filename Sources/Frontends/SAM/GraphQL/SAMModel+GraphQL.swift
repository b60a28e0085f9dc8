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
