import Source
import Template
import YAML

/// A service integration of a REST or WebSocket API: what is sent, and where.
struct ServiceIntegration {
  /// `Uri`.
  let uri: Value
  /// Headers of the call, each as a mapping.
  let headers: [(name: String, value: String)]
  /// The body, as a mapping template in Apache Velocity.
  let template: Value
}

extension StackLowering {
  /// The call of a resource with the body of the request, unless the route says otherwise.
  mutating func serviceIntegration(
    _ route: Entry, _ call: ServiceCall, _ end: WireEnd, on target: Value, at span: Span
  ) -> ServiceIntegration {
    let own = route.value("template", &self)
    let body = own ?? template(of: call, route, end, on: target, at: span)
    return ServiceIntegration(
      uri: uri(of: call, end, on: target, at: span), headers: Self.headers(of: call), template: body)
  }

  /// `arn:partition:apigateway:region:service:action/Name`, or `path/…` for services of the query protocol.
  private func uri(of call: ServiceCall, _ end: WireEnd, on target: Value, at span: Span) -> Value {
    let start = "arn:${AWS::Partition}:apigateway:${AWS::Region}:\(call.service):"
    switch call {
    case .sendMessage:
      let account: Value = declared(of: target) == nil ? target.arnField(4) : .ref("AWS::AccountId", span)
      return .joined(
        at: span, .raw(start + "path/"), .value(account), .raw("/"), .value(resourceName(of: target, end)))
    case .publish: return .sub(start + "path//", span)
    case .startExecution, .startSyncExecution, .putRecord, .putRecords, .putEvents, .getItem, .putItem, .updateItem,
      .deleteItem, .query, .scan:
      return .sub(start + "action/\(call.action)", span)
    }
  }

  private static func headers(of call: ServiceCall) -> [(name: String, value: String)] {
    switch call {
    case .sendMessage, .publish: [("Content-Type", "'application/x-www-form-urlencoded'")]
    case .putEvents:
      [("Content-Type", "'application/x-amz-json-1.1'"), ("X-Amz-Target", "'AWSEvents.PutEvents'")]
    case .startExecution, .startSyncExecution, .putRecord, .putRecords, .getItem, .putItem, .updateItem, .deleteItem,
      .query, .scan:
      []
    }
  }

  /// The whole body as JSON inside a JSON text; `escapeJavaScript` also escapes `'`, which JSON does not allow.
  private static let bodyAsText = "$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\", \"'\")"

  private mutating func template(
    of call: ServiceCall, _ route: Entry, _ end: WireEnd, on target: Value, at span: Span
  ) -> Value {
    switch call {
    case .sendMessage:
      return .joined(
        at: span, .raw("Action=SendMessage&MessageBody=$util.urlEncode($input.body)"),
        .value(orderParameters(route, target, at: span)))
    case .publish:
      return .joined(
        at: span, .raw("Action=Publish&TopicArn=$util.urlEncode('"), .value(target),
        .raw("')&Message=$util.urlEncode($input.body)"), .value(orderParameters(route, target, at: span)))
    case .startExecution, .startSyncExecution:
      return .joined(
        at: span, .raw("{\"stateMachineArn\": \""), .value(target), .raw("\", \"input\": \"\(Self.bodyAsText)\"}"))
    case .putRecord:
      let key = route.value("partitionKey", &self) ?? .string("$context.requestId", span)
      return .joined(
        at: span, .raw("{\"StreamName\": \""), .value(resourceName(of: target, end)),
        .raw("\", \"Data\": \"$util.base64Encode($input.body)\", \"PartitionKey\": \""), .value(key), .raw("\"}"))
    case .putEvents:
      return .joined(
        at: span, .raw("{\"Entries\": [{\"EventBusName\": \""), .value(resourceName(of: target, end)),
        .raw("\", \"Source\": \""), .value(eventSource(route, at: span)), .raw("\", \"DetailType\": \""),
        .value(detailType(route, at: span)), .raw("\", \"Detail\": \"\(Self.bodyAsText)\"}]}"))
    case .putRecords, .getItem, .putItem, .updateItem, .deleteItem, .query, .scan:
      // These must be written; that was asked for already.
      return .string("{}", span)
    }
  }

  /// What a FIFO queue or topic wants besides the body.
  private mutating func orderParameters(_ route: Entry, _ target: Value, at span: Span) -> Value {
    let order = order(of: target)
    let group = route.value("messageGroupId", &self)
    guard order.isFIFO || group != nil else { return .string("", span) }
    let id = order.isFIFO && !order.deduplicates ? "&MessageDeduplicationId=$context.requestId" : ""
    return .joined(
      at: span, .raw("&MessageGroupId=$util.urlEncode("), .value(group ?? .string("$context.apiId", span)),
      .raw(")" + id))
  }

  /// The source of an event that a route puts on a bus.
  mutating func eventSource(_ route: Entry, at span: Span) -> Value {
    route.value("source", &self) ?? .ref("AWS::StackName", span)
  }

  /// The detail type of an event that a route puts on a bus.
  mutating func detailType(_ route: Entry, at span: Span) -> Value {
    route.value("detailType", &self) ?? .string(route.name, span)
  }
}
