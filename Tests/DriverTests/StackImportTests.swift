import Driver
import Source
import Template
import Testing

/// Templates made into stack files.
@Suite struct StackImportTests {
  private static let template = """
    Parameters:
      Stage: { Type: String, Default: dev }
    Mappings:
      Days: { dev: { kept: 7 } }
    Conditions:
      IsDev: !Equals [!Ref Stage, dev]
    Resources:
      # Orders wait here.
      # For a day.
      Orders:
        Type: AWS::SQS::Queue
        Condition: IsDev
        Properties: { VisibilityTimeout: 180, QueueName: !Sub "orders-${Stage}", SqsManagedSseEnabled: true }
      Plain: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 180 } }
      Log:
        Type: AWS::SSM::Parameter
        Properties: { Type: String, Value: "a ${literal} text: #1", Description: "two\\nlines" }
    Outputs:
      Url: { Value: !If [IsDev, !Ref Orders, "none"], Export: { Name: orders-url } }

    """

  @Test func aStackFileBuildsToWhatTheTemplateSays() throws {
    let compilation = Compile.text(Self.template, files: FilesInMemory(), path: "template.yaml")
    let made = try StackImport(compilation, files: FilesInMemory())
    #expect(made.difference == nil)
    #expect(made.resources == 3 && made.native == 2)
    #expect(made.text.contains("  # Orders wait here.\n  # For a day.\n  orders:\n    visibilityTimeout: 3m\n"))
    #expect(made.text.contains("    name: orders-${parameters.Stage}\n"))
    #expect(made.text.contains("    condition: IsDev\n    logicalId: Orders\n"))
    #expect(made.text.contains("    properties: { SqsManagedSseEnabled: null }\n"))
    #expect(made.text.contains("  Log:\n    Type: AWS::SSM::Parameter\n"))
    let built = Compile.text(made.text, files: FilesInMemory())
    #expect(built.isDeployable, "\(made.text)")
    #expect(built.template?["Log"]?["Value"]?.string == "a ${literal} text: #1")
    #expect(built.template?["Log"]?["Description"]?.string == "two\nlines")
    #expect(built.template?.outputs.first?.attributes["Export"]?["Name"]?.string == "orders-url")
  }

