import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::CloudWatch::Alarm and AWS::CloudWatch::CompositeAlarm.
  mutating func addAlarm(_ resource: Resource, _ reader: inout PropertyReader) {
    var alarm = AlarmPlan(id: resource.logicalID, name: reader.text("AlarmName") ?? name(resource), arn: arn(resource))
    alarm.path = path(resource)
    alarm.place = planPlace(resource.span)
    alarm.rule = reader.text("AlarmRule")
    alarm.onAlarm = reader.texts("AlarmActions")
    alarm.onOK = reader.texts("OKActions")
    alarm.onUnknown = reader.texts("InsufficientDataActions")
    alarm.settings = reader.rest()
    plan.alarms.append(alarm)
  }

  /// AWS::Logs::SubscriptionFilter.
  mutating func attachLogSubscription(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = logGroup(of: resource, &reader) else { return }
    var subscription = LogSubscriptionPlan(
      id: resource.logicalID, name: reader.text("FilterName") ?? name(resource))
    subscription.place = planPlace(resource.span)
    subscription.pattern = reader.text("FilterPattern")
    subscription.target = reader.text("DestinationArn")
    subscription.role = reader.text("RoleArn")
    subscription.settings = reader.rest()
    plan.logGroups[index].subscriptions.append(subscription)
  }

  /// AWS::Logs::MetricFilter.
  mutating func attachMetricFilter(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = logGroup(of: resource, &reader) else { return }
    var filter = MetricFilterPlan(id: resource.logicalID, name: reader.text("FilterName") ?? name(resource))
    filter.place = planPlace(resource.span)
    filter.pattern = reader.text("FilterPattern")
    filter.metrics = reader.json("MetricTransformations")
    filter.settings = reader.rest()
    plan.logGroups[index].metricFilters.append(filter)
  }

  /// AWS::Logs::LogStream.
  mutating func attachLogStream(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = logGroup(of: resource, &reader) else { return }
    plan.logGroups[index].streams.append(part(resource, &reader, name: "LogStreamName"))
  }

  private mutating func logGroup(of resource: Resource, _ reader: inout PropertyReader) -> Int? {
    if let index = owner(in: plan.logGroups, named: "LogGroupName", by: resource, &reader) { return index }
    addOutside(resource, "its log group is not of this plan", &reader)
    return nil
  }

  /// AWS::ApplicationAutoScaling::ScalableTarget.
  mutating func addScaling(_ resource: Resource, _ reader: inout PropertyReader) {
    var scaling = ScalingPlan(id: resource.logicalID)
    scaling.place = planPlace(resource.span)
    scaling.resource = reader.text("ResourceId")
    scaling.dimension = reader.text("ScalableDimension")
    scaling.minimum = reader.integer("MinCapacity")
    scaling.maximum = reader.integer("MaxCapacity")
    scaling.settings = reader.rest()
    plan.scaling.append(scaling)
  }

  /// AWS::ApplicationAutoScaling::ScalingPolicy, which names its target or what that scales.
  mutating func attachScalingPolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    let target = resource["ScalingTargetId"].flatMap(wires.resource(namedBy:))
    let scaled = (reader.plain(reader.peek("ResourceId")), reader.plain(reader.peek("ScalableDimension")))
    let index = plan.scaling.firstIndex {
      $0.id == target || (scaled.0 != nil && $0.resource == scaled.0 && $0.dimension == scaled.1)
    }
    guard let index else { return addOutside(resource, "what it scales is not of this plan", &reader) }
    plan.scaling[index].policies.append(part(resource, &reader, name: "PolicyName"))
  }
}
