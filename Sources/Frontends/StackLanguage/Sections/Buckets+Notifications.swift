import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// `NotificationConfiguration`. S3 asks each target when the bucket is made, so what admits S3 comes first and names the
  /// bucket by a constructed ARN ("AWS::S3::Bucket NotificationConfiguration", CloudFormation).
  mutating func setNotifications(of bucket: inout Resource, _ entry: Entry) {
    var lists: [(property: String, items: [Value])] = []
    for notification in entry.entries("notifications", &self) {
      guard let node = notification.node("to"), let target = notification.value("to", &self) else { continue }
      let events = notification.value("on", &self)?.listOrSelf ?? []
      let filter = keyFilter(notification)
      guard let kind = arrowEnd(of: target)?.kind, let names = Self.notificationNames[kind] else { continue }
      let items = events.map {
        Value.object(node.span, ["Event": $0, names.target: target, "Filter": filter])
      }
      if let index = lists.firstIndex(where: { $0.property == names.list }) {
        lists[index].items += items
      } else {
        lists.append((names.list, items))
      }
      admit(Arrow(from: "bucket", sourceARN: bucketARN(entry, at: node.span), span: node.span), to: target, from: entry)
      waitForAdmission(to: target, at: node.span, &bucket, entry)
    }
    guard !lists.isEmpty, let span = entry.keySpan("notifications") else { return }
    var configuration = bucket["NotificationConfiguration"]?.map ?? ValueMap()
    for list in lists { configuration.set(list.property, at: span, .list(list.items, span)) }
    bucket.properties.set("NotificationConfiguration", at: span, Value(.map(configuration), span))
  }

  private static let notificationNames: [WireEnd: (list: String, target: String)] = [
    .function: ("LambdaConfigurations", "Function"), .queue: ("QueueConfigurations", "Queue"),
    .topic: ("TopicConfigurations", "Topic"),
  ]

  /// `Filter` of a notification.
  private mutating func keyFilter(_ notification: Entry) -> Value? {
    var rules: [Value] = []
    for name in ["prefix", "suffix"] {
      guard let text = notification.value(name, &self), let span = notification.keySpan(name) else { continue }
      rules.append(.object(span, ["Name": .string(name, span), "Value": text]))
    }
    guard let span = rules.first?.span else { return nil }
    return .object(span, ["S3Key": .object(span, ["Rules": .list(rules, span)])])
  }

  /// The bucket's ARN without a reference to it: from its name, or as a pattern for the buckets that
  /// `aws:SourceAccount` narrows to the account's own.
  private mutating func bucketARN(_ entry: Entry, at span: Span) -> Value {
    guard let node = entry.node("name"), node.kind == .scalar else {
      return .sub("arn:${AWS::Partition}:s3:::*", span)
    }
    return interpolate(node)?.prefixed(withPartitioned: ":s3:::") ?? .sub("arn:${AWS::Partition}:s3:::*", span)
  }

  private mutating func waitForAdmission(to target: Value, at span: Span, _ bucket: inout Resource, _ entry: Entry) {
    guard let declared = declared(of: target), let end = declared.resourceType.flatMap(WireEnd.init(resourceType:))
    else { return }
    let id =
      end == .function
      ? permissionID(Arrow(from: "bucket", sourceARN: target, span: span), to: target, declared, from: entry)
      : "\(declared.logicalID)Policy"
    guard !bucket.dependsOn.contains(where: { $0.text == id }) else { return }
    bucket.dependsOn.append(Name(id, span))
  }
}

extension Value {
  /// `arn:PARTITION` with a service and the text behind it.
  fileprivate func prefixed(withPartitioned prefix: String) -> Value? {
    let head = "arn:${AWS::Partition}\(prefix)"
    if let string { return .sub(head + string.replacingDollarBraces(), span) }
    if let token = substitutionToken { return .sub("\(head)${\(token)}", span) }
    if let call = intrinsic, call.function == .sub, let text = call.argument.string { return .sub(head + text, span) }
    return nil
  }
}

extension StackLowering {
  /// Where S3 logs requests, and what lets it write there ("Enabling Amazon S3 server access logging", User Guide).
  mutating func setLogging(of bucket: inout Resource, _ entry: Entry) {
    if let ownership = entry.value("ownership", &self), let span = entry.keySpan("ownership") {
      let rule = Value.object(span, ["ObjectOwnership": ownership])
      bucket.properties.set("OwnershipControls", at: span, .object(span, ["Rules": .list([rule], span)]))
    }
    guard let logs = entry.entry("accessLogs", &self), let span = entry.keySpan("accessLogs"),
      let node = logs.node("to"), let target = logs.value("to", &self)
    else { return }
    var properties = logs.properties(&self)
    let declared = declared(of: target)
    let name = declared.map { Value.ref($0.logicalID, node.span) } ?? target.bucketName
    properties.set("DestinationBucketName", at: node.span, name)
    bucket.properties.set("LoggingConfiguration", at: span, Value(.map(properties), logs.span))
    guard let declared else { return }
    let conditions = Value.object(
      node.span,
      [
        "ArnLike": .object(node.span, ["aws:SourceArn": bucketARN(entry, at: node.span)]),
        "StringEquals": .object(node.span, ["aws:SourceAccount": .ref("AWS::AccountId", node.span)]),
      ])
    grant(
      Statement(
        actions: [Name("s3:PutObject", node.span)], resources: [target.appending("/*")],
        principal: .object(node.span, ["Service": .string("logging.s3.amazonaws.com", node.span)]),
        condition: conditions, existence: condition(of: entry), span: node.span),
      in: .resource(declared.logicalID))
  }
}

extension Value {
  /// The name in a bucket's ARN.
  var bucketName: Value {
    guard let text = string ?? (intrinsic?.function == .sub ? intrinsic?.argument.string : nil),
      let name = text.split(separator: ":").last
    else { return self }
    return string == nil ? .sub(String(name), span) : .string(String(name), span)
  }
}
