extension SAMTranslation {
  /// "Schedule" (AWS SAM Developer Guide): a rule on a schedule.
  mutating func addSchedule(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    function.others += try schedule(event, function.source, target: function.target.arn, role: nil)
    function.others.append(
      Self.permission(function, event, principal: "events.amazonaws.com", sourceARN: .getAtt(event.id, "Arn")))
  }

  /// "EventBridgeRule" and its older name "CloudWatchEvent" (AWS SAM Developer Guide).
  mutating func addRule(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    function.others += try rule(event, function.source, target: function.target.arn, role: nil)
    function.others.append(
      Self.permission(function, event, principal: "events.amazonaws.com", sourceARN: .getAtt(event.id, "Arn")))
  }

  /// A rule with an event pattern, and the queue that its dead letters need.
  func rule(
    _ event: SAMEvent, _ source: SAMSource, target: SAMValue, role: SAMValue?
  ) throws(SAMFault) -> [SAMResource] {
    var properties = event.members(["EventBusName"])
    if let pattern = event["Pattern"] { properties.set("EventPattern", pattern) }
    if let name = event["RuleName"] { properties.set("Name", name) }
    if let state = try state(event) { properties.set("State", state) }
    let queue = try deadLetters(event, source)
    let members = event.members(["Input", "InputPath", "InputTransformer"])
    properties.set("Targets", [self.target(event, source, target, role, queue.arn, members)])
    let rule = SAMResource(
      event.id, "AWS::Events::Rule", SAMValue(.map(properties)), source.inherited, span: event.span)
    return [rule] + queue.made
  }

  /// A rule on a schedule, and the queue that its dead letters need.
  func schedule(
    _ event: SAMEvent, _ source: SAMSource, target: SAMValue, role: SAMValue?
  ) throws(SAMFault) -> [SAMResource] {
    var properties = SAMMap()
    properties.set("ScheduleExpression", event["Schedule"] ?? .null)
    if let state = try state(event) { properties.set("State", state) }
    if let name = event["Name"] { properties.set("Name", name) }
    if let text = event["Description"] { properties.set("Description", text) }
    let queue = try deadLetters(event, source)
    properties.set("Targets", [self.target(event, source, target, role, queue.arn, event.members(["Input"]))])
    let rule = SAMResource(
      event.id, "AWS::Events::Rule", SAMValue(.map(properties)), source.inherited, span: event.span)
    return [rule] + queue.made
  }

  private func state(_ event: SAMEvent) throws(SAMFault) -> SAMValue? {
    if let state = event.truthy("State") {
      if event["Enabled"] != nil {
        throw event.fault("State and Enabled Properties cannot both be specified.", state.span)
      }
      return state
    }
    return event["Enabled"].map { SAMValue(.string($0.isTruthy ? "ENABLED" : "DISABLED"), $0.span) }
  }

  /// Most characters of a target's id ("Target", Amazon EventBridge API Reference).
  private static let longestTargetID = 64

  private func target(
    _ event: SAMEvent, _ source: SAMSource, _ arn: SAMValue, _ role: SAMValue?, _ queue: SAMValue?, _ members: SAMMap
  ) -> SAMValue {
    let isMachine = source.type == "AWS::Serverless::StateMachine"
    var target = SAMMap()
    target.set("Arn", arn)
    let suffix = isMachine ? "StepFunctionsTarget" : "LambdaTarget"
    target.set("Id", event["Target"]?["Id"] ?? .string(event.id.prefix(Self.longestTargetID - suffix.count) + suffix))
    if let role { target.set("RoleArn", role) }
    for entry in members.entries { target.set(entry.key, entry.value) }
    if let queue { target.set("DeadLetterConfig", ["Arn": queue]) }
    if let policy = event["RetryPolicy"] { target.set("RetryPolicy", policy) }
    return SAMValue(.map(target), event.span)
  }

  /// Where an event's dead letters go, and what must be made for it.
  func deadLetters(
    _ event: SAMEvent, _ source: SAMSource, isRule: Bool = true
  ) throws(SAMFault) -> (arn: SAMValue?, made: [SAMResource]) {
    guard let config = event["DeadLetterConfig"] else { return (nil, []) }
    let arn = config["Arn"].flatMap { $0.isNull ? nil : $0 }
    let type = config["Type"].flatMap { $0.isNull ? nil : $0 }
    if arn != nil, type != nil {
      throw event.faultByID("You can either define 'Arn' or 'Type' property of DeadLetterConfig.", config.span)
    }
    if let arn, arn.isTruthy { return (arn, []) }
    guard let type else {
      throw event.faultByID("No 'Arn' or 'Type' property provided for DeadLetterConfig.", config.span)
    }
    guard type.string == "SQS" else {
      throw event.faultByID("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.", type.span)
    }
    let written = config["QueueLogicalId"].flatMap { $0.isNull ? nil : $0 }
    if let written, !written.isString { throw event.faultByID("QueueLogicalId must be a string", written.span) }
    let queue = SAMResource(
      written?.string ?? event.id + "Queue", "AWS::SQS::Queue", .emptyMap, source.inherited, span: config.span)
    guard isRule else { return (queue.arn, [queue]) }
    return (queue.arn, [queue, Self.deadLetterPolicy(event, queue, source.inherited)])
  }

  private static func deadLetterPolicy(_ event: SAMEvent, _ queue: SAMResource, _ attributes: SAMMap) -> SAMResource {
    SAMResource(
      event.id + "QueuePolicy", "AWS::SQS::QueuePolicy",
      [
        "PolicyDocument": [
          "Version": "2012-10-17",
          "Statement": [
            [
              "Action": "sqs:SendMessage", "Effect": "Allow", "Principal": ["Service": "events.amazonaws.com"],
              "Resource": queue.arn, "Condition": ["ArnEquals": ["aws:SourceArn": .getAtt(event.id, "Arn")]],
            ]
          ],
        ], "Queues": [.ref(queue.id)],
      ], attributes, span: queue.span)
  }
}
