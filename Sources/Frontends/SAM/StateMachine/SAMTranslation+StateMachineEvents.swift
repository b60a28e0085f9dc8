import Source

extension SAMTranslation {
  /// What an event of a state machine needs: the event starts executions with a role of its own.
  mutating func machineEvent(
    _ event: SAMEvent, _ source: SAMSource, _ target: SAMResource
  ) throws(SAMFault) -> [SAMResource] {
    switch event.type {
    case "Schedule", "CloudWatchEvent", "EventBridgeRule":
      let given = event.truthy("RoleArn")
      let role = given == nil ? machineEventRole(event, source, target, service: "events.amazonaws.com") : nil
      let arn = given ?? role?.arn
      let made =
        event.type == "Schedule"
        ? try schedule(event, source, target: target.arn, role: arn)
        : try rule(event, source, target: target.arn, role: arn)
      return made + [role].compactMap(\.self)
    case "ScheduleV2": return try scheduleV2(event, source, target: target.arn)
    default: return try machineAPI(event, source, target)
    }
  }

  private func machineEventRole(
    _ event: SAMEvent, _ source: SAMSource, _ target: SAMResource, service: String
  ) -> SAMResource {
    let id = event.id + "Role"
    return SAMResource(
      id, "AWS::IAM::Role",
      .object([
        "AssumeRolePolicyDocument": Self.trust([service]),
        "Policies": [Self.policy(id + "StartExecutionPolicy", "states:StartExecution", target.arn)],
        "PermissionsBoundary": source["PermissionsBoundary"],
      ]), source.inherited, span: event.span)
  }

  /// "Api" of a state machine (AWS SAM Developer Guide): a REST API starts an execution.
  private mutating func machineAPI(
    _ event: SAMEvent, _ source: SAMSource, _ target: SAMResource
  ) throws(SAMFault) -> [SAMResource] {
    let api = try self.target(of: event)
    let role = machineEventRole(event, source, target, service: "apigateway.amazonaws.com")
    let path = event["Path"]?.string ?? ""
    let method = (event["Method"]?.string ?? "").lowercased()
    if api.properties?[Self.managed]?.isTruthy == true {
      let unescapes = event["UnescapeMappingTemplate"]?.isTruthy == true
      let input = "$util.escapeJavaScript($input.json('$'))" + (unescapes ? ".replaceAll(\"\\\\'\",\"'\")" : "")
      let template = "{\"input\": \"\(input)\", \"stateMachineArn\": \"${\(target.id)}\"}"
      let integration: SAMValue = [
        "type": "aws", "httpMethod": "POST",
        "uri": .sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
        "responses": ["200": ["statusCode": "200"], "400": ["statusCode": "400"]], "credentials": role.arn,
        "requestTemplates": ["application/json": .sub(template)],
      ]
      try integrate(event, api, path, method, source, integration, responses: false)
    }
    return [role]
  }

  /// What was made with a resource's tags, if it passes them on.
  func propagating(_ source: SAMSource, _ made: [SAMResource]) -> [SAMResource] {
    guard source["PropagateTags"]?.isTruthy == true, let tags = source["Tags"]?.map, !tags.isEmpty else { return made }
    return made.map { resource in
      var resource = resource
      switch Self.tagForms[resource.type] {
      case .list: resource.properties["Tags"] = .list(Self.tagItems(source["Tags"]))
      case .map: resource.properties["Tags"] = SAMValue(.map(tags))
      case nil: break
      }
      return resource
    }
  }

  /// How a type has tags.
  enum TagForm { case list, map }

  private static let tagForms: [String: TagForm] = [
    "AWS::Lambda::Function": .list, "AWS::IAM::Role": .list, "AWS::StepFunctions::StateMachine": .list,
    "AWS::SQS::Queue": .list, "AWS::SNS::Topic": .list, "AWS::ApiGateway::RestApi": .list,
    "AWS::ApiGateway::Stage": .list, "AWS::ApiGateway::UsagePlan": .list, "AWS::ApiGateway::ApiKey": .list,
    "AWS::ApiGateway::DomainName": .list, "AWS::ApiGateway::DomainNameV2": .list,
    "AWS::ApiGateway::DomainNameAccessAssociation": .list, "AWS::IoT::TopicRule": .list,
    "AWS::ApiGatewayV2::Stage": .map,
    "AWS::ApiGatewayV2::DomainName": .map,
  ]
}
