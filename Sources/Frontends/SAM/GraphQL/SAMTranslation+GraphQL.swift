import Source
import Template

extension SAMTranslation {
  private static let graphQLProperties = SAMProperties([
    .init("Name", .any), .init("Tags", .map, literal: true), .init("XrayEnabled", .any),
    .init("Auth", .map, required: true, literal: true), .init("SchemaInline", .string, literal: true),
    .init("SchemaUri", .string, literal: true), .init("Logging", [.map, .bool], literal: true),
    .init("DataSources", .map, literal: true), .init("Functions", .map, literal: true),
    .init("Resolvers", .map, literal: true), .init("ApiKeys", .map, literal: true),
    .init("DomainName", .map, literal: true), .init("Cache", .map, literal: true), .init("Visibility", .any),
    .init("OwnerContact", .any), .init("IntrospectionConfig", .any), .init("QueryDepthLimit", .any),
    .init("ResolverCountLimit", .any),
  ])

  /// `AWS::Serverless::GraphQLApi`.
  mutating func graphQLAPI(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    // Of this type alone SAM leaves out what it does not know, and says nothing.
    try Self.graphQLProperties.check(
      source.properties, id: source.id, type: source.type, span: source.span, isStrict: false)
    let names = Self.graphQLProperties.properties.map(\.name)
    let written = source.properties.map?.entries ?? []
    let known = written.filter { names.contains($0.key) }
    for entry in written where !names.contains(entry.key) {
      leaveOut(entry.key, at: entry.keySpan, of: source.id, known: names)
    }
    let faults = SAMModel.graphQLAPI.faults(in: SAMValue(.map(SAMMap(known)), source.properties.span))
    if let place = faults.first {
      throw source.fault("Property '\(place.path.joined(separator: "."))' is invalid.", place.span)
    }
    var properties = SAMMap()
    properties.set("Name", source.truthy("Name") ?? .string(source.id))
    let passedOn = [
      "XrayEnabled", "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit",
    ]
    for name in passedOn { if let value = source[name] { properties.set(name, value) } }
    properties.set(
      "Tags", .list([["Key": "graphqlapi:createdBy", "Value": "SAM"]] + Self.tagItems(source["Tags"])))
    let functions = try graphQLAuth(source, &properties)
    var made: [SAMResource] = []
    addLogging(source, &properties, &made)
    let schema = try graphQLSchema(source)
    let api = SAMResource(
      source.id, "AWS::AppSync::GraphQLApi", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
      span: source.span)
    made = [api, schema] + made
    for (index, function) in functions.enumerated() { made += try authorizerPermission(source, function, index + 1) }
    made += try graphQLSources(source)
    made += graphQLExtras(source)
    made += try graphQLFunctions(source, schema.id, &made)
    return made
  }

  /// The id of an API of AppSync.
  static func graphQLID(_ source: SAMSource) -> SAMValue { .getAtt(source.id, "ApiId") }

  private func addLogging(
    _ source: SAMSource, _ properties: inout SAMMap, _ made: inout [SAMResource]
  ) {
    let written = source["Logging"]
    if written?.bool == false { return }
    var config: SAMValue = ["FieldLogLevel": "ALL"]
    if let map = written?.map {
      for entry in map.entries where entry.value.isTruthy { config[entry.key] = entry.value }
    }
    if config["CloudWatchLogsRoleArn"] == nil {
      let role = SAMResource(
        source.id + "CloudWatchRole", "AWS::IAM::Role",
        [
          "AssumeRolePolicyDocument": Self.trust(["appsync.amazonaws.com"]),
          "ManagedPolicyArns": [
            .sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs")
          ],
        ], source.kept, dependsOn: source.dependsOn, span: source.span)
      config["CloudWatchLogsRoleArn"] = role.arn
      made.append(role)
    }
    properties.set("LogConfig", config)
  }

  private func graphQLSchema(_ source: SAMSource) throws(SAMFault) -> SAMResource {
    let (inline, uri) = (source.truthy("SchemaInline"), source.truthy("SchemaUri"))
    if inline != nil, let uri {
      throw source.fault("Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time.", uri.span)
    }
    if inline == nil, uri == nil { throw source.fault("One of 'SchemaInline' or 'SchemaUri' must be set.") }
    return SAMResource(
      source.id + "Schema", "AWS::AppSync::GraphQLSchema",
      .object(["ApiId": Self.graphQLID(source), "Definition": inline, "DefinitionS3Location": uri]), source.kept,
      dependsOn: source.dependsOn,
      span: (inline ?? uri)?.span)
  }

