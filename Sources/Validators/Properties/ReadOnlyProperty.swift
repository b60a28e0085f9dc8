import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let readOnlyProperty = Rule(
    "STK426", "read-only-property", .warning, "a property that only AWS sets",
    why: """
      The schema of the resource calls the property read-only: what a template says of it never reaches the service \
      ("readOnlyProperties", CloudFormation CLI User Guide, Resource type schema). Its value can be had with `Fn::GetAtt`.
      """,
    examples: [
      .bad(
        "resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs, ↓Arn: \"arn:aws:sqs:eu-west-1:111122223333:jobs\" } }\n"
      ),
      .good("resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }\n"),
    ])
}

extension Check {
  static let readOnlyProperty = Check(.readOnlyProperty) { context, findings in
    for resource in context.template.resources where resource.origin == .declared {
      guard let readOnly = resource.documented?.readOnly, !readOnly.isEmpty else { continue }
      for path in resource.properties.entries.lazy.flatMap({ readOnly.paths(from: $0.key) }) {
        let names = path.split(separator: "/").map { String($0) }
        for entry in resource.properties.entries(at: names[...]) where !entry.value.isNoValue {
          findings.report(
            Diagnostic(
              .readOnlyProperty, "`\(context.written(entry))` of `\(resource.type)` is set by AWS alone",
              at: entry.keySpan, help: ["leave it out; `Fn::GetAtt` gives it"]))
        }
      }
    }
  }
}

extension ValueMap {
  /// The members at a path of names, in which `*` stands for each item of a list.
  fileprivate func entries(at path: ArraySlice<String>) -> [Entry] {
    guard let name = path.first, let entry = entry(name) else { return [] }
    let rest = path.dropFirst()
    return rest.isEmpty ? [entry] : entry.value.entries(at: rest)
  }
}

extension Value {
  fileprivate func entries(at path: ArraySlice<String>) -> [ValueMap.Entry] {
    if path.first == "*" { return (list ?? []).flatMap { $0.entries(at: path.dropFirst()) } }
    return map?.entries(at: path) ?? []
  }
}
