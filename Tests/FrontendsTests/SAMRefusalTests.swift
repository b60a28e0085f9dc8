import Testing

/// What SAM's transform says of templates that it refuses, in its own words and in its own order: the first fault is told.
@Suite struct SAMRefusalTests {
  /// What is quoted of SAM for a template.
  private static func quoted(_ resources: String, head: String = "") -> [String] {
    SAMRun("\(head)Resources:\n\(resources)\n").quoted
  }

  /// A function, with more properties.
  private static func function(_ more: String) -> String {
    "  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k, Handler: a.b, Runtime: python3.13, \(more) } }"
  }

  /// A function with one event beside another that is right.
  private static func event(_ event: String) -> String {
    function("Events: { E: \(event), Right: { Type: AlexaSkill } }") + "\n  T: { Type: AWS::SNS::Topic }"
  }

  @Test(
    arguments: [
      ("Tags: [a]", "Property 'Tags' should be a map."),
      ("Role: [a]", "Property 'Role' should be a string."),
      ("AutoPublishAlias: 5", "Type of property 'AutoPublishAlias' is invalid."),
      ("Policies: [x, [y]]", "Type of property 'Policies' is invalid."),
      ("Environment: { Variables: 1, Other: 2 }", "Type of property 'Environment' is invalid."),
      (
        "VersionDeletionPolicy: Keep",
        "Property 'VersionDeletionPolicy' should be a one of the strings: 'Delete' or 'Retain'."
      ),
      ("VersionDeletionPolicy: Delete", "'VersionDeletionPolicy' requires 'AutoPublishAlias'."),
      (
        "CapacityProviderConfig: { Arn: a, Other: 1 }",
        "Invalid CapacityProviderConfig: 1 validation error for CapacityProviderConfig\nOther\n  extra fields not permitted "
          + "(type=value_error.extra)"
      ),
      (
        "DeploymentPreference: { Enabled: true }",
        "'DeploymentPreference' is missing required Property 'Type'"
      ),
    ])
  func aPropertyOfAFunctionHasItsKind(more: String, sentence: String) {
    #expect(Self.quoted(Self.function(more)) == ["Resource with id [F] is invalid. \(sentence)"])
  }

