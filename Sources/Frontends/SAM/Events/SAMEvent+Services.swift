extension SAMTranslation {
  private static let logProperties = SAMProperties([
    .init("LogGroupName", .any, required: true), .init("FilterPattern", .any, required: true),
  ])
  private static let iotProperties = SAMProperties([
    .init("Sql", .any, required: true), .init("AwsIotSqlVersion", .any),
  ])
  private static let alexaProperties = SAMProperties([.init("SkillId", .any)])
  private static let cognitoProperties = SAMProperties([
    .init("UserPool", .any, required: true),
    .init("Trigger", [.string, .list], of: .string, required: true, literal: true),
  ])

  /// "CloudWatchLogs" (AWS SAM Developer Guide): a log group's events are sent to the function.
  mutating func addLogs(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    try Self.logProperties.check(event.properties, id: event.id, type: event.type, span: event.span)
    let group = event["LogGroupName"] ?? .null
    let arn: SAMValue = .sub(
      "arn:\(partition):logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*",
      ["__LogGroupName__": group])
    let permission = Self.permission(function, event, principal: "logs.amazonaws.com", sourceARN: arn)
    function.others.append(permission)
    function.others.append(
      SAMResource(
        event.id, "AWS::Logs::SubscriptionFilter",
        [
          "LogGroupName": group, "FilterPattern": event["FilterPattern"] ?? .null,
          "DestinationArn": function.target.arn,
        ], function.source.inherited, dependsOn: [.string(permission.id)], span: event.span))
  }

  /// "IoTRule" (AWS SAM Developer Guide).
  mutating func addIoTRule(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    try Self.iotProperties.check(event.properties, id: event.id, type: event.type, span: event.span)
    let arn: SAMValue = .sub(
      "arn:\(partition):iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}", ["RuleName": .ref(event.id)])
    function.others.append(
      Self.permission(
        function, event, principal: "iot.amazonaws.com", sourceARN: arn, account: .sub("${AWS::AccountId}")))
    function.others.append(
      SAMResource(
        event.id, "AWS::IoT::TopicRule",
        [
          "TopicRulePayload": .object([
            "RuleDisabled": false, "Sql": event["Sql"],
            "Actions": [["Lambda": ["FunctionArn": function.target.arn]]],
            "AwsIotSqlVersion": event.truthy("AwsIotSqlVersion"),
          ])
        ], function.source.inherited, span: event.span))
  }

  /// "AlexaSkill" (AWS SAM Developer Guide).
  mutating func addAlexaSkill(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    try Self.alexaProperties.check(event.properties, id: event.id, type: event.type, span: event.span)
    function.others.append(
      Self.permission(function, event, principal: "alexa-appkit.amazon.com", token: event.truthy("SkillId")))
  }

  /// "Cognito" (AWS SAM Developer Guide): a user pool of the same template calls the function.
  mutating func addCognito(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    try Self.cognitoProperties.check(event.properties, id: event.id, type: event.type, span: event.span)
    guard let id = event["UserPool"]?.refersTo, var pool = results[id] else {
      throw event.fault(
        "Cognito events must reference a Cognito UserPool in the same template.", event["UserPool"]?.span)
    }
    let permission = Self.permission(
      function, event, principal: "cognito-idp.amazonaws.com", sourceARN: .getAtt(id, "Arn"),
      id: function.source.id + "Cognito")
    if !function.others.contains(where: { $0.id == permission.id }) { function.others.append(permission) }
    for trigger in event["Trigger"].map({ $0.list ?? [$0] }) ?? [] {
      guard let name = trigger.string else { continue }
      if pool["Properties"]?["LambdaConfig"]?[name] != nil {
        throw event.fault("Cognito trigger \"\(name)\" defined multiple times.", trigger.span)
      }
      pool[in: "Properties"][in: "LambdaConfig"][name] = function.target.arn.placed(event.span)
    }
    results.set(id, pool)
  }
}
