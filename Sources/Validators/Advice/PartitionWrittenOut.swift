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
  static let partitionWrittenOut = advising(.partitionWrittenOut) { context in
    context.uses.texts.filter { $0.isSubstituted && $0.text.holds("arn:aws:") }.map { text in
      AdvisedPlace(
        span: context.place(of: "arn:aws:", in: text.span), message: "the ARN has `aws` as its partition",
        help: "write `arn:${AWS::Partition}:`")
    }
  }
}

extension CheckContext {
  /// Where a text stands within a place of the source; the whole place if it is written in another way there.
  fileprivate func place(of text: String, in span: Span) -> Span {
    let written = sources.text(span).utf8
    guard let found = written.firstRange(of: text.utf8) else { return span }
    let start = Int(span.start) + written.distance(from: written.startIndex, to: found.lowerBound)
    return Span(span.source, start, start + text.utf8.count)
  }
}
