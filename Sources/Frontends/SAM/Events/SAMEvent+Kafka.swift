import Source

extension SAMTranslation {
  /// What a mapping of a Kafka cluster has besides ("MSK", "SelfManagedKafka", AWS SAM Developer Guide).
  func addKafka(_ event: SAMEvent, _ kind: SAMMappingKind, _ properties: inout SAMMap) {
    var config = SAMMap()
    for name in ["ConsumerGroupId", "SchemaRegistryConfig"] {
      if let value = event.truthy(name) { config.set(name, value) }
    }
    if !config.isEmpty {
      let name = kind == .msk ? "AmazonManagedKafkaEventSourceConfig" : "SelfManagedKafkaEventSourceConfig"
      properties.set(name, SAMValue(.map(config), event.span))
    }
    if kind == .selfManagedKafka, let servers = event.truthy("KafkaBootstrapServers") {
      properties.set("SelfManagedEventSource", ["Endpoints": ["KafkaBootstrapServers": servers]])
    }
  }

  private func checkRegistry(_ registry: SAMValue, _ event: SAMEvent) throws(SAMFault) {
    for name in ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"] where registry[name] == nil {
      throw event.fault("Missing required field \(name) in SchemaRegistryConfig", registry.span)
    }
    guard ["JSON", "SOURCE"].contains(registry["EventRecordFormat"]?.string) else {
      throw event.fault(
        "EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'",
        registry["EventRecordFormat"]?.span ?? registry.span)
    }
    guard registry["SchemaValidationConfigs"]?.isList == true else {
      throw event.fault("SchemaValidationConfigs must be a list", registry["SchemaValidationConfigs"]?.span)
    }
    guard let accesses = registry["AccessConfigs"]?.ifTruthy else { return }
    guard let items = accesses.list else {
      throw event.fault("AccessConfigs in SchemaRegistryConfig must be a list", accesses.span)
    }
    for item in items where item["Type"] == nil || item["URI"] == nil {
      throw event.fault("Each AccessConfig must be a dict with 'Type' and 'URI' fields", item.span)
    }
  }

  /// The policies that a mapping needs besides a managed one.
  func mappingPolicies(_ event: SAMEvent, _ kind: SAMMappingKind) throws(SAMFault) -> [SAMValue] {
    switch kind {
    case .kinesis, .dynamoDB, .sqs: return []
    case .msk: return try mskPolicies(event)
    case .mq: return try mqPolicies(event)
    case .documentDB: return try documentDBPolicies(event)
    case .selfManagedKafka: return try kafkaPolicies(event)
    }
  }

  private static func statement(_ actions: [String], _ resource: SAMValue) -> SAMValue {
    ["Action": .list(actions.map { .string($0) }), "Effect": "Allow", "Resource": resource]
  }

  private static let networkActions = [
    "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeVpcs",
    "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups",
  ]

  private static func secret(_ uri: SAMValue) -> SAMValue { statement(["secretsmanager:GetSecretValue"], uri) }

  private static func document(_ name: String, _ statements: [SAMValue], versioned: Bool = false) -> [SAMValue] {
    guard !statements.isEmpty else { return [] }
    let document = SAMValue.object(["Statement": .list(statements), "Version": versioned ? "2012-10-17" : nil])
    return [["PolicyName": .string(name), "PolicyDocument": document]]
  }

  /// The statement for the customer's key of secrets.
  private func secretsKey(_ event: SAMEvent, asList: Bool = false) throws(SAMFault) -> [SAMValue] {
    guard let key = event.truthy("SecretsManagerKmsKeyId") else { return [] }
    guard let id = key.string else {
      throw event.fault("Property 'SecretsManagerKmsKeyId' should be a string.", key.span)
    }
    return [
      [
        "Action": asList ? ["kms:Decrypt"] : "kms:Decrypt", "Effect": "Allow",
        "Resource": .sub("arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/\(id)"),
      ]
    ]
  }

  /// What reading schemas of a registry needs.
  private func registryStatements(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    guard let registry = event.truthy("SchemaRegistryConfig") else { return [] }
    try checkRegistry(registry, event)
    var statements: [SAMValue] = []
    for access in registry["AccessConfigs"]?.list ?? [] {
      if let uri = access["URI"] { statements.append(Self.secret(uri)) }
    }
    guard let uri = registry["SchemaRegistryURI"] else { return statements }
    let text = uri.string ?? uri["Fn::Sub"]?.string ?? ""
    guard text.contains(":glue:"), let slash = text.lastIndex(of: "/") else { return statements }
    let name = text[text.index(after: slash)...]
    statements.append(Self.statement(["glue:GetRegistry"], uri))
    statements.append(
      Self.statement(
        ["glue:GetSchemaVersion"],
        [.sub("arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/\(name)/*")]))
    return statements
  }

  private func mskPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    var statements: [SAMValue] = []
    for access in event["SourceAccessConfigurations"]?.list ?? [] {
      guard access["Type"]?.string == "CLIENT_CERTIFICATE_TLS_AUTH", let uri = access["URI"]?.ifTruthy else { continue }
      statements.append(Self.secret(uri))
    }
    return Self.document("MSKExecutionRolePolicy", try registryStatements(event) + statements)
  }

  /// The secret of the one `BASIC_AUTH` that a broker or cluster has.
  private func basicAuth(_ event: SAMEvent, _ types: [String]) throws(SAMFault) -> SAMValue {
    guard let accesses = event.truthy("SourceAccessConfigurations") else {
      throw event.fault("No SourceAccessConfigurations for Amazon \(event.type) event provided.")
    }
    guard let items = accesses.list else {
      throw event.fault("Provided SourceAccessConfigurations cannot be parsed into a list.", accesses.span)
    }
    var uri: SAMValue?
    for (index, access) in items.enumerated() {
      let path = "SourceAccessConfigurations[\(index)]"
      _ = try access.mustBeMap(path) { event.fault($0, $1) }
      let type = try access[in: "Type"].mustBeString("\(path).Type") { event.fault($0, $1 ?? access.span) }
      guard types.contains(type) else {
        throw event.fault(
          "Invalid property Type specified in SourceAccessConfigurations. The supported values are: \(types.pythonList).",
          access["Type"]?.span ?? access.span)
      }
      guard type == "BASIC_AUTH" else { continue }
      if uri != nil {
        throw event.fault("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.", access.span)
      }
      guard let given = access["URI"]?.ifTruthy else {
        throw event.fault("No BASIC_AUTH URI property specified in SourceAccessConfigurations.", access.span)
      }
      uri = given
    }
    guard let uri else {
      throw event.fault("No BASIC_AUTH property specified in SourceAccessConfigurations.", accesses.span)
    }
    return uri
  }

  private func mqPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    let uri = try basicAuth(event, ["BASIC_AUTH", "VIRTUAL_HOST"])
    return Self.document(
      event["DynamicPolicyName"]?.isTruthy == true ? event.id + "AMQPolicy" : "SamAutoGeneratedAMQPolicy",
      [Self.secret(uri), Self.statement(["mq:DescribeBroker"], event["Broker"] ?? .null)] + (try secretsKey(event)))
  }

  private func documentDBPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    let uri = try basicAuth(event, ["BASIC_AUTH"])
    let prefix = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:"
    return Self.document(
      "SamAutoGeneratedDocumentDBPolicy",
      [
        Self.secret(uri), Self.statement(["rds:DescribeDBClusterParameters"], .sub(prefix + "cluster-pg:*")),
        Self.statement(["rds:DescribeDBSubnetGroups"], .sub(prefix + "subgrp:*")),
        Self.statement(["rds:DescribeDBClusters"], event["Cluster"] ?? .null),
        Self.statement(Self.networkActions, "*"),
      ] + (try secretsKey(event, asList: true)))
  }

  /// The ways to authenticate with a cluster, of which there may be one; some need no secret.
  private static let kafkaAuth: Set = [
    "SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "OAUTHBEARER_AUTH",
    "IAM_AUTH", "IAM_OAUTHBEARER_AUTH",
  ]
  private static let kafkaRoleAuth: Set = ["IAM_AUTH", "IAM_OAUTHBEARER_AUTH"]
  private static let kafkaDetails: Set = [
    "VPC_SUBNET", "VPC_SECURITY_GROUP", "SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_SCOPE", "OAUTHBEARER_AUDIENCE",
    "OAUTHBEARER_LOGICAL_CLUSTER", "OAUTHBEARER_IDENTITY_POOL",
  ]

  private func kafkaPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    guard event.truthy("KafkaBootstrapServers") != nil else {
      throw event.fault("No KafkaBootstrapServers provided for self managed kafka as an event source")
    }
    guard let topics = event.truthy("Topics") else {
      throw event.fault("No Topics provided for self managed kafka as an event source")
    }
    if let list = topics.list, list.count != 1 {
      throw event.fault(
        "Topics for self managed kafka only supports single configuration entry.", topics.span)
    }
    guard let accesses = event.truthy("SourceAccessConfigurations") else {
      throw event.fault("No SourceAccessConfigurations for self managed kafka event provided.")
    }
    guard let items = accesses.list else {
      throw event.fault("SourceAccessConfigurations for self managed kafka event should be a list.", accesses.span)
    }
    var statements = try kafkaSecrets(items, event)
    let types = items.compactMap { $0["Type"]?.string }
    let (subnet, group) = (types.contains("VPC_SUBNET"), types.contains("VPC_SECURITY_GROUP"))
    if subnet != group {
      throw event.fault(
        "VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka must be both provided.",
        accesses.span)
    }
    if subnet { statements.append(Self.statement(Self.networkActions, "*")) }
    statements += try secretsKey(event, asList: true)
    return Self.document(
      "SelfManagedKafkaExecutionRolePolicy", statements + (try registryStatements(event)), versioned: true)
  }

  /// The statements for a cluster's secrets: that of its credentials, and as many again for its root certificate.
  private func kafkaSecrets(_ items: [SAMValue], _ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    var secret: SAMValue?
    var certificate: SAMValue?
    var isAuthenticated = false
    for item in items {
      guard item.isMap else {
        throw .resource(event.name, "Property 'SourceAccessConfigurations' should be a map.", item.span ?? event.span)
      }
      let type = item["Type"]?.string ?? ""
      guard Self.kafkaAuth.contains(type) else {
        guard Self.kafkaDetails.contains(type) else {
          throw event.fault(
            "Invalid SourceAccessConfigurations Type provided for self managed kafka event.",
            item["Type"]?.span ?? item.span)
        }
        let uri = try kafkaURI(item, type, event)
        if type == "SERVER_ROOT_CA_CERTIFICATE" { certificate = uri }
        continue
      }
      if isAuthenticated {
        throw event.fault(
          "Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka event.",
          item.span)
      }
      isAuthenticated = true
      if !Self.kafkaRoleAuth.contains(type) { secret = try kafkaURI(item, "auth mechanism", event) }
    }
    // SAM names the secret of the credentials again where that of the certificate would be expected.
    return [secret, certificate.map { secret ?? $0 }].compactMap { $0.map(Self.secret) }
  }

  private func kafkaURI(_ item: SAMValue, _ word: String, _ event: SAMEvent) throws(SAMFault) -> SAMValue {
    let place = "\(word) URI property specified in SourceAccessConfigurations for self managed kafka event."
    guard let uri = item["URI"]?.ifTruthy else { throw event.fault("No " + place, item.span) }
    guard uri.isString || uri.isIntrinsic else { throw event.fault("Wrong Type for " + place, uri.span) }
    return uri
  }
}
