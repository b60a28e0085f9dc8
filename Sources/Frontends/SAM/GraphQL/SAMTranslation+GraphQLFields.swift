import Source

extension SAMTranslation {
  /// The data sources of an API of AppSync ("DataSource", AWS SAM Developer Guide).
  mutating func graphQLSources(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    var made: [SAMResource] = []
    for entry in source["DataSources"]?["DynamoDb"]?.map?.entries ?? [] { made += try tableSource(entry, source) }
    for entry in source["DataSources"]?["Lambda"]?.map?.entries ?? [] { made += try lambdaSource(entry, source) }
    return made
  }

  private mutating func tableSource(_ entry: SAMMap.Entry, _ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    let config = entry.value
    let region = config["Region"] ?? .ref("AWS::Region")
    let name = config["TableName"] ?? .null
    let arn =
      config["TableArn"]
      ?? .sub(
        "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
        ["__TableName__": name, "__Region__": region])
    let settings = SAMValue.object([
      "TableName": name, "AwsRegion": region, "DeltaSyncConfig": config["DeltaSync"],
      "UseCallerCredentials": config["UseCallerCredentials"], "Versioned": config["Versioned"],
    ])
    return try dataSource(
      entry, source, kind: "DynamoDB", type: "AMAZON_DYNAMODB", ("DynamoDBConfig", settings),
      connector: "ToTableConnector",
      SAMConnectorEnd(type: "AWS::DynamoDB::Table", arn: arn), ["Read", "Write"])
  }

  private mutating func lambdaSource(_ entry: SAMMap.Entry, _ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    let arn = entry.value["FunctionArn"] ?? .null
    return try dataSource(
      entry, source, kind: "Lambda", type: "AWS_LAMBDA", ("LambdaConfig", ["LambdaFunctionArn": arn]),
      connector: "ToLambdaConnector", SAMConnectorEnd(type: "AWS::Lambda::Function", arn: arn), ["Write"])
  }

  /// The logical id of a data source; `kind` is written as SAM does there.
  private static func dataSourceID(_ name: String, kind: String, _ source: SAMSource) -> String {
    source.id + name + kind + "DataSource"
  }

  /// A data source, with a role and its policy unless it has one.
  private mutating func dataSource(
    _ entry: SAMMap.Entry, _ source: SAMSource, kind: String, type: String, _ settings: (String, SAMValue),
    connector word: String, _ target: SAMConnectorEnd, _ permissions: [String]
  ) throws(SAMFault) -> [SAMResource] {
    let id = Self.dataSourceID(entry.key, kind: kind, source)
    let span = entry.keySpan
    var made: [SAMResource] = []
    var role = entry.value["ServiceRoleArn"]?.ifTruthy
    if role == nil {
      let created = SAMResource(
        id + "Role", "AWS::IAM::Role", ["AssumeRolePolicyDocument": Self.trust(["appsync.amazonaws.com"])],
        source.kept, dependsOn: source.dependsOn, span: span)
      role = created.arn
      made.append(created)
      let end = SAMConnectorEnd(id: id, type: "AWS::AppSync::DataSource", roleName: .ref(created.id))
      let given = entry.value["Permissions"]?.list?.compactMap(\.string)
      made += try resources(
        of: SAMConnector(
          id: id + word, source: end, destination: target, permissions: given ?? permissions, suffix: "",
          attributes: SAMMap(), dependsOn: nil, span: span), source)
    }
    let properties = SAMValue.object([
      "ApiId": Self.graphQLID(source), "Name": entry.value["Name"] ?? .string(entry.key), "Type": .string(type),
      settings.0: settings.1, "ServiceRoleArn": role, "Description": entry.value["Description"],
    ])
    return [
      SAMResource(id, "AWS::AppSync::DataSource", properties, source.kept, dependsOn: source.dependsOn, span: span)
    ] + made
  }

  /// The functions and the resolvers of an API of AppSync.
  func graphQLFunctions(
    _ source: SAMSource, _ schema: String, _ made: inout [SAMResource]
  ) throws(SAMFault) -> [SAMResource] {
    var result: [SAMResource] = []
    var ids: [String: SAMValue] = [:]
    let none = source.id + "NoneDataSource"
    var usesNone = false
    for entry in source["Functions"]?.map?.entries ?? [] {
      if let id = entry.value["Id"]?.ifTruthy {
        if entry.value.map.map({ $0.count > 1 }) == true {
          throw .resource(
            entry.key, "'Id' cannot be defined with other properties in Function.", entry.value.span ?? entry.keySpan)
        }
        ids[entry.key] = id
        continue
      }
      let function = try graphQLFunction(entry, source, none, &usesNone)
      ids[entry.key] = .getAtt(function.id, "FunctionId")
      result.append(function)
    }
    if usesNone {
      result.append(
        SAMResource(
          none, "AWS::AppSync::DataSource",
          ["ApiId": Self.graphQLID(source), "Name": .string(none), "Type": "NONE"], source.kept,
          dependsOn: source.dependsOn, span: source.span)
      )
    }
    for type in source["Resolvers"]?.map?.entries ?? [] {
      for entry in type.value.map?.entries ?? [] {
        result.append(try graphQLResolver(entry, type.key, source, schema, ids))
      }
    }
    return result
  }

