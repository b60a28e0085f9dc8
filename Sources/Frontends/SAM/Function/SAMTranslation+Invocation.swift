import Source

extension SAMTranslation {
  /// What asynchronous invocations are configured with; gives the policies that destinations need.
  mutating func addInvokeConfig(_ function: inout SAMFunction) throws(SAMFault) -> [SAMValue] {
    let source = function.source
    guard let config = source.truthy("EventInvokeConfig") else { return [] }
    let id = source.id + "EventInvokeConfig"
    let resolved = parameters.resolved(config)
    var policies: [SAMValue] = []
    var destinations = SAMValue(.map(SAMMap()), config.span)
    if let given = resolved["DestinationConfig"]?.ifTruthy {
      let path = "EventInvokeConfig.DestinationConfig"
      _ = try given.mustBeMap(path, source.fault)
      for name in ["OnSuccess", "OnFailure"] {
        guard let destination = given[name], !destination.isNull else { continue }
        _ = try destination.mustBeMap("\(path).\(name)", source.fault)
        let (value, policy) = try self.destination(destination, id: id + name, &function)
        destinations[name] = value
        if let policy { policies.append(policy) }
      }
    }
    var properties = SAMMap()
    properties.set("FunctionName", function.lambda.reference)
    properties.set("Qualifier", function.alias.map { $0.properties[in: "Name"] } ?? "$LATEST")
    properties.set("DestinationConfig", destinations)
    for name in ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"] {
      if let value = resolved[name], !value.isNull { properties.set(name, value) }
    }
    function.others.append(
      SAMResource(
        id, "AWS::Lambda::EventInvokeConfig", SAMValue(.map(properties)), source.inherited,
        dependsOn: function.alias.map { [.string($0.id)] }, span: config.span))
    return policies
  }

  /// One destination, with what the function must be allowed for it.
  private mutating func destination(
    _ config: SAMValue, id: String, _ function: inout SAMFunction
  ) throws(SAMFault) -> (SAMValue, SAMValue?) {
    let source = SAMSource(function.source.id + "EventInvokeConfig", function.source.body, span: config.span)
    let type = config["Type"] ?? .null
    guard let name = type.string, ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"].contains(name) else {
      throw function.source.fault(
        "'Type: \(type.pythonText)' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']",
        type.span ?? config.span)
    }
    var target = config["Destination"].flatMap { $0.isTruthy ? $0 : nil }
    let makes = name == "SQS" || name == "SNS"
    if let arguments = target?.ifArguments {
      guard let parts = arguments.list, parts.count == 3 else {
        throw source.fault("Malformed 'Destination' property: Fn::If requires 3 arguments.", target?.span)
      }
      target = makes ? conditional(parts, name, id, &function, span: config.span) : target
    } else if target == nil || target?.isNoValue == true {
      guard makes else {
        throw function.source.fault("Destination is required if Type is not ['SQS', 'SNS']", config.span)
      }
      let made = destinationResource(name, id, function.source, condition: nil, span: config.span)
      function.others.append(made)
      target = made.arn
    }
    guard let target else { return (config, nil) }
    let policy = Self.destinationPolicy(name, target, id: id)
    return (SAMValue.at(config.span, ["Destination": target]), policy)
  }

  /// A destination that is made where a condition leaves it out.
  private mutating func conditional(
    _ parts: [SAMValue], _ type: String, _ id: String, _ function: inout SAMFunction, span: Span?
  ) -> SAMValue {
    guard let condition = parts[0].string else { return ["Fn::If": .list(parts)] }
    if parts[1].isNoValue && parts[2].isNoValue {
      let made = destinationResource(type, id, function.source, condition: nil, span: span)
      function.others.append(made)
      return made.arn
    }
    if parts[1].isNoValue {
      let made = destinationResource(type, id, function.source, condition: condition, span: span)
      function.others.append(made)
      return .ifElse(condition, made.arn, parts[2])
    }
    if parts[2].isNoValue {
      let negated = "NOT\(condition)" + SAMHash.short(function.source.id + "EventInvokeConfig")
      let name = negation(of: condition, name: negated)
      let made = destinationResource(type, id, function.source, condition: name, span: span)
      function.others.append(made)
      return .ifElse(name, made.arn, parts[1])
    }
    return ["Fn::If": .list(parts)]
  }

  /// Makes the condition that holds when another does not.
  mutating func negation(of condition: String, name: String) -> String {
    conditions.set(name, ["Fn::Not": [["Condition": .string(condition)]]])
    return name
  }

  private mutating func destinationResource(
    _ type: String, _ id: String, _ source: SAMSource, condition: String?, span: Span?
  ) -> SAMResource {
    var attributes = source.inherited
    if let condition { attributes.set("Condition", .string(condition)) }
    let isQueue = type == "SQS"
    let made = SAMResource(
      id + (isQueue ? "Queue" : "Topic"), isQueue ? "AWS::SQS::Queue" : "AWS::SNS::Topic", .emptyMap, attributes,
      span: span)
    refer(source.id, isQueue ? "DestinationQueue" : "DestinationTopic", to: made.id)
    return made
  }

  /// What Lambda must be allowed to do with a destination ("Capturing records of Lambda asynchronous invocations").
  static func destinationPolicy(_ type: String, _ target: SAMValue, id: String) -> SAMValue? {
    let action: SAMValue
    switch type {
    case "SQS": action = "sqs:SendMessage"
    case "SNS": action = "sns:publish"
    case "Lambda": action = "lambda:InvokeFunction"
    case "EventBridge": action = "events:PutEvents"
    case "S3Bucket": action = "s3:PutObject"
    default: return nil
    }
    if type == "S3Bucket" {
      return [
        "PolicyName": .string(id + "S3Policy"),
        "PolicyDocument": [
          "Statement": [
            ["Action": action, "Effect": "Allow", "Resource": ["Fn::Join": ["/", [target, "*"]]]],
            ["Action": "s3:ListBucket", "Effect": "Allow", "Resource": target],
          ]
        ],
      ]
    }
    return policy(id + type + "Policy", action, target)
  }

  /// An inline policy of one statement.
  static func policy(_ name: String, _ actions: SAMValue, _ resource: SAMValue) -> SAMValue {
    [
      "PolicyName": .string(name),
      "PolicyDocument": ["Statement": [["Action": actions, "Effect": "Allow", "Resource": resource]]],
    ]
  }
}
