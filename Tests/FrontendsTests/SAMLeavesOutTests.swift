import Diagnostics
import Source
import Template
import Testing

/// What SAM's transform drops without a word is told at the place where it was written.
@Suite struct SAMLeavesOutTests {
  private static func told(_ text: String) -> [String] {
    let run = SAMRun(text)
    return run.findings.filter { $0.rule.code == "STK244" }.map { "\(run.line($0.span) ?? 0): \($0.message)" }
  }

  private static let function =
    "  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k, Handler: a.b, Runtime: python3.13"

  @Test func aWebSocketAPIIsMadeWhateverItsConditionGives() {
    let text = """
      Conditions: { C: !Equals [a, b] }
      Resources:
        W:
          Type: AWS::Serverless::WebSocketApi
          Condition: C
          DeletionPolicy: Retain
          Properties: { RouteSelectionExpression: $request.body.action, Routes: { $connect: { FunctionArn: arn } } }

      """
    #expect(
      Self.told(text) == [
        "6: SAM's transform leaves out `Condition` of `W`, and says nothing",
        "7: SAM's transform leaves out `DeletionPolicy` of `W`, and says nothing",
      ])
    #expect(SAMRun(text).template["W"]?.condition == nil)
  }

  @Test func aSubscriptionThatIsOffIsReadAllTheSame() {
    let text = """
      Resources:
      \(Self.function),
          Events: { E: { Type: SNS, Properties: { Topic: t,
            SqsSubscription: { QueueArn: a, QueueUrl: u, Enabled: false } } } } } }

      """
    #expect(Self.told(text) == ["5: SAM's transform leaves out `Enabled: false` of `F`, and says nothing"])
    #expect(SAMRun(text).template["FEEventSourceMapping"]?["Enabled"]?.bool == true)
  }

  @Test func theTagsOfABucketGiveWayToTheFunctions() {
    let text = """
      Resources:
        B: { Type: AWS::S3::Bucket, Properties: {
          Tags: [{ Key: own, Value: x }] } }
      \(Self.function), Tags: { of: function }, PropagateTags: true,
          Events: { E: { Type: S3, Properties: { Bucket: !Ref B, Events: "s3:ObjectCreated:*" } } } } }

      """
    #expect(Self.told(text) == ["4: SAM's transform leaves out `Tags` of `B`, and says nothing"])
    #expect(SAMRun(text).template["B"]?["Tags"]?.list?.compactMap { $0["Key"]?.string } == ["of"])
    // A function that keeps its tags to itself leaves the bucket alone.
    #expect(Self.told(text.replacing("PropagateTags: true", with: "PropagateTags: false")).isEmpty)
  }
}
