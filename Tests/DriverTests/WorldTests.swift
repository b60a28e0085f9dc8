import Diagnostics
import Driver
import Source
import Template
import Testing

/// What can only be where a condition holds is judged there.
@Suite struct WorldTests {
  private static func template(_ resources: String, conditions: String = "") -> String {
    """
    Parameters:
      Stage: { Type: String, AllowedValues: [dev, test, prod] }
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    \(conditions)Resources:
    \(resources)
    """
  }

  private static func found(_ text: String, _ parameters: [String: String] = [:]) -> [String] {
    var options = Compile.options
    options.deployment.parameters = parameters
    let compilation = Compiler.compile(
      SourceFile(path: "template.yaml", text: text), files: Compile.sampleFiles, options: options)
    return compilation.findings.diagnostics.filter { $0.severity == .error }.map {
      "\($0.rule.code) \($0.message) at \(compilation.sources.text($0.span))"
    }
  }

  private static let function = template(
    """
      Hello:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::123456789012:role/hello
          Handler: index.handler
          Runtime: !If [IsProd, python3.13, python3.7]
          Code: { ZipFile: "x = 1" }
    """)

  private static let isOld = [
    "STK539 Lambda has not created functions with `python3.7` since 2024-01-09 at python3.7"
  ]

  /// The place shows when it is so.
  @Test func aValueIsJudgedInItsBranch() {
    #expect(Self.found(Self.function) == Self.isOld)
  }

  /// A deployment whose condition is known has one world.
  @Test func aBranchThatIsNotTakenIsNotJudged() {
    #expect(Self.found(Self.function, ["Stage": "prod"]).isEmpty)
    #expect(Self.found(Self.function, ["Stage": "dev"]) == Self.isOld)
  }

  private static let endpoint = """
      Door:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: vpc-0123456789abcdef0
          ServiceName: !Sub "com.amazonaws.${AWS::Region}.sqs"
          VpcEndpointType: !If [IsProd, Interface, WHAT]
          PrivateDnsEnabled: true
    """

  /// A value that depends on a condition is not taken for one that is not there.
  @Test func aChoiceIsNotTheDefault() {
    func found(_ other: String) -> [String] {
      Self.found(Self.template(Self.endpoint.replacing("WHAT", with: other)))
    }
    #expect(found("Interface").isEmpty)
    #expect(
      found("Gateway")
        == ["STK611 `sqs` has no gateway endpoint where `IsProd` does not hold at \"com.amazonaws.${AWS::Region}.sqs\""]
    )
  }

  /// A role that may do something in one world alone, and a queue that is needed in each.
  @Test func aPermissionIsProvenInEachWorld() {
    func stack(_ statement: String) -> String {
      Self.template(
        """
          Hello:
            Type: AWS::Lambda::Function
            Properties:
              Role: !GetAtt Role.Arn
              Handler: index.handler
              Runtime: python3.13
              Code: { ZipFile: "x = 1" }
              DeadLetterConfig: { TargetArn: !GetAtt Dead.Arn }
          Dead: { Type: AWS::SQS::Queue, Properties: { MessageRetentionPeriod: 1209600 } }
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
              ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
              Policies:
                - PolicyName: send
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - \(statement)

        """)
    }
    let allows = "{ Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Dead.Arn }"
    let reads = "{ Effect: Allow, Action: sqs:ReceiveMessage, Resource: !GetAtt Dead.Arn }"
    #expect(Self.found(stack(allows)).isEmpty)
    #expect(Self.found(stack("!If [IsProd, \(allows), \(allows)]")).isEmpty)
    #expect(
      Self.found(stack("!If [IsProd, \(allows), \(reads)]")) == [
        "STK702 `Hello` cannot deliver to `Dead`: its role lacks `sqs:SendMessage` where `IsProd` does not hold at Dead.Arn"
      ])
    #expect(
      Self.found(stack("!If [IsProd, \(allows), !Ref AWS::NoValue]")).first?.hasSuffix(
        "where `IsProd` does not hold at Dead.Arn") == true)
  }

  /// A queue with a fault in its name, which is only there where a condition holds.
  private static func conditional(_ condition: String) -> String {
    """
      Jobs:
        Type: AWS::SQS::Queue
        Condition: \(condition)
        Properties: { FifoQueue: true, QueueName: jobs }
      News: { Type: AWS::SNS::Topic, Properties: { DisplayName: !If [IsProd, a, b] } }
    """
  }

  /// A resource that is only there where a condition holds needs not be told that it is.
  @Test func aResourceKnowsItsOwnCondition() {
    #expect(Self.found(Self.template(Self.conditional("IsProd"))).map { $0.hasSuffix("holds at jobs") } == [false])
  }

  /// A condition that never holds hides no fault.
  @Test func aResourceThatIsNeverThereIsJudgedAllTheSame() {
    let never = "  Never: !And [!Condition IsProd, !Not [!Condition IsProd]]\n"
    let found = Self.found(Self.template(Self.conditional("Never"), conditions: never))
    #expect(found.contains { $0.hasSuffix("at jobs") })
    // Nor is a choice taken for the default where no world shows all.
    let both = Self.template(
      Self.conditional("Never") + "\n" + Self.endpoint.replacing("WHAT", with: "Interface"), conditions: never)
    #expect(!Self.found(both).contains { $0.hasPrefix("STK611") })
  }

  /// The branches of a key's `!If` are written as its value is elsewhere, or as CloudFormation has it.
  @Test func branchesAreWrittenAsTheKeyHasThem() throws {
    let text = """
      parameters:
        stage: { default: dev, allowedValues: [dev, prod] }
      conditions:
        isProd: !Equals [!Ref stage, prod]
      queues:
        jobs:
          visibilityTimeout: !If [isProd, 2m, 30]
          retention: !If [isProd, 14d, !Ref AWS::NoValue]
      tables:
        orders:
          key: { id: string }
          billing: !If [isProd, WHAT, PAY_PER_REQUEST]

      """
    func compiled(_ billing: String) -> Compilation { Compile.text(text.replacing("WHAT", with: billing)) }
    let jobs = try #require(compiled("onDemand").template?["JobsQueue"])
    func branch(_ property: String, _ index: Int) -> Value? { jobs[property]?.intrinsic?.argument(index) }
    #expect(branch("VisibilityTimeout", 1)?.integer == 120)
    #expect(branch("VisibilityTimeout", 2)?.integer == 30)
    #expect(branch("MessageRetentionPeriod", 1)?.integer == 1_209_600)
    #expect(branch("MessageRetentionPeriod", 2)?.isNoValue == true)
    #expect(Compile.findings(compiled("onDemand")).filter { !$0.hasPrefix("STK5") }.isEmpty)
    // What is wrong is told as it is elsewhere.
    let wrong = Compile.text(text.replacing("14d", with: "14q").replacing("WHAT", with: "onDemand"))
    #expect(Compile.findings(wrong).contains { $0.hasSuffix(" 14q") })
  }
}
