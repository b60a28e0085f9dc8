import Spec
import Testing

/// What SDKs' calls need, held against what IAM has: the tables come from different documents.
@Suite struct SDKCallTests {
  @Test func operationsNeedActionsThatThereAre() {
    #expect(SDKOperation.listed.count > 90)
    for operation in SDKOperation.listed {
      for action in operation.actions {
        #expect(IAMAction.named(action)?.name == action, "\(operation.name) needs `\(action)`, which IAM does not have")
      }
      #expect(operation.actions.isEmpty == (operation.need == .none || operation.need == .unknown), "\(operation.name)")
    }
  }

  /// Most rows were found in a document; what was not stays a warning where it is missing.
  @Test func operationsAreVerified() {
    let unsure = SDKOperation.listed.filter { !$0.isVerified }.map(\.name)
    #expect(
      Set(unsure) == [
        "ListObjects", "PutObjectAcl", "GetObjectLockConfiguration", "PutObjectLockConfiguration", "PublishBatch",
        "SendEmail", "ReEncrypt", "AssumeRole",
      ])
  }

  @Test func parametersNameResourcesThatActionsWorkOn() throws {
    for parameter in SDKParameter.all {
      let service = try #require(IAMService.named(parameter.prefix), "\(parameter.prefix)")
      let types = service.actions.flatMap { $0.resourceTypes.map(\.type.name) }
      #expect(types.contains(parameter.resource), "\(parameter.prefix) \(parameter.name): `\(parameter.resource)`")
      #expect(ResourceType.named(parameter.resourceType) != nil, "\(parameter.resourceType)")
    }
  }

  @Test func clientsAreOfServicesThatThereAre() {
    for service in SDKService.all { #expect(IAMService.named(service.prefix) != nil, "\(service.prefix)") }
  }

  @Test func methodsPlaceWhatTheyTake() throws {
    let upload = try #require(SDKMethod.named("upload_file", of: "s3.client"))
    #expect(upload.parameters.map(\.parameter) == ["Filename", "Bucket", "Key", "ExtraArgs"])
    let object = try #require(SDKMethod.named("Object", of: "s3.resource"))
    #expect(object.parameters.map(\.keyword) == ["bucket_name", "key"])
    #expect(object.parameters.map(\.parameter) == ["Bucket", "Key"])
  }

  /// Each action by which someone comes to more is one that IAM has; where a role must be passed, IAM's table says so, or the
  /// row's document does.
  @Test func escalationsAreActionsThatThereAre() {
    for escalation in Escalation.all {
      let action = IAMAction.named(escalation.action)
      #expect(action?.name == escalation.action, "\(escalation.action)")
      #expect((escalation.service != nil) == (escalation.way == .pass), "\(escalation.action)")
      if let service = escalation.service { #expect(service.hasSuffix(".amazonaws.com")) }
      #expect(escalation.source.contains("https://docs.aws.amazon.com/"), "\(escalation.action)")
      switch escalation.way {
      case .rolePolicy, .trust, .managedPolicy: #expect(action?.accessLevel == .permissionsManagement)
      case .code, .pass: #expect(action?.accessLevel == .write, "\(escalation.action)")
      }
    }
  }
}
