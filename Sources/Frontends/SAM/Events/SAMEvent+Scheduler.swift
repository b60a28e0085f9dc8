extension SAMTranslation {
  mutating func addScheduleV2(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    function.others += try scheduleV2(event, function.source, target: function.target.arn)
  }

  /// "ScheduleV2" (AWS SAM Developer Guide): a schedule of EventBridge Scheduler, which needs a role.
  func scheduleV2(_ event: SAMEvent, _ source: SAMSource, target arn: SAMValue) throws(SAMFault) -> [SAMResource] {
    let isMachine = source.type == "AWS::Serverless::StateMachine"
    if event.truthy("OmitName") != nil, event.truthy("Name") != nil {
      throw event.faultByID("Name cannot be set when OmitName is True", event["Name"]?.span)
    }
    let queue = try deadLetters(event, source, isRule: false)
    var made = queue.made
    var role = event.truthy("RoleArn")
    if role == nil {
      let created = schedulerRole(event, source, arn, queue.arn)
      made.append(created)
      role = created.arn
    }
    var properties = SAMMap()
    if event.truthy("OmitName") == nil { properties.set("Name", event.truthy("Name") ?? .string(event.id)) }
    properties.set("ScheduleExpression", event["ScheduleExpression"] ?? .null)
    properties.set("FlexibleTimeWindow", event["FlexibleTimeWindow"] ?? ["Mode": "OFF"])
    let names = [
      "Description", "State", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn",
    ]
    for name in names { if let value = event[name] { properties.set(name, value) } }
    var target = SAMMap()
    target.set("Arn", arn)
    target.set("RoleArn", role ?? .null)
    if let input = event["Input"] { target.set("Input", input) }
    if let queue = queue.arn { target.set("DeadLetterConfig", ["Arn": queue]) }
    if let policy = event["RetryPolicy"] { target.set("RetryPolicy", policy) }
    properties.set("Target", SAMValue(.map(target), event.span))
    _ = isMachine
    let schedule = SAMResource(
      event.id, "AWS::Scheduler::Schedule", SAMValue(.map(properties)), source.inherited, span: event.span)
    return [schedule] + made
  }

  private func schedulerRole(
    _ event: SAMEvent, _ source: SAMSource, _ target: SAMValue, _ queue: SAMValue?
  ) -> SAMResource {
    let isMachine = source.type == "AWS::Serverless::StateMachine"
    var policies: [SAMValue] = [
      Self.policy(
        event.id + (isMachine ? "StartExecutionPolicy" : "LambdaPolicy"),
        isMachine ? "states:StartExecution" : "lambda:InvokeFunction", target)
    ]
    if let queue { policies.append(Self.policy(event.id + "SQSPolicy", "sqs:SendMessage", queue)) }
    return SAMResource(
      event.id + "Role", "AWS::IAM::Role",
      .object([
        "AssumeRolePolicyDocument": Self.trust(["scheduler.amazonaws.com"]), "Policies": .list(policies),
        "PermissionsBoundary": event.truthy("PermissionsBoundary"),
        "Tags": source["PropagateTags"]?.isTruthy == true ? Self.propagated(source) : nil,
      ]), source.inherited, span: event.span)
  }

  /// The tags that a resource passes on to what is made for it.
  static func propagated(_ source: SAMSource) -> SAMValue? {
    guard source["PropagateTags"]?.isTruthy == true else { return nil }
    let items = tagItems(source["Tags"])
    return items.isEmpty ? nil : .list(items)
  }
}
