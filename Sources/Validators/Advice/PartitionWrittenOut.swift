import Diagnostics
import Source
import Template

extension Rule {
  static let partitionWrittenOut = Rule(
    "STK358", "partition-written-out", .info, "an ARN in `Fn::Sub` with the partition in it", isAdvice: true,
    why: """
      In China, in AWS GovCloud and in the European Sovereign Cloud the partition of an ARN is another one: there, the ARN \
      names nothing. `AWS::Partition` gives the stack's own ("Pseudo parameters reference", AWS CloudFormation Template \
      Reference).
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SNS::Topic }\nOutputs:\n  Name: { Value: !Sub \"↓arn:aws:s3:::lake-${AWS::Region}\" }\n",
        file: "template.yaml", options: ["--advice"]),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SNS::Topic }\nOutputs:\n  Name: { Value: !Sub \"arn:${AWS::Partition}:s3:::lake-${AWS::Region}\" }\n",
        file: "template.yaml", options: ["--advice"]),
    ])
}

extension Check {
  /// Other places that are shown with the first.
  private static let mostShown = 5

  static let partitionWrittenOut = Check(.partitionWrittenOut) { context, findings in
    guard context.template.isWrittenAsTemplate else { return }
    let found = context.uses.texts.filter { $0.isSubstituted && $0.text.holds("arn:aws:") }
    guard let first = found.first else { return }
    let others = found.dropFirst()
    let more = others.isEmpty ? "" : ", as \(others.count) more \(others.count == 1 ? "text has" : "texts have")"
    findings.report(
      Diagnostic(
        .partitionWrittenOut, "the ARN has `aws` as its partition\(more)",
        at: context.place(of: "arn:aws:", in: first.span),
        notes: others.prefix(mostShown).map { .init("so has this", at: context.place(of: "arn:aws:", in: $0.span)) },
        help: ["write `arn:${AWS::Partition}:`"]))
  }
}

extension CheckContext {
  /// Where a text stands within a place of the source; the whole place if it is written in another way there.
  fileprivate func place(of text: StaticString, in span: Span) -> Span {
    let written = Array(sources.text(span).utf8)
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard written.count >= wanted.count else { return span }
    for start in 0...(written.count - wanted.count)
    where written[start..<(start + wanted.count)].elementsEqual(wanted) {
      let from = Int(span.start) + start
      return Span(span.source, from, from + wanted.count)
    }
    return span
  }
}
