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
        id, "AWS::Lambda::EventInvokeConfig", SAMValue(.map(properties)), source.kept,
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
    let given = config["Destination"].flatMap { $0.isNull ? nil : $0 }
    let choice = try given.flatMap { value throws(SAMFault) in try self.choice(value, source) }
    guard given == nil || choice != nil else {
      let target = given ?? .null
      return (SAMValue.at(config.span, ["Destination": target]), Self.destinationPolicy(name, target, id: id))
    }
    guard ["SQS", "SNS"].contains(name) else {
      throw function.source.fault("Destination is required if Type is not ['SQS', 'SNS']", config.span)
    }
    let condition = both(
      function.source.inherited["Condition"]?.string, choice?.condition, function.source.id,
      given?.span)
    let made = destinationResource(name, id, function.source, condition: condition, span: config.span)
    function.others.append(made)
    let target = choice.map { .ifElse($0.condition, made.arn, $0.other) } ?? made.arn
    return (SAMValue.at(config.span, ["Destination": target]), Self.destinationPolicy(name, target, id: id))
  }

  /// Where a condition leaves a destination out: the condition under which it must be made, and what is taken else. Nil if it
  /// is never left out, or always.
  private mutating func choice(
    _ given: SAMValue, _ source: SAMSource
  ) throws(SAMFault) -> (condition: String, other: SAMValue)? {
    guard let arguments = given.ifArguments else { return nil }
    guard let parts = arguments.list, parts.count == 3 else {
      throw source.fault("Malformed 'Destination' property: Fn::If requires 3 arguments.", given.span)
    }
    guard let condition = parts[0].string, parts[1].isNoValue != parts[2].isNoValue else { return nil }
    if parts[1].isNoValue { return (condition, parts[2]) }
    return (negation(of: condition, name: "NOT\(condition)" + SAMHash.short(source.id)), parts[1])
  }

  /// The condition that holds when two do; one of them if there is no other.
  private mutating func both(_ first: String?, _ second: String?, _ id: String, _ span: Span?) -> String? {
    guard let first, let second else { return first ?? second }
    let name = "\(first)AND\(second)" + SAMHash.short(id)
    let all: [SAMValue] = [first, second].map { ["Condition": .string($0)] }
    // SAM wraps each condition twice.
    makeUnfit(
      ["Fn::And": .list(all.map { ["Condition": $0] })],
      SAMUnfitCondition(name: name, kind: .wrapped(first, second), meaning: ["Fn::And": .list(all)], span: span))
    return name
  }

  /// Makes the condition that holds when another does not.
  mutating func negation(of condition: String, name: String) -> String {
    conditions.set(name, ["Fn::Not": [["Condition": .string(condition)]]])
    return name
  }

  private func destinationResource(
    _ type: String, _ id: String, _ source: SAMSource, condition: String?, span: Span?
  ) -> SAMResource {
    var attributes = source.inherited
    if let condition { attributes.set("Condition", .string(condition)) }
    let isQueue = type == "SQS"
    return SAMResource(
      id + (isQueue ? "Queue" : "Topic"), isQueue ? "AWS::SQS::Queue" : "AWS::SNS::Topic", .emptyMap, attributes,
      span: span)
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
