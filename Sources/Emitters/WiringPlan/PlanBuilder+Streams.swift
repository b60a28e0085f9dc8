import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Kinesis::Stream.
  mutating func addStream(_ resource: Resource, _ reader: inout PropertyReader) {
    var stream = StreamPlan(id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: arn(resource))
    stream.path = path(resource)
    stream.place = planPlace(resource.span)
    stream.mode = reader.text("StreamModeDetails", "StreamMode")
    stream.shards = reader.integer("ShardCount")
    stream.retention = reader.integer("RetentionPeriodHours")
    stream.encryption = reader.json("StreamEncryption")
    stream.settings = reader.rest()
    plan.streams.append(stream)
  }

  /// AWS::Kinesis::StreamConsumer.
  mutating func attachConsumer(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.streams, named: "StreamARN", by: resource, &reader) else {
      return addOutside(resource, "its stream is not of this plan", &reader)
    }
    var consumer = StreamConsumerPlan(
      id: resource.logicalID, name: reader.text("ConsumerName") ?? name(resource), arn: arn(resource))
    consumer.path = resource.reference == resource.logicalID ? nil : resource.reference
    consumer.place = planPlace(resource.span)
    consumer.settings = reader.rest()
    plan.streams[index].consumers.append(consumer)
  }

  /// AWS::Kinesis::ResourcePolicy, of a stream or of one of its consumers.
  mutating func attachStreamPolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    let text = reader.text("ResourceArn")
    let index =
      owner(in: plan.streams, named: "ResourceArn", by: resource, &reader)
      ?? plan.streams.firstIndex { $0.consumers.contains { $0.arn == text } }
    guard let index, let policy = policy(&reader, "ResourcePolicy", of: resource, name: text) else {
      return addOutside(resource, "its stream is not of this plan", &reader)
    }
    plan.streams[index].policies.append(policy)
  }

  /// AWS::KinesisAnalyticsV2::Application.
  mutating func addAnalytics(_ resource: Resource, _ reader: inout PropertyReader) {
    var application = AnalyticsPlan(
      id: resource.logicalID, name: reader.text("ApplicationName") ?? name(resource), arn: arn(resource))
    application.path = path(resource)
    application.place = planPlace(resource.span)
    application.runtime = reader.text("RuntimeEnvironment")
    application.role = reader.text("ServiceExecutionRole")
    let artifact = artifact(of: resource, "ApplicationConfiguration")
    application.code = artifact?.path.text
    application.build = artifact?.build?.text
    let configuration = reader.object("ApplicationConfiguration") { configuration in
      let groups = Self.propertyGroups(&configuration)
      if artifact != nil { configuration.skip("ApplicationCodeConfiguration") }
      return (groups, configuration.rest())
    }
    if let configuration { (application.tables, application.configuration) = configuration }
    application.settings = reader.rest()
    plan.analytics.append(application)
  }

  /// `EnvironmentProperties`; where it holds more than groups, it stays unread.
  private static func propertyGroups(_ reader: inout PropertyReader) -> [AnalyticsTablePlan] {
    let environment = reader.peek("EnvironmentProperties")
    guard let groups = environment?["PropertyGroups"], environment?.members?.count == 1 else { return [] }
    reader.skip("EnvironmentProperties")
    return groups.itemsOrSelf.map { group in
      var table = AnalyticsTablePlan(id: reader.plain(group["PropertyGroupId"]) ?? "")
      for member in group["PropertyMap"]?.members ?? [] {
        guard let value = reader.plain(member.value) else { continue }
        if member.key == AnalyticsGroup.arn { table.arn = value } else { table.properties.set(member.key, value) }
      }
      return table
    }
  }

  /// AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption.
  mutating func attachAnalyticsLog(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.analytics, named: "ApplicationName", by: resource, &reader) else {
      return addOutside(resource, "its application is not of this plan", &reader)
    }
    plan.analytics[index].logs.append(part(resource, &reader))
  }
}
