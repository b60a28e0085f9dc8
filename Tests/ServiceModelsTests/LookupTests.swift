import ServiceModels
import Testing

@Suite struct LookupTests {
  @Test func findsServicesOperationsAndShapes() throws {
    let sqs = try #require(ServiceModel.named("sqs"))
    #expect(sqs.protocols == [.json, .query])
    #expect(sqs.operation("SendMessage")?.input?.member("MessageBody")?.isRequired == true)
  }
}
