import Diagnostics
import Policy
import Source
import Template

extension Rule {
  static let statementNotOfResource = Rule(
    "STK774", "statement-not-of-resource", .warning, "a statement in a resource's policy that is about something else",
    why: """
      A queue's policy decides calls of `sqs:` on that queue, a bucket's calls of `s3:` on that bucket. A statement about \
      the actions of another service, or about a queue that the policy is not attached to, decides nothing there.
      """,
    examples: [
      .bad(
        "resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  May:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n"
          + "        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: \"111122223333\" }, Action: ↓sns:Publish, Resource: \"*\" }]\n"
      ),
      .bad(
        "resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Other: { Type: AWS::SQS::Queue }\n  May:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n"
          + "        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: \"111122223333\" }, Action: sqs:SendMessage, Resource: !GetAtt ↓Other.Arn }]\n"
      ),
      .good(
        "resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  May:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n"
          + "        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: \"111122223333\" }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn }]\n"
      ),
    ])
}

extension Check {
  static let statementNotOfResource = Check(.statementNotOfResource) { context, findings in
    for place in subjects {
      for policy in context.wholeResources(place.type) {
        guard let document = policy[place.property] else { continue }
        let targets = place.targets.flatMap { policy[$0] }.map { $0.listOrSelf.map(context.reader.resource(namedBy:)) }
        for statement in document["Statement"]?.listOrSelf ?? [] {
          for action in statement["Action"]?.listOrSelf ?? [] {
            guard let text = action.string?.lowercased(), let colon = text.firstIndex(of: ":"),
              !text[..<colon].holds(anyOf: "*?"), text[..<colon] != place.service
            else { continue }
            findings.report(.actionNotOfResource(action, place))
          }
          // Where every target is known, so is what the policy is not attached to.
          guard let targets, targets.allSatisfy({ $0 != nil }) else { continue }
          for resource in statement["Resource"]?.listOrSelf ?? [] {
            guard let id = context.reader.resource(namedBy: resource), context.resource(id)?.type == place.owner,
              !targets.contains(id)
            else { continue }
            findings.report(.resourceNotOfPolicy(resource, id, policy))
          }
        }
      }
    }
  }

  /// Policies of resources: type, property of the document, property of what it is attached to and its type, and the prefix
  /// of the actions that it decides.
  private static let subjects: [PolicySubject] = [
    PolicySubject("AWS::SQS::QueuePolicy", "PolicyDocument", "Queues", "AWS::SQS::Queue", "sqs"),
    PolicySubject("AWS::SNS::TopicPolicy", "PolicyDocument", "Topics", "AWS::SNS::Topic", "sns"),
    PolicySubject("AWS::S3::BucketPolicy", "PolicyDocument", "Bucket", "AWS::S3::Bucket", "s3"),
    PolicySubject("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", nil, nil, "secretsmanager"),
    PolicySubject("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", nil, nil, "kinesis"),
    PolicySubject("AWS::KMS::Key", "KeyPolicy", nil, nil, "kms"),
    PolicySubject("AWS::ApiGateway::RestApi", "Policy", nil, nil, "execute-api"),
  ]
}

/// Where a resource's policy stands, and what it is about.
private struct PolicySubject {
  let type: String
  let property: String
  let targets: String?
  let owner: String?
  let service: String

  init(_ type: String, _ property: String, _ targets: String?, _ owner: String?, _ service: String) {
    self.type = type
    self.property = property
    self.targets = targets
    self.owner = owner
    self.service = service
  }
}

extension Diagnostic {
  fileprivate static func actionNotOfResource(_ action: Value, _ subject: PolicySubject) -> Diagnostic {
    Diagnostic(
      .statementNotOfResource,
      "this policy decides actions of `\(subject.service):`, and `\(action.string ?? "")` is none",
      at: action.span, help: ["put it into the policy of what it works on, or into a role's"])
  }

  fileprivate static func resourceNotOfPolicy(_ resource: Value, _ id: String, _ policy: Resource) -> Diagnostic {
    Diagnostic(
      .statementNotOfResource, "this policy is not attached to `\(id)`", at: resource.span,
      notes: [.init("the policy", at: policy.span)],
      help: ["attach a policy to `\(id)` that says so"])
  }
}
