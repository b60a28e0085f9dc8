import Source
import Spec
import Template
import Testing

/// A resource behaves as a value, though its parts lie behind a pointer.
@Suite struct ResourceTests {
  static let place = Span(SourceID(0), 0, 0)

  @Test func aCopyIsAnother() {
    let queue = Resource("Jobs", "AWS::SQS::Queue", at: Self.place)
    var copy = queue
    copy.logicalID = "Other"
    copy.properties.set("DelaySeconds", at: Self.place, .integer(5, Self.place))
    copy.dependsOn.append(Name("Jobs", Self.place))
    #expect(queue.logicalID == "Jobs")
    #expect(queue.properties.isEmpty)
    #expect(queue.dependsOn.isEmpty)
    #expect(copy["DelaySeconds"]?.integer == 5)
  }

  @Test func whatIsDocumentedFollowsTheType() {
    var resource = Resource("Jobs", "AWS::SQS::Queue", at: Self.place)
    let queue = resource
    #expect(resource.documented?.name == "AWS::SQS::Queue")
    #expect(resource.identity?.service == "sqs")
    resource.type = "AWS::SNS::Topic"
    #expect(resource.documented?.name == "AWS::SNS::Topic")
    #expect(resource.identity?.service == "sns")
    #expect(queue.identity?.service == "sqs")
    resource.type = "Custom::Thing"
    #expect(resource.documented == nil)
    #expect(resource.identity == nil)
  }

  @Test func aChangedCopyHasItsOwnARN() throws {
    var template = StackTemplate(source: SourceID(0))
    template.add(Resource("Jobs", "AWS::SQS::Queue", at: Self.place))
    let resolver = Resolver(template)
    let queue = try #require(template["Jobs"])
    let arn = try #require(resolver.arn(of: queue))
    var named = queue
    named.properties.set("QueueName", at: Self.place, .string("jobs", Self.place))
    #expect(try #require(resolver.arn(of: named)).description.hasSuffix(":jobs"))
    #expect(resolver.arn(of: queue) == arn)
  }
}