  /// What is empty counts as not given.
  @Test(arguments: ["Definition: {}", "DefinitionUri: {}", "Definition: {}, DefinitionUri: {}", "Name: n"])
  func aStateMachineNeedsADefinition(properties: String) {
    #expect(
      Self.quoted("  M: { Type: AWS::Serverless::StateMachine, Properties: { \(properties) } }") == [
        "Resource with id [M] is invalid. Either 'Definition' or 'DefinitionUri' property must be specified."
      ])
  }

  @Test func anEmptyDefinitionGivesWayToItsPlace() {
    #expect(
      Self.quoted(
        "  M: { Type: AWS::Serverless::StateMachine, Properties: { Definition: {}, DefinitionUri: s3://b/k } }"
      ).isEmpty)
  }

  /// SAM does not look into functions there.
  @Test func permissionsOfAConnectorAreNames() {
    let connector =
      "\n  C: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: F }, Destination: { Id: Q }, Permissions: "
      + "{ Fn::If: [c, [Read], [Write]] } } }\n  Q: { Type: AWS::SQS::Queue }"
    #expect(
      Self.quoted(Self.function("Description: d") + connector, head: "Conditions: { c: !Equals [a, b] }\n") == [
        "Resource with id [C] is invalid. Unsupported 'Permissions' provided for connector from AWS::Lambda::Function to "
          + "AWS::SQS::Queue; valid values are: Read, Write."
      ])
  }

  /// An object of one member may be a call of a function, whatever its name.
  @Test func anObjectOfOneMemberIsLeftToCloudFormation() {
    #expect(Self.quoted(Self.function("Role: { Other: 1 }")).isEmpty)
  }

  /// Where the code lies is looked at before how it is run.
  @Test func codeComesBeforeTheRuntime() {
    #expect(
      Self.quoted("  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: 5 } }") == [
        "Resource with id [F] is invalid. 'CodeUri' must be of type dict or string."
      ])
    #expect(
      Self.quoted("  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k } }") == [
        "Resource with id [F] is invalid. Runtime and Handler needs to be present when PackageType is of type `Zip`"
      ])
  }

  @Test(
    arguments: [
      ("{ Properties: {} }", "Resource dict has missing or invalid value for key Type. Event Type is: None."),
      ("{ Type: Nothing }", "Resource dict has missing or invalid value for key Type. Event Type is: Nothing."),
      ("{ Type: [a] }", "Resource dict has missing or invalid value for key Type. Event Type is: ['a']."),
      (
        "{ Type: S3, Properties: { Bucket: { Ref: Missing }, Events: s3:ObjectCreated:* } }",
        "S3 events must reference an S3 bucket in the same template."
      ),
      (
        "{ Type: SQS, Properties: { Queue: q, FilterCriteria: { Other: 1, Filters: [] } } }",
        "FilterCriteria field has a wrong format"
      ),
    ])
  func anEventIsToldOfByItsKey(event: String, sentence: String) {
    let whole = "Resource with id [F] is invalid. Event with id [E] is invalid. \(sentence)"
    #expect(Self.quoted(Self.event(event)) == [whole])
  }

  @Test(
    arguments: [
      ("{ Type: SNS, Properties: }", "FE", "Properties of a resource must be an object."),
      (
        "{ Type: SNS, Properties: { Topic: t, SqsSubscription: x } }", "FE",
        "Type of property 'SqsSubscription' is invalid."
      ),
      ("{ Type: Schedule, Properties: {} }", "FE", "Missing required property 'Schedule'."),
      (
        "{ Type: Schedule, Properties: { Schedule: rate(1 day), State: [a] } }", "FE",
        "Property 'State' should be a string."
      ),
      (
        "{ Type: Schedule, Properties: { Schedule: rate(1 day), RoleArn: a } }", "FE",
        "property RoleArn not defined for resource of type Schedule"
      ),
      (
        "{ Type: S3, Properties: { Bucket: { Ref: T }, Events: s3:ObjectCreated:* } }", "T",
        "Resource has incorrect Type; expected 'AWS::S3::Bucket', got 'AWS::SNS::Topic'"
      ),
      (
        "{ Type: SelfManagedKafka, Properties: { KafkaBootstrapServers: [s], Topics: [t], SourceAccessConfigurations: [x] } }",
        "E", "Property 'SourceAccessConfigurations' should be a map."
      ),
    ])
  func anEventsResourceIsToldOfByItsID(event: String, id: String, sentence: String) {
    #expect(Self.quoted(Self.event(event)) == ["Resource with id [\(id)] is invalid. \(sentence)"])
  }

  @Test func aStateMachinesEventsAreChecked() {
    let machine = """
        M:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionUri: s3://b/k
            Events: { E: { Type: Schedule, Properties: { Schedule: 5 } } }
      """
    #expect(Self.quoted(machine) == ["Resource with id [ME] is invalid. Property 'Schedule' should be a string."])
  }

  @Test(
    arguments: [
      ("Auth: { Type: Text }", "Property 'Auth.Type' is invalid."),
      ("Auth: { Type: AWS_IAM, Additional: [{ Type: Text }] }", "Property 'Auth.Additional.0.Type' is invalid."),
      (
        "Auth: { Type: AMAZON_COGNITO_USER_POOLS, UserPool: { AwsRegion: a } }",
        "Property 'Auth.UserPool.UserPoolId' is invalid."
      ),
      ("Auth: { Type: AWS_IAM }, XrayEnabled: [a]", "Property 'XrayEnabled' is invalid."),
      ("Auth: { Type: AWS_IAM }, Logging: text", "Type of property 'Logging' is invalid."),
      ("Auth: { Type: AWS_IAM }, Logging: { Level: a }", "Property 'Logging.Level' is invalid."),
      (
        "Auth: { Type: AWS_IAM }, DataSources: { DynamoDb: { D: { Region: r } } }",
        "Property 'DataSources.DynamoDb.D.TableName' is invalid."
      ),
    ])
  func aGraphQLAPIIsCheckedInFullDepth(properties: String, sentence: String) {
    let api = "  A: { Type: AWS::Serverless::GraphQLApi, Properties: { SchemaInline: s, \(properties) } }"
    #expect(Self.quoted(api) == ["Resource with id [A] is invalid. \(sentence)"])
  }

  /// An `Id` without a value stands for no function made elsewhere; the code is looked for before the data source.
  @Test(arguments: ["{}", "{ Id: {} }", "{ Id: '' }"])
  func aFunctionOfAGraphQLAPINeedsCode(function: String) {
    let api =
      "  A: { Type: AWS::Serverless::GraphQLApi, Properties: { SchemaInline: s, Auth: { Type: AWS_IAM }, Functions: "
      + "{ Do: \(function) } } }"
    #expect(Self.quoted(api) == ["Resource with id [Do] is invalid. One of 'InlineCode' or 'CodeUri' must be set."])
  }

  /// What could not be transformed keeps its type, and no connector is known for that.
  @Test func aConnectorOfWhatCouldNotBeTransformedIsNotSupported() {
    let resources = """
        F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k } }
        T: { Type: AWS::Serverless::SimpleTable }
        C: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: F }, Destination: { Id: T }, Permissions: [Read] } }
      """
    #expect(
      Self.quoted(resources).last
        == "Resource with id [C] is invalid. Unable to create connector from AWS::Serverless::Function to "
        + "AWS::DynamoDB::Table; it's not supported or the template is invalid.")
  }

  /// The front end finds these before SAM's transform sees the template, and quotes what that would say.
  @Test(
    arguments: [
      (
        "  R: text",
        "Structure of the SAM template is invalid. All 'Resources' must be Objects. If you're using YAML, this may be an "
          + "indentation issue."
      ),
      (
        "  R: { Type: AWS::SNS::Topic, Condition: [a] }",
        "Structure of the SAM template is invalid. Every Condition member must be a string."
      ),
      (
        "  R: { Type: AWS::Serverless::SimpleTable, Properties: [a] }",
        "Resource with id [R] is invalid. Attribute 'Properties' should be a map."
      ),
      (
        "  R: { Type: AWS::Serverless::Connector, Properties: }",
        "Resource with id [R] is invalid. Properties of a resource must be an object."
      ),
    ])
  func theFrontEndQuotesSAM(resources: String, sentence: String) {
    #expect(Self.quoted(resources).first == sentence)
  }

  @Test func ignoringWhatIsNoListIsToldWithoutAnItem() {
    let quoted = Self.quoted(
      "  T: { Type: AWS::Serverless::SimpleTable, IgnoreGlobals: 5 }",
      head: "Globals: { SimpleTable: { SSESpecification: { SSEEnabled: true } } }\n")
    #expect(quoted == ["Resource with id [T] is invalid. Resource T has invalid resource attribute 'IgnoreGlobals'."])
  }
}
