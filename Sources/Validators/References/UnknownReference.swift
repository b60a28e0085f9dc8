import Diagnostics
import Source
import Template

extension Rule {
  static let unknownReference = Rule(
    "STK310", "unknown-reference", .error, "an intrinsic function names nothing of the template",
    why: """
      CloudFormation rejects the template: `Unresolved resource dependencies […] in the Resources block of the template`. \
      `Ref` and `Fn::Sub` take the logical id of a resource, a parameter or a pseudo parameter, `Fn::GetAtt` only a \
      resource ("Intrinsic function reference", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  url: !Ref ↓JobQueue\n",
        fixed: "queues:\n  jobs: {}\noutputs:\n  url: !Ref JobsQueue\n"),
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  arn: !GetAtt ↓JobQueue.Arn\n",
        fixed: "queues:\n  jobs: {}\noutputs:\n  arn: !GetAtt JobsQueue.Arn\n"),
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  text: !Sub \"in ${↓AWS::Regio}\"\n",
        fixed: "queues:\n  jobs: {}\noutputs:\n  text: !Sub \"in ${AWS::Region}\"\n"),
      .good("queues:\n  jobs: {}\noutputs:\n  arn: !GetAtt JobsQueue.Arn\n"),
    ])
}

extension Check {
  static let unknownReference = Check(.unknownReference) { context, findings in
    let parameters = context.parameterNames
    for use in context.uses.references {
      let reference = use.reference
      let name = reference.target.text
      if reference.attribute == nil, Deployment.isPseudoParameter(name) { continue }
      guard context.template[name] == nil else { continue }
      if reference.attribute == nil, parameters.contains(name) { continue }
      // A path of the stack language was looked up already; if its resource is missing, that has been said.
      let text = context.sources.text(reference.target.span)
      guard text == name || text.contains("${\(name)") else { continue }
      findings.report(.unknownReference(reference, context, parameters))
    }
  }
}

extension Diagnostic {
  static func unknownReference(_ reference: Reference, _ context: CheckContext, _ parameters: Set<String>) -> Diagnostic
  {
    let name = reference.target
    let takesResource = reference.attribute != nil || reference.function == .getAtt
    var message = "`\(reference.function.rawValue)` names `\(name.text)`, which is nothing of this template"
    if takesResource, parameters.contains(name.text) {
      message = "`\(name.text)` is a parameter, which has no attributes"
    }
    var diagnostic = Diagnostic(
      .unknownReference, message, at: name.span,
      consequences: ["CloudFormation rejects the template: `Unresolved resource dependencies [\(name.text)]`"])
    var candidates = context.template.resources.map(\.logicalID)
    if !takesResource { candidates += context.template.parameters.map(\.name.text) + Deployment.pseudoParameters }
    if let nearest = Spelling.nearest(to: name.text, in: candidates) {
      diagnostic.label = "did you mean `\(nearest)`?"
      // Only a name that stands in the source as it is can be replaced there.
      if context.sources.text(name.span) == name.text {
        diagnostic.fixes = [.replace(name.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      }
    }
    return diagnostic
  }
}
