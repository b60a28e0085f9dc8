import Source

extension SAMTranslation {
  /// What a mapping of a Kafka cluster has besides ("MSK", "SelfManagedKafka", AWS SAM Developer Guide).
  func addKafka(_ event: SAMEvent, _ kind: SAMMappingKind, _ properties: inout SAMMap) throws(SAMFault) {
    var config = event.members(["ConsumerGroupId"])
    if let registry = event["SchemaRegistryConfig"] {
      try checkRegistry(registry, event)
      config.set("SchemaRegistryConfig", registry)
    }
    if !config.isEmpty {
      let name = kind == .msk ? "AmazonManagedKafkaEventSourceConfig" : "SelfManagedKafkaEventSourceConfig"
      properties.set(name, SAMValue(.map(config), event.span))
    }
    guard kind == .selfManagedKafka else { return }
    let servers = event["KafkaBootstrapServers"]
    if let servers {
      properties.set("SelfManagedEventSource", ["Endpoints": ["KafkaBootstrapServers": servers]])
    } else if let source = event["SelfManagedEventSource"] {
      properties.set("SelfManagedEventSource", source)
    }
  }

  private func checkRegistry(_ registry: SAMValue, _ event: SAMEvent) throws(SAMFault) {
    guard registry.isMap, !registry.isIntrinsic else { return }
    for name in ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"] where registry[name] == nil {
      throw event.fault("Missing required field \(name) in SchemaRegistryConfig", registry.span)
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
  private func registryStatements(_ event: SAMEvent) -> [SAMValue] {
    guard let registry = event["SchemaRegistryConfig"], registry.isMap else { return [] }
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
      guard access["Type"]?.string == "CLIENT_CERTIFICATE_TLS_AUTH", let uri = access["URI"] else { continue }
      statements.append(Self.secret(uri))
    }
    return Self.document("MSKExecutionRolePolicy", statements + registryStatements(event))
  }

  /// The secret of the one `BASIC_AUTH` that a broker or cluster has.
  private func basicAuth(
    _ event: SAMEvent, _ service: String, others: Bool
  ) throws(SAMFault) -> SAMValue {
    guard let accesses = event.truthy("SourceAccessConfigurations") else {
      throw event.fault("No SourceAccessConfigurations for Amazon \(service) event provided.")
    }
    guard let items = accesses.list else {
      throw event.fault(
        "Provided SourceAccessConfigurations cannot be parsed into a list.", accesses.span)
    }
    var uri: SAMValue?
    for access in items {
      guard access["Type"]?.string == "BASIC_AUTH" else {
        if others { continue }
        throw event.fault(
          "Invalid property Type specified in SourceAccessConfigurations. The supported values are: ['BASIC_AUTH'].",
          access["Type"]?.span ?? access.span)
      }
      if uri != nil {
        throw event.fault("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.", access.span)
      }
      guard let given = access["URI"], given.isTruthy else {
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
    for access in event["SourceAccessConfigurations"]?.list ?? [] {
      guard let type = access["Type"]?.string, type != "BASIC_AUTH", type != "VIRTUAL_HOST" else { continue }
      throw event.fault(
        "Invalid property Type specified in SourceAccessConfigurations. The supported values are: ['BASIC_AUTH', "
          + "'VIRTUAL_HOST'].", access["Type"]?.span)
    }
    let uri = try basicAuth(event, "MQ", others: true)
    return Self.document(
      event["DynamicPolicyName"]?.isTruthy == true ? event.id + "AMQPolicy" : "SamAutoGeneratedAMQPolicy",
      [Self.secret(uri), Self.statement(["mq:DescribeBroker"], event["Broker"] ?? .null)] + (try secretsKey(event)))
  }

  private func documentDBPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    let uri = try basicAuth(event, "DocumentDB", others: false)
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

  private static let kafkaAuth: Set = [
    "SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH",
  ]

  private func kafkaPolicies(_ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    guard event.truthy("KafkaBootstrapServers") != nil || event["SelfManagedEventSource"] != nil else {
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
    statements += try secretsKey(event)
    return Self.document(
      "SelfManagedKafkaExecutionRolePolicy", statements + registryStatements(event), versioned: true)
  }

  /// The statements for a cluster's secrets: that of its credentials, and as many again for its root certificate.
  private func kafkaSecrets(_ items: [SAMValue], _ event: SAMEvent) throws(SAMFault) -> [SAMValue] {
    var uri: SAMValue?
    var certificate = false
    for item in items {
      guard let type = item["Type"]?.string else {
        throw event.fault("Invalid SourceAccessConfigurations for self managed kafka event.", item.span)
      }
      if type == "SERVER_ROOT_CA_CERTIFICATE" { certificate = true }
      guard Self.kafkaAuth.contains(type) else { continue }
      if uri != nil {
        throw event.fault(
          "Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka event.",
          item.span)
      }
      uri = item["URI"]
    }
    guard let uri else { return [] }
    return certificate ? [Self.secret(uri), Self.secret(uri)] : [Self.secret(uri)]
  }
}
