import Testing

@testable import ServiceModels

@Suite struct LookupTests {
  @Test func findsServicesOperationsAndShapes() throws {
    let sqs = try #require(ServiceModel.named("sqs"))
    #expect(sqs.protocols == [.json, .query])
    #expect(sqs.isQueryCompatible)
    #expect(sqs.targetPrefix.string == "AmazonSQS")
    let send = try #require(sqs.operation("SendMessage"))
    #expect(send.input?.member("MessageBody")?.isRequired == true)
    #expect(send.input?.member("DelaySeconds")?.isRequired == false)
    #expect(send.resultWrapper.equals("SendMessageResult"))
    #expect(send.errors.contains { $0.name.equals("QueueDoesNotExist") })
    #expect(sqs.error("AWS.SimpleQueueService.NonExistentQueue")?.name.string == "QueueDoesNotExist")
    #expect(sqs.operation("Nothing") == nil)
    #expect(ServiceModel.named("nothing") == nil)
  }

  @Test func knowsWhereMembersStand() throws {
    let invoke = try #require(ServiceModel.named("lambda")?.operation("Invoke"))
    #expect(invoke.requestURI.string == "/2015-03-31/functions/{FunctionName}/invocations")
    #expect(invoke.input?.payload?.name.string == "Payload")
    #expect(invoke.input?.member("FunctionName")?.location == .uri)
    #expect(invoke.input?.member("Qualifier")?.location == .querystring)
    #expect(invoke.input?.member("InvocationType")?.wireName.string == "X-Amz-Invocation-Type")
    #expect(invoke.output?.member("StatusCode")?.location == .statusCode)
  }

  @Test func everyServiceIsWhole() {
    for service in ServiceModel.all {
      #expect(!service.operations.isEmpty && !service.apiVersion.isEmpty && !service.signingName.isEmpty)
      for operation in service.operations {
        #expect(service.operation(operation.name) == operation)
        for shape in [operation.input, operation.output].compactMap({ $0 }) { #expect(shape.kind == .structure) }
      }
    }
  }

  @Test func damagedTablesGiveEmptyAnswers() throws {
    let whole = ModelTable.shared
    #expect(whole.word(whole.shapes, -1) == 0)
    #expect(whole.word(whole.shapes, .max) == 0)
    #expect(whole.utf8(.max).isEmpty)
    #expect(whole.number(.max) == nil)
    #expect(ServiceModel(index: 9999).operations.isEmpty)
    #expect(ShapeModel(index: 999_999).memberCount == 0)
    var bytes = [UInt8](repeating: 0xFF, count: 200)
    bytes.withUnsafeBytes { #expect(ModelTable($0).inputsDigest == 0) }
    bytes = Array("STKM".utf8) + [1, 0, 0, 0, 96, 0, 0, 0, 8, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 80)
    bytes.withUnsafeBytes { #expect(ModelTable($0).shapes.isEmpty) }
  }
}
