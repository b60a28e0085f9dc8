import Diagnostics
import Source
import Template

extension Rule {
  static let nameShared = Rule(
    "STK339", "name-shared", .error, "a parameter and a resource of one name",
    why: """
      The names of parameters and the logical ids of resources are unique in a template, since `Ref` takes both ("Resources", \
      AWS CloudFormation User Guide). CloudFormation rejects the template: `Template format error: Resource name … is \
      non-unique`.
      """,
    examples: [
      .bad(
        "Parameters:\n  Jobs: { Type: String }\nResources:\n  ↓Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Name: { Value: !Ref Jobs }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Name: { Type: String }\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Name } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let nameShared = Check(.nameShared) { context, findings in
    for resource in context.template.resources {
      guard let parameter = context.template.parameter(resource.logicalID) else { continue }
      findings.report(
        Diagnostic(
          .nameShared, "`\(resource.logicalID)` is the name of a parameter, too", at: resource.span,
          notes: [.init("the parameter", at: parameter.name.span)], help: ["rename one of them"]))
    }
  }
}