  private static let serverless = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders: { Type: AWS::SQS::Queue }
      Shipped: { Type: AWS::SNS::Topic }
      Fulfil:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.13
          Handler: app.f
          CodeUri: src
          Environment: { Variables: { QUEUE: !Ref Orders, TOPIC: !Sub "${Shipped.TopicName} of ${AWS::Region}" } }
          Events:
            Queue: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: 5 } }
            Topic: { Type: SNS, Properties: { Topic: !Ref Shipped } }
            Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
      Note:
        Type: AWS::SSM::Parameter
        Properties: { Type: String, Value: !GetAtt FulfilRole.Arn }

    """

  @Test func arrowsComeBackAsArrows() throws {
    let files = FilesInMemory(["src/app.py": "def f(event, context): pass\n"])
    let made = try StackImport(Compile.text(Self.serverless, files: files, path: "template.yaml"), files: files)
    #expect(made.difference == nil)
    #expect(made.native == made.resources - 1, "\(made.text)")
    for line in [
      "    code: src\n", "QUEUE: \"${queues.orders.url}\"", "TOPIC: \"${topics.shipped.name} of ${aws.region}\"",
      "    consumes: { queue: queues.orders, batchSize: 5, reportFailures: false }\n", "    role: roles.fulfil\n",
      "    trusts: lambda.amazonaws.com\n", "subscriptions: [functions.fulfil]", "schedule: rate(1 day)",
      "target: functions.fulfil", "Value: \"${roles.fulfil.arn}\"", "  OrdersToFulfilMapping: FulfilQueue\n",
      "logicalId: FulfilTopicPermission",
    ] { #expect(made.text.contains(line), "\(line) in\n\(made.text)") }
    let again = Compile.text(made.text, files: files)
    #expect(again.isDeployable, "\(Compile.findings(again))\n\(made.text)")
  }

  /// A permission that admits more than the arrow needs is no part of it, and the rest of the function stays as it is.
  @Test func whatIsNoArrowStaysAlone() throws {
    let template = """
      Resources:
        Q: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: true } }
        T: { Type: AWS::SNS::Topic }
        S: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn } }
        P:
          Type: AWS::SQS::QueuePolicy
          Properties:
            Queues: [!Ref Q]
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                - { Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: sqs:*, Resource: !GetAtt Q.Arn }

      """
    let made = try StackImport(
      Compile.text(template, files: FilesInMemory(), path: "template.yaml"), files: FilesInMemory())
    #expect(made.difference == nil && made.native == 2, "\(made.text)")
    #expect(made.text.contains("    Type: AWS::SNS::Subscription\n"))
    let exact = template.replacing(
      "Action: sqs:*", with: "Action: [sqs:SendMessage], Condition: { ArnEquals: { aws:SourceArn: !Ref T } }")
    let whole = try StackImport(
      Compile.text(exact, files: FilesInMemory(), path: "template.yaml"), files: FilesInMemory())
    #expect(whole.difference == nil && whole.native == 4, "\(whole.text)")
    #expect(whole.text.contains("subscriptions: [queues.q]"))
  }

  @Test func whatAllEntriesSayAlikeIsSaidOnce() throws {
    let functions = ["One", "Two", "Three"].map { name in
      "  \(name): { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: index.f, Timeout: 15, "
        + "MemorySize: \(name == "One" ? 128 : 256), Role: \"arn:aws:iam::111122223333:role/r\", Code: { ZipFile: x } } }\n"
    }
    let text = "Resources:\n" + functions.joined()
    let made = try StackImport(
      Compile.text(text, files: FilesInMemory(), path: "template.yaml"), files: FilesInMemory())
    #expect(made.difference == nil && made.native == 3, "\(made.text)")
    #expect(made.text.contains("defaults:\n  functions:"), "\(made.text)")
    for line in ["logGroup: false", "timeout: 15s", "runtime: python3.13"] {
      #expect(made.text.split(separator: line, omittingEmptySubsequences: false).count == 2, "\(line) in\n\(made.text)")
    }
    #expect(made.text.split(separator: "memory:").count == 4, "\(made.text)")
  }

  @Test func pipesComeBackWithTheirEnds() throws {
    let text = """
      Resources:
        In: { Type: AWS::SQS::Queue }
        Out: { Type: AWS::Events::EventBus, Properties: { Name: out } }
        Carry:
          Type: AWS::Pipes::Pipe
          Properties:
            RoleArn: arn:aws:iam::111122223333:role/pipe
            DesiredState: STOPPED
            Source: !GetAtt In.Arn
            SourceParameters:
              SqsQueueParameters: { BatchSize: 1 }
              FilterCriteria: { Filters: [{ Pattern: '{"body": {"state": ["paid"]}}' }] }
            Target: !GetAtt Out.Arn
            TargetParameters:
              EventBridgeEventBusParameters: { DetailType: paid, Source: shop }
              InputTemplate: '{"id": <$.body.id>}'

      """
    let made = try StackImport(
      Compile.text(text, files: FilesInMemory(), path: "template.yaml"), files: FilesInMemory())
    #expect(made.difference == nil && made.native == 3, "\(made.text)")
    for line in [
      "from: { source: queues.in, batchSize: 1 }", "filter: { body: { state: [paid] } }", "detailType: paid",
      "enabled: false", "role: arn:aws:iam::111122223333:role/pipe",
    ] { #expect(made.text.contains(line), "\(line) in\n\(made.text)") }
  }

  /// Truth values in quotes, the version of a custom resource, signs in names of conditions, and functions in loops.
  @Test func whatTheStackLanguageSaysOtherwiseComesThrough() throws {
    let text = """
      Transform: AWS::LanguageExtensions
      Parameters: { Word: { Type: String, NoEcho: "true" }, A: { Type: String, Default: "true" } }
      Conditions:
        IsA: !Equals [!Ref A, "true"]
        IsA&More: !And [!Condition IsA, !Not [!Equals [!Ref Word, x]]]
      Resources:
        Own: { Type: Custom::Own, Version: "1.0", Condition: IsA&More, Properties: { ServiceToken: !Ref A } }
        QOne: { Type: AWS::SQS::Queue }
      Outputs:
        Fn::ForEach::Each: [Name, [One], { "Q${Name}": { Value: { Fn::GetAtt: [!Sub "Q${Name}", Arn] } } }]

      """
    let made = try StackImport(
      Compile.text(text, files: FilesInMemory(), path: "template.yaml"), files: FilesInMemory())
    #expect(made.difference == nil, "\(made.difference ?? "")\n\(made.text)")
    for line in ["secret: true", "Version: \"1.0\"", "IsA&More:", "${queues.QOne.arn}"] {
      #expect(made.text.contains(line), "\(line) in\n\(made.text)")
    }
  }

  @Test func whatCannotBeImportedIsRefused() {
    func refusal(_ text: String) -> StackImport.Refusal? {
      let compilation = Compile.text(text, files: FilesInMemory(), path: "template.yaml")
      do { _ = try StackImport(compilation, files: FilesInMemory()) } catch { return error }
      return nil
    }
    #expect(refusal("queues: { q: {} }\n") == .noTemplate)
    #expect(refusal("Resources: { Q: { Type: AWS::SQS::Queue, Properties: { Nope: 1 } } }\n") == .faulty)
    #expect(refusal("Transform: Mine\nResources: { Q: { Type: AWS::SQS::Queue } }\n") == .unexpanded("Mine"))
  }
}
