import Events
import Source
import WireProtocols

extension SNSService {
  /// `AddPermission`: a statement for accounts, under a label.
  func addPermission(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let topic = try topic(input.string("TopicArn"))
    let label = input.string("Label") ?? ""
    var statements = statements(of: topic.arn)
    guard !statements.contains(where: { $0["Sid"]?.literal == label }) else {
      throw .invalidTopicParameter("Statement already exists")
    }
    let principals = input.strings("AWSAccountId").map { Datum.string("arn:\(place.partition):iam::\($0):root") }
    let actions = input.strings("ActionName").map { Datum.string("SNS:\($0)") }
    guard !principals.isEmpty, !actions.isEmpty else { throw .invalidTopicParameter("AWSAccountId") }
    statements.append(
      .map([
        "Sid": .string(label), "Effect": .string("Allow"), "Principal": .map(["AWS": .list(principals)]),
        "Action": .list(actions), "Resource": .string(topic.arn),
      ]))
    try await set(statements, of: topic.arn)
    return [:]
  }

  func removePermission(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let topic = try topic(input.string("TopicArn"))
    let label = input.string("Label") ?? ""
    try await set(statements(of: topic.arn).filter { $0["Sid"]?.literal != label }, of: topic.arn)
    return [:]
  }

  private func statements(of arn: String) -> [Datum] {
    authorizer.policy(of: arn).flatMap { JSON.read($0) }?["Statement"]?.itemsOrSelf ?? []
  }

  private func set(_ statements: [Datum], of arn: String) async throws(ServiceError) {
    let document = Datum.map(["Version": .string("2012-10-17"), "Statement": .list(statements)])
    try await setPolicy(statements.isEmpty ? nil : document.json, of: arn)
  }
}
