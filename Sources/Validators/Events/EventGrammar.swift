import Diagnostics
import Events
import Source
import Template

/// Reads every event pattern, filter, schedule and input transformer of a template with the module that also runs them, so
/// that a check and a run cannot disagree. The rules are that module's.
enum EventGrammar {
  static func run(_ context: CheckContext, into findings: inout Findings) {
    for rule in context.resources("AWS::Events::Rule") { check(rule: rule, context, &findings) }
    for schedule in context.resources("AWS::Scheduler::Schedule") {
      guard let value = schedule["ScheduleExpression"], let text = context.resolver.text(value) else { continue }
      _ = SchedulerExpression(reading: text, at: value.span, into: &findings)
    }
    for pipe in context.resources("AWS::Pipes::Pipe") {
      for filter in pipe["SourceParameters"]?["FilterCriteria"]?["Filters"]?.list ?? [] {
        guard let pattern = filter["Pattern"].flatMap(context.document) else { continue }
        _ = EventPattern(reading: pattern, for: .filter, into: &findings)
      }
    }
    for subscription in context.resources("AWS::SNS::Subscription") {
      guard let filter = subscription["FilterPolicy"].flatMap(context.document) else { continue }
      let isBody = subscription["FilterPolicyScope"].flatMap(context.resolver.literal) == "MessageBody"
      _ = FilterPolicy(reading: filter, scope: isBody ? .messageBody : .messageAttributes, into: &findings)
    }
    for mapping in context.resources("AWS::Lambda::EventSourceMapping") {
      for filter in mapping["FilterCriteria"]?["Filters"]?.list ?? [] {
        guard let pattern = filter["Pattern"].flatMap(context.document) else { continue }
        _ = EventPattern(reading: pattern, for: .filter, into: &findings)
      }
    }
  }

  private static func check(rule: Resource, _ context: CheckContext, _ findings: inout Findings) {
    if let pattern = rule["EventPattern"].flatMap(context.document) {
      _ = EventPattern(reading: pattern, for: .rule, into: &findings)
      EventPattern.checkSize(pattern, into: &findings)
    }
    if let schedule = rule["ScheduleExpression"], let text = context.resolver.text(schedule) {
      _ = ScheduleExpression(reading: text, at: schedule.span, into: &findings)
    }
    for target in rule["Targets"]?.list ?? [] {
      if let transformer = target["InputTransformer"], transformer.map != nil {
        _ = InputTransformer(reading: context.resolver.resolve(transformer), into: &findings)
      }
    }
  }
}

extension CheckContext {
  /// A property that is a JSON document, or the text of one; nil where neither is known. What is in a text has the place
  /// of the whole, since the text may be made from something written otherwise.
  func document(_ value: Value) -> Datum? {
    let datum = resolver.resolve(value)
    if datum.members != nil { return datum }
    guard let text = datum.literal else { return nil }
    do throws(JSONError) {
      return try Datum(json: SourceFile(path: "", text: text), id: value.span.source).placed { _ in value.span }
    } catch {
      return nil
    }
  }
}
