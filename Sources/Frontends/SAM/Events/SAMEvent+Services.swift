extension SAMTranslation {
  /// "CloudWatchLogs" (AWS SAM Developer Guide): a log group's events are sent to the function.
  mutating func addLogs(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
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
    function.others.append(
      Self.permission(function, event, principal: "alexa-appkit.amazon.com", token: event.truthy("SkillId")))
  }

  /// "Cognito" (AWS SAM Developer Guide): a user pool of the same template calls the function.
  mutating func addCognito(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    let id = try userPool(of: event)
    guard var pool = results[id] else { return }
    let permission = Self.permission(
      function, event, principal: "cognito-idp.amazonaws.com", sourceARN: .getAtt(id, "Arn"),
      id: function.source.id + "Cognito")
    if !function.others.contains(where: { $0.id == permission.id }) { function.others.append(permission) }
    for trigger in event["Trigger"].map({ $0.list ?? [$0] }) ?? [] {
      guard let name = trigger.string else { continue }
      if let config = pool["Properties"]?["LambdaConfig"], !config.isMap, !config.isNull {
        throw .resource(id, "Property 'LambdaConfig' should be a map.", config.span)
      }
      if pool["Properties"]?["LambdaConfig"]?[name] != nil {
        throw event.fault(
          "Cognito trigger \"\((event["Trigger"] ?? .null).pythonText)\" defined multiple times.", trigger.span)
      }
      pool[in: "Properties"][in: "LambdaConfig"][name] = function.target.arn.placed(event.span)
    }
    try Self.checkType(of: pool, id, "AWS::Cognito::UserPool", event["UserPool"]?.span)
    results.set(id, try Self.known(pool, id, SAMTargets.userPool))
  }

  /// The user pool that an event names.
  func userPool(of event: SAMEvent) throws(SAMFault) -> String {
    if let name = event["UserPool"]?["Ref"], !name.isString {
      throw event.faultByID("Ref in Userpool is not a string.", name.span)
    }
    guard let id = event["UserPool"]?.refersTo, resources[id] != nil else {
      throw event.fault(
        "Cognito events must reference a Cognito UserPool in the same template.", event["UserPool"]?.span)
    }
    return id
  }
}