  /// How SAM names the settings of an authentication type, and how AppSync does.
  private static let authSettings: [(type: String, name: String, config: String)] = [
    ("AWS_LAMBDA", "LambdaAuthorizer", "LambdaAuthorizerConfig"),
    ("OPENID_CONNECT", "OpenIDConnect", "OpenIDConnectConfig"),
    ("AMAZON_COGNITO_USER_POOLS", "UserPool", "UserPoolConfig"),
  ]

  /// Adds how callers are authenticated; gives the functions that authorize.
  private func graphQLAuth(_ source: SAMSource, _ properties: inout SAMMap) throws(SAMFault) -> [SAMValue] {
    let auth = source["Auth"] ?? .null
    var functions: [SAMValue] = []
    let (type, config) = try provider(auth, source, index: nil)
    properties.set("AuthenticationType", type)
    if let config {
      properties.set(config.name, config.value)
      if let function = config.value["AuthorizerUri"] { functions.append(function) }
    }
    guard let additional = auth["Additional"], !additional.isNull else { return functions }
    var providers: [SAMValue] = []
    for (index, item) in (additional.list ?? []).enumerated() {
      let (type, config) = try provider(item, source, index: index)
      var entry: SAMValue = .at(item.span, ["AuthenticationType": type])
      if let config {
        entry[config.name] = config.value
        if let function = config.value["AuthorizerUri"] { functions.append(function) }
      }
      providers.append(entry)
    }
    properties.set("AdditionalAuthenticationProviders", .list(providers))
    return functions
  }

  private func provider(
    _ auth: SAMValue, _ source: SAMSource, index: Int?
  ) throws(SAMFault) -> (SAMValue, (name: String, value: SAMValue)?) {
    let type = auth[in: "Type"]
    let row = Self.authSettings.first { $0.type == type.string }
    let given = Self.authSettings.filter { auth[$0.name].map(\.isNull) == false }
    if given.count > 1 {
      // SAM's own sentence leaves out the place of the first.
      let path = index.flatMap { $0 == 0 ? nil : "Auth.Additional.\($0)" } ?? "Auth"
      throw source.fault("'\(path)' has more than one authentication configuration defined.", auth.span)
    }
    guard let row else { return (type, nil) }
    guard var value = auth[row.name], !value.isNull else {
      throw source.fault("'\(row.name)' must be defined if type is '\(row.type)'.", type.span)
    }
    if index != nil { value["DefaultAction"] = nil }
    if index == nil, row.name == "UserPool", value["DefaultAction"] == nil { value["DefaultAction"] = "ALLOW" }
    return (type, (row.config, value))
  }

  private mutating func authorizerPermission(
    _ source: SAMSource, _ function: SAMValue, _ number: Int
  ) throws(SAMFault) -> [SAMResource] {
    let connector = SAMConnector(
      id: "\(source.id)ToLambdaAuthConnector\(number)", source: end(source.id, "AWS::AppSync::GraphQLApi"),
      destination: SAMConnectorEnd(type: "AWS::Lambda::Function", arn: function), permissions: ["Write"], suffix: "",
      attributes: SAMMap(), dependsOn: nil, span: function.span)
    return try resources(of: connector, source)
  }

  /// Keys, the cache and the domain.
  private func graphQLExtras(_ source: SAMSource) -> [SAMResource] {
    var made: [SAMResource] = []
    let api = Self.graphQLID(source)
    for entry in source["ApiKeys"]?.map?.entries ?? [] {
      let key = entry.value
      made.append(
        SAMResource(
          source.id + entry.key, "AWS::AppSync::ApiKey",
          .object([
            "ApiId": api, "ApiKeyId": key["ApiKeyId"], "Description": key["Description"], "Expires": key["ExpiresOn"],
          ]), source.kept, dependsOn: source.dependsOn, span: entry.keySpan))
    }
    if var cache = source["Cache"] {
      cache["ApiId"] = api
      made.append(
        SAMResource(
          source.id + "ApiCache", "AWS::AppSync::ApiCache", cache, source.kept, dependsOn: source.dependsOn,
          span: cache.span))
    }
    if let domain = source["DomainName"] {
      let name = SAMResource(
        source.id + "DomainName", "AWS::AppSync::DomainName", domain, source.kept, dependsOn: source.dependsOn,
        span: domain.span)
      made.append(name)
      made.append(
        SAMResource(
          source.id + "DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation",
          ["ApiId": api, "DomainName": .ref(name.id)], source.kept, dependsOn: source.dependsOn,
          span: domain.span))
    }
    return made
  }
}
