import Diagnostics
import Driver
import Emitters
import Source
import Template
import Testing

/// Circles that the writer need not care for are broken and said; the others are explained edge by edge.
@Suite struct CircleTests {
  private static let head = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src }

    """

  private func compile(_ text: String) -> Compilation { Compile.text(Self.head + text) }

  @Test func aRolesStatementsMoveToAPolicyOfTheirOwn() throws {
    let compilation = compile(
      """
      functions:
        f: { role: roles.caller, consumes: queues.jobs }
      roles:
        caller:
          trusts: lambda.amazonaws.com
          allow:
            - { actions: lambda:InvokeFunction, on: functions.f }
            - { actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes], on: queues.jobs }
          managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      queues:
        jobs: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
        failed: { retention: 14d }
      """)
    #expect(Compile.findings(compilation) == ["STK329 functions.f"])
    let template = try #require(compilation.template)
    #expect(DependencyGraph(template).cycles.isEmpty)
    #expect(template["CallerRole"]?["Policies"] == nil)
    #expect(template["CallerRolePolicy"]?["PolicyDocument"]?["Statement"]?.list?.count == 2)
    // Lambda asks the role for the queue when it makes the mapping.
    #expect(template["JobsToFMapping"]?.dependsOn.map(\.text).contains("CallerRolePolicy") == true)
    let order = template.resources.map(\.logicalID)
    #expect(order.firstIndex(of: "CallerRolePolicy") == order.firstIndex(of: "CallerRole").map { $0 + 1 })
  }

  @Test func theARNOfANamedFunctionIsWrittenOut() throws {
    let compilation = compile(
      """
      parameters:
        stage: { type: String, default: dev }
      functions:
        f: { environment: { OTHER: "${functions.g.arn}", AGAIN: "at ${functions.g.name}" } }
        g: { name: "${parameters.stage}-g", environment: { OTHER: "${functions.f.arn}" } }
      """)
    #expect(Compile.findings(compilation) == ["STK329 functions.g.arn"])
    let variables = compilation.template?["FFunction"]?["Environment"]?["Variables"]
    #expect(
      variables?["OTHER"]?.intrinsic?.argument.string
        == "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${stage}-g")
    #expect(variables?["AGAIN"]?.intrinsic?.argument.string == "at ${stage}-g")
  }

  /// Without a name there is no way out, and where AWS looks for the resource there is none either.
  @Test(arguments: [
    "functions:\n  f: { environment: { OTHER: \"${functions.g.arn}\" } }\n  g: { environment: { OTHER: \"${functions.f.arn}\" } }\n",
    "queues:\n  a: { name: first, deadLetter: { to: queues.b, maxReceiveCount: 3 } }\n  b: { name: second, dependsOn: queues.a }\n",
  ]) func otherCirclesAreExplained(text: String) throws {
    let finding = try #require(compile(text).findings.diagnostics.first { $0.rule.code == "STK318" })
    #expect(finding.notes.count == 1)
    #expect(finding.message.contains("→"))
  }

  @Test func severalCirclesAreAllBroken() throws {
    let pairs = (0..<5).map {
      "  f\($0): { environment: { OTHER: \"${functions.g\($0).arn}\" } }\n  g\($0): { name: g\($0), environment: { OTHER: \"${functions.f\($0).arn}\" } }\n"
    }
    let compilation = compile("functions:\n" + pairs.joined())
    #expect(compilation.findings.diagnostics.filter { $0.rule.code == "STK329" }.count == 5)
    #expect(!compilation.findings.diagnostics.contains { $0.severity == .error })
    #expect(DependencyGraph(try #require(compilation.template)).cycles.isEmpty)
  }
}
