import Source

extension SAMTranslation {
  /// "S3" (AWS SAM Developer Guide): the bucket of the same template notifies the function.
  mutating func addS3Event(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    let id = try bucket(of: event)
    guard var bucket = results[id] else { return }
    let permission = Self.permission(
      function, event, principal: "s3.amazonaws.com", account: .ref("AWS::AccountId"))
    function.others.append(permission)
    let condition = function.source.inherited["Condition"]
    if let properties = bucket["Properties"], !properties.isMap, !properties.isNull {
      throw .resource(id, "Properties should be a map.", properties.span)
    }
    if bucket["Properties"]?.isMap != true { bucket["Properties"] = .emptyMap }
    if let condition = condition?.string {
      try tag(
        &bucket, id, "sam:ConditionalDependsOn:\(permission.id)",
        .ifElse(condition, .ref(permission.id), "no dependency"))
    } else {
      var others: [SAMValue] = []
      for name in (bucket["DependsOn"].map { $0.list ?? [$0] } ?? []) + [.string(permission.id)]
      where !others.contains(name) { others.append(name) }
      bucket["DependsOn"] = .list(others)
    }
    let events = event["Events"].map { $0.list ?? [$0] } ?? []
    for name in events {
      let mapping = SAMValue.object([
        "Event": name, "Function": function.target.arn, "Filter": event["Filter"],
      ])
      let entry = condition?.string.map { SAMValue.ifElse($0, mapping, .noValue) } ?? mapping
      let configuration = bucket["Properties"]?["NotificationConfiguration"] ?? .emptyMap
      guard configuration.isMap else {
        throw .resource(id, "Property 'NotificationConfiguration' should be a map.", configuration.span)
      }
      let present = configuration["LambdaConfigurations"] ?? []
      guard present.isList else {
        throw .resource(id, "Invalid type for LambdaConfigurations. Must be a list.", present.span)
      }
      if present.list?.contains(entry) == true { continue }
      bucket[in: "Properties"][in: "NotificationConfiguration"][in: "LambdaConfigurations"].append(
        entry.placed(event.span))
    }
    // SAM takes the bucket for something that it made, and replaces its tags.
    if function.source["PropagateTags"]?.isTruthy == true, let tags = function.source.truthy("Tags") {
      if let own = resources[id]?["Properties"]?["Tags"], own.isTruthy {
        leaveOut(
          "Tags", at: resources[id]?["Properties"]?.map?.keySpan("Tags") ?? own.span, of: id,
          "the tags of `\(function.source.id)`, which passes its own on, take their place")
      }
      bucket[in: "Properties"]["Tags"] = .list(Self.tagItems(tags))
    }
    try Self.checkType(of: bucket, id, "AWS::S3::Bucket", event["Bucket"]?.span)
    results.set(id, try Self.known(bucket, id, SAMTargets.bucket))
  }

  /// Checks that what an event changes is of the type that it must be.
  static func checkType(of resource: SAMValue, _ id: String, _ type: String, _ span: Span?) throws(SAMFault) {
    guard resource["Type"]?.string != type else { return }
    let found = (resource["Type"] ?? .null).pythonText
    throw .resource(id, "Resource has incorrect Type; expected '\(type)', got '\(found)'", span)
  }

  /// The bucket that an event names.
  func bucket(of event: SAMEvent) throws(SAMFault) -> String {
    if let name = event["Bucket"]?["Ref"], !name.isString {
      throw event.fault("'Ref' value in S3 events is not a valid string.", name.span)
    }
    guard let id = event["Bucket"]?.refersTo, resources[id] != nil else {
      throw event.fault("S3 events must reference an S3 bucket in the same template.", event["Bucket"]?.span)
    }
    return id
  }

  private func tag(_ bucket: inout SAMValue, _ id: String, _ key: String, _ value: SAMValue) throws(SAMFault) {
    let tags = bucket["Properties"]?["Tags"] ?? []
    guard tags.isList else { throw .resource(id, "Property 'Tags' should be a list.", tags.span) }
    bucket[in: "Properties"][in: "Tags"].append(["Key": .string(key), "Value": value])
  }
}
