extension SAMTranslation {
  private static let s3Properties = SAMProperties([
    .init("Bucket", .any, required: true),
    .init("Events", [.string, .list], of: .string, required: true, literal: true),
    .init("Filter", .map),
  ])

  /// "S3" (AWS SAM Developer Guide): the bucket of the same template notifies the function.
  mutating func addS3Event(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    try Self.s3Properties.check(event.properties, id: event.id, type: event.type, span: event.span)
    let reference =
      event[
        "Bucket"] ?? .null
    guard let id = reference.refersTo else {
      throw event.fault(
        reference.isString
          ? "S3 events must reference an S3 bucket in the same template."
          : "Property 'Bucket' should be a string.", reference.span)
    }
    guard var bucket = results[id] else {
      throw event.fault("S3 events must reference an S3 bucket in the same template.", reference.span)
    }
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
      let written = bucket["DependsOn"] ?? .null
      bucket["DependsOn"] = .list((written.list ?? (written.isTruthy ? [written] : [])) + [.string(permission.id)])
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
    results.set(id, bucket)
  }

  private func tag(_ bucket: inout SAMValue, _ id: String, _ key: String, _ value: SAMValue) throws(SAMFault) {
    let tags = bucket["Properties"]?["Tags"] ?? []
    guard tags.isList else { throw .resource(id, "Property 'Tags' should be a list.", tags.span) }
    bucket[in: "Properties"][in: "Tags"].append(["Key": .string(key), "Value": value])
  }
}
