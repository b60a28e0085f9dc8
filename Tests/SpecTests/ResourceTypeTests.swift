import Spec
import Testing

@Suite struct ResourceTypeTests {
  private func type(_ name: String) throws -> ResourceType { try #require(ResourceType.named(name)) }

  @Test func everyTypeIsFoundByItsName() {
    #expect(ResourceType.all.count >= 1850)
    for type in ResourceType.all { #expect(ResourceType.named(type.name) == type) }
    #expect(Array(ResourceType.allNames) == ResourceType.allNames.sorted())
    #expect(!ResourceType.allNames.contains { $0.hasPrefix("AWS::Serverless::") })
  }

  @Test(arguments: ["", "AWS", "AWS::SQS::Queues", "aws::sqs::queue", "ZZZ", "AWS::Lambda::Function\0"])
  func unknownNamesAreNil(name: String) {
    #expect(ResourceType.named(name) == nil)
  }

  @Test func pathsAreFoundByWhereTheyBegin() {
    for type in ResourceType.all {
      let paths = Array(type.readOnly)
      for first in Set(paths.compactMap { $0.split(separator: "/").first.map { String($0) } }) {
        #expect(type.readOnly.paths(from: first) == paths.filter { $0 == first || $0.hasPrefix(first + "/") })
      }
      #expect(type.readOnly.paths(from: "Ar").isEmpty)
    }
  }

  @Test func everyPlaceCanBeWalked() {
    var seen: Set<Shape> = []
    var open = ResourceType.all.map(\.shape)
    var properties = 0
    while let shape = open.popLast() {
      guard seen.insert(shape).inserted else { continue }
      #expect(!shape.kinds.isEmpty)
      for property in shape.properties {
        #expect(shape.property(named: property.name) == property)
        open.append(property.shape)
        properties += 1
      }
      open += shape.patternProperties.map(\.shape)
      open += [shape.items, shape.additional].compactMap(\.self)
      for case .string(let value) in shape.enumValues { #expect(shape.enumValues.contains(value)) }
      for name in shape.required { #expect(shape.required.contains(name)) }
      for group in shape.alternatives { #expect(group.alternatives.allSatisfy { !$0.isEmpty }) }
      #expect(shape.property(named: "NoSuchProperty") == nil)
      #expect(!shape.enumValues.contains("no such value"))
    }
    #expect(seen.count > 15_000)
    #expect(properties > 25_000)
  }

  @Test func functionHasItsFacts() throws {
    let function = try type("AWS::Lambda::Function")
    let timeout = try #require(function.shape.property(named: "Timeout")).shape
    #expect(timeout.kinds == .integer)
    #expect(timeout.minimum == 1)
    // 5400 s is for managed instances; the table of limits has the ordinary 900 s.
    #expect(timeout.maximum == 5400)
    let runtime = try #require(function.shape.property(named: "Runtime")).shape
    #expect(runtime.enumValues.contains("python3.13"))
    #expect(!runtime.enumValues.contains("python4"))
    #expect(function.shape.required.contains("Code"))
    #expect(!function.shape.allowsAdditional)
    #expect(function.createOnly.contains("FunctionName"))
    #expect(function.readOnly.contains("Arn"))
    #expect(Array(function.primaryIdentifier) == ["FunctionName"])
    let name = try #require(function.shape.property(named: "FunctionName")).shape
    #expect(name.minLength == 1)
    let role = try #require(function.shape.property(named: "Role")).shape
    #expect(role.pattern != nil)
    let environment = try #require(function.shape.property(named: "Environment")?.shape)
    let variables = try #require(environment.property(named: "Variables")?.shape)
    #expect(variables.patternProperties.map(\.name) == ["[a-zA-Z][a-zA-Z0-9_]+"])
    #expect(!variables.allowsAdditional)
    let groups = try #require(function.shape.property(named: "VpcConfig")?.shape.property(named: "SecurityGroupIds"))
    #expect(groups.shape.maxItems == 5)
    #expect(groups.shape.items?.format == "AWS::EC2::SecurityGroup.Id")
  }

  @Test func attributesKnowTheirKinds() throws {
    let queue = try type("AWS::SQS::Queue")
    #expect(queue.attribute(named: "Arn")?.kinds == .string)
    #expect(queue.attribute(named: "VisibilityTimeout")?.kinds == .integer)
    #expect(queue.attribute(named: "arn") == nil)
    let stack = try type("AWS::CloudFormation::Stack")
    #expect(stack.attribute(named: "Outputs.Url")?.isPattern == true)
    #expect(stack.attribute(named: "Elsewhere") == nil)
    #expect(try type("AWS::CloudFormation::CustomResource").attribute(named: "Anything") != nil)
  }

  @Test func groupsAndDependenciesAreKept() throws {
    let rule = try type("AWS::Events::Rule").shape
    let group = try #require(rule.alternatives.first)
    #expect(group.kind == .atLeastOne)
    #expect(group.alternatives.map(Array.init) == [["EventPattern"], ["ScheduleExpression"]])
    let vpc = try type("AWS::EC2::VPC").shape
    #expect(vpc.alternatives.first?.kind == .exactlyOne)
    #expect(vpc.dependentRequired.map(\.name) == ["Ipv4IpamPoolId", "Ipv4NetmaskLength"])
    let alias = try type("AWS::Lambda::Alias").shape
    #expect(alias.dependentExcluded.map { Array($0.others) } == [["RoutingConfig"]])
  }

  @Test func recursiveDefinitionsEndInThemselves() throws {
    // A WAF statement holds statements.
    let rules = try #require(try type("AWS::WAFv2::WebACL").shape.property(named: "Rules")?.shape.items)
    let statement = try #require(rules.property(named: "Statement")?.shape)
    let inner = statement.property(named: "NotStatement")?.shape.property(named: "Statement")?.shape
    #expect(inner == statement)
  }

  @Test func boundsOfAllSortsAreThere() throws {
    let queue = try type("AWS::SQS::Queue").shape
    let delay = try #require(queue.property(named: "DelaySeconds")).shape
    #expect(delay.minimum == 0)
    #expect(delay.maximum == 900)
    let validation = try type("AWS::Connect::DataTableAttribute").shape.property(named: "Validation")?.shape
    #expect(validation?.property(named: "MaxLength")?.shape.exclusiveMaximum == 1000)
  }
}
