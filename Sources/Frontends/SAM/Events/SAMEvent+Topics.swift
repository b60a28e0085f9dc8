extension SAMTranslation {
  /// "SNS" (AWS SAM Developer Guide): a topic invokes the function, or sends to a queue that the function reads.
  mutating func addSNSEvent(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    let topic = event["Topic"] ?? .null
    guard let queue = event.truthy("SqsSubscription") else {
      function.others.append(
        Self.permission(function, event, principal: "sns.amazonaws.com", sourceARN: topic))
      subscribe(event, "lambda", function.target.arn, &function)
      return
    }
    let attributes = function.source.inherited
    if queue.bool != nil {
      let isFIFO = topic.refersTo.flatMap { resources[$0]?["Properties"]?["FifoTopic"] }?.isTruthy == true
      let made = SAMResource(
        event.id + "Queue", "AWS::SQS::Queue", isFIFO ? ["FifoQueue": true] : .emptyMap, attributes, span: event.span)
      function.others.append(made)
      function.others.append(
        queuePolicy(event.id + "QueuePolicy", topic, arn: made.arn, url: .ref(made.id), attributes))
      subscribe(event, "sqs", made.arn, &function)
      try map(event, made.arn, size: 10, &function)
      return
    }
    guard let arn = queue["QueueArn"], arn.isTruthy, let url = queue["QueueUrl"], url.isTruthy else {
      throw event.fault("No QueueARN or QueueURL provided.", queue.span)
    }
    let id = queue["QueuePolicyLogicalId"]?.string ?? event.id + "QueuePolicy"
    function.others.append(queuePolicy(id, topic, arn: arn, url: url, attributes))
    subscribe(event, "sqs", arn, &function)
    if let enabled = queue["Enabled"], enabled.bool == false {
      leaveOut(
        "Enabled: false", at: enabled.span, of: function.source.id, "the function is called for what comes to the queue"
      )
    }
    try map(event, arn, size: queue["BatchSize"]?.ifTruthy ?? 10, &function)
  }

  private func subscribe(_ event: SAMEvent, _ protocolName: String, _ endpoint: SAMValue, _ function: inout SAMFunction)
  {
    var properties = SAMMap()
    properties.set("Protocol", .string(protocolName))
    properties.set("Endpoint", endpoint)
    properties.set("TopicArn", event["Topic"] ?? .null)
    for name in ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"] {
      if let value = event[name] { properties.set(name, value) }
    }
    function.others.append(
      SAMResource(
        event.id, "AWS::SNS::Subscription", SAMValue(.map(properties)), function.source.inherited, span: event.span))
  }

  private func queuePolicy(
    _ id: String, _ topic: SAMValue, arn: SAMValue, url: SAMValue, _ attributes: SAMMap
  ) -> SAMResource {
    SAMResource(
      id, "AWS::SQS::QueuePolicy",
      [
        "PolicyDocument": [
          "Version": "2012-10-17",
          "Statement": [
            [
              "Action": "sqs:SendMessage", "Effect": "Allow", "Principal": "*", "Resource": arn,
              "Condition": ["ArnEquals": ["aws:SourceArn": topic]],
            ]
          ],
        ], "Queues": [url],
      ], attributes)
  }

  /// Lets the function read the queue. SAM always enables that, whatever the subscription says.
  private mutating func map(
    _ event: SAMEvent, _ queue: SAMValue, size: SAMValue, _ function: inout SAMFunction
  ) throws(SAMFault) {
    let mapping = SAMEvent(
      name: event.name, id: event.id + "EventSourceMapping", type: "SQS",
      properties: ["Queue": queue, "BatchSize": size, "Enabled": true], span: event.span)
    try addMapping(mapping, .sqs, &function)
  }
}