  private func graphQLFunction(
    _ entry: SAMMap.Entry, _ source: SAMSource, _ none: String, _ usesNone: inout Bool
  ) throws(SAMFault) -> SAMResource {
    let value = entry.value
    let span = value.span ?? entry.keySpan
    func fault(_ text: String, _ place: Span? = nil) -> SAMFault { .resource(entry.key, text, place ?? span) }
    var properties = SAMMap()
    properties.set("ApiId", Self.graphQLID(source))
    properties.set("Name", value["Name"] ?? .string(entry.key))
    // SAM looks for the code before it looks for the data source.
    try addCode(value, &properties, isRequired: true, fault)
    guard let dataSource = value["DataSource"]?.ifTruthy else { throw fault("'DataSource' must be set.") }
    properties.set("DataSourceName", try dataSourceName(dataSource, source, none, &usesNone, fault))
    guard let runtime = value["Runtime"], runtime.isTruthy else {
      throw fault("'Runtime' must be defined as a property in \(entry.key).")
    }
    properties.set("Runtime", Self.graphQLRuntime(runtime))
    for (name, member) in [("Description", "Description"), ("MaxBatchSize", "MaxBatchSize"), ("Sync", "SyncConfig")] {
      if let item = value[name], !item.isNull { properties.set(member, item) }
    }
    return SAMResource(
      source.id + entry.key, "AWS::AppSync::FunctionConfiguration", SAMValue(.map(properties)), source.kept,
      dependsOn: source.dependsOn,
      span: entry.keySpan)
  }

  /// What names the data source of a function: one of the API's own, `none`, or what stands for one made elsewhere.
  private func dataSourceName(
    _ written: SAMValue, _ source: SAMSource, _ none: String, _ usesNone: inout Bool,
    _ fault: (String, Span?) -> SAMFault
  ) throws(SAMFault) -> SAMValue {
    guard let name = written.isNumber ? written.pythonText : written.string else { return written }
    if name.lowercased() == "none" {
      usesNone = true
      return .getAtt(none, "Name")
    }
    for (section, kind) in [("DynamoDb", "DynamoDB"), ("Lambda", "Lambda")]
    where source["DataSources"]?[section]?[name] != nil {
      return .getAtt(Self.dataSourceID(name, kind: kind, source), "Name")
    }
    throw fault(
      "Either define DataSource '\(name)' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or "
        + "another one to reference a DataSource defined outside of this GraphQLApi resource.", written.span)
  }

  private static func graphQLRuntime(_ runtime: SAMValue) -> SAMValue {
    .at(runtime.span, .object(["Name": runtime["Name"], "RuntimeVersion": runtime["Version"]]))
  }

  private func addCode(
    _ value: SAMValue, _ properties: inout SAMMap, isRequired: Bool, _ fault: (String, Span?) -> SAMFault
  ) throws(SAMFault) {
    let (inline, uri) = (value["InlineCode"]?.ifTruthy, value["CodeUri"]?.ifTruthy)
    if inline != nil, let uri {
      throw fault("Both 'InlineCode' and 'CodeUri' cannot be defined at the same time.", uri.span)
    }
    if let inline { properties.set("Code", inline) }
    if let uri { properties.set("CodeS3Location", uri) }
    if inline == nil, uri == nil, isRequired { throw fault("One of 'InlineCode' or 'CodeUri' must be set.", nil) }
  }

  /// What a resolver does that has no code of its own: the answer of its last function is its answer.
  private static let passingCode: SAMValue = """

    export function request(ctx) {
        return {};
    }

    export function response(ctx) {
        return ctx.prev.result;
    }

    """

  private func graphQLResolver(
    _ entry: SAMMap.Entry, _ type: String, _ source: SAMSource, _ schema: String, _ ids: [String: SAMValue]
  ) throws(SAMFault) -> SAMResource {
    let value = entry.value
    let span = value.span ?? entry.keySpan
    func fault(_ text: String, _ place: Span? = nil) -> SAMFault { .resource(entry.key, text, place ?? span) }
    var properties = SAMMap()
    properties.set("ApiId", Self.graphQLID(source))
    properties.set("TypeName", .string(type))
    properties.set("FieldName", value["FieldName"]?.ifTruthy ?? .string(entry.key))
    try addCode(value, &properties, isRequired: false, fault)
    if properties["Code"] == nil, properties["CodeS3Location"] == nil {
      properties.set("Code", Self.passingCode)
      properties.set("Runtime", ["Name": "APPSYNC_JS", "RuntimeVersion": "1.0.0"])
    } else {
      guard let runtime = value["Runtime"], runtime.isTruthy else {
        throw fault("'Runtime' must be defined as a property in \(entry.key).")
      }
      properties.set("Runtime", Self.graphQLRuntime(runtime))
    }
    guard let pipeline = value["Pipeline"], pipeline.isTruthy, let names = pipeline.list else {
      throw fault(
        "Resolver '\(entry.key)' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver "
          + "you can use AppSync resource.")
    }
    var functions: [SAMValue] = []
    for name in names {
      guard let text = name.string, let id = ids[text] else {
        throw fault("Function '\(name.pythonText)' does not exist.", name.span)
      }
      functions.append(id)
    }
    properties.set("Kind", "PIPELINE")
    properties.set("PipelineConfig", ["Functions": .list(functions)])
    for (name, member) in [("Caching", "CachingConfig"), ("MaxBatchSize", "MaxBatchSize")] {
      if let item = value[name], !item.isNull { properties.set(member, item) }
    }
    return SAMResource(
      source.id + type + entry.key, "AWS::AppSync::Resolver", SAMValue(.map(properties)), source.kept,
      dependsOn: [.string(schema)], span: entry.keySpan)
  }
}
