import Diagnostics
import Driver
import Source
import Spec
import Testing

/// The sources of code that is built: read where they are certain, and else not.
@Suite struct HandlerSourceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let build: String
    var runtime = "python3.13"
    var handler = "app.handler"
    var code = "dist"
    let files: [String]
    /// The file in which the call is found.
    let found: String?
    var testDescription: String { build }
  }

  static let cases: [Case] = [
    Case(build: "cp -r src/* dist", files: ["src/app.py"], found: "src/app.py"),
    Case(
      build: "rsync -a ./src/ dist/ && pip install -t dist -r requirements.txt",
      files: ["src/app.py"], found: "src/app.py"),
    Case(
      build: "pip install -r app/requirements.txt -t app", code: "app",
      files: ["app/app.py", "app/requirements.txt"],
      found: "app/app.py"),
    // What lies in the folder may be older than its sources.
    Case(build: "make dist", files: ["dist/app.py"], found: nil),
    Case(build: "cp -r src/* dist", files: ["dist/app.py", "src/other.py"], found: nil),
    // Two could be meant.
    Case(
      build: "cat src/app.py lib/app.py > dist/app.py", files: ["src/app.py", "lib/app.py"],
      found: nil),
    Case(
      build: "npx esbuild \"src/handlers/index.ts\" --bundle --outfile=dist/index.js",
      runtime: "nodejs22.x",
      handler: "index.handler", files: ["src/handlers/index.ts", "dist/index.js"],
      found: "src/handlers/index.ts"),
    Case(
      build: "tsc --outDir dist src/index.ts", runtime: "nodejs22.x", handler: "index.handler",
      files: ["src/index.ts"],
      found: "src/index.ts"),
    Case(
      build: "npx esbuild src/main.ts --outfile=dist/index.js", runtime: "nodejs22.x",
      handler: "index.handler",
      files: ["src/main.ts"], found: nil),
    Case(
      build: Array(repeating: "echo src/app.py;", count: 40).joined(separator: " "),
      files: ["src/app.py"], found: nil),
  ]

  private static let python =
    "import boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sns\").publish(TopicArn=event[\"topic\"], Message=\"\")\n"
  private static let script =
    "import { SNSClient, PublishCommand } from \"@aws-sdk/client-sns\";\nexport const handler = async (event: any): Promise<void> => {\n  await new SNSClient({}).send(new PublishCommand({ TopicArn: event.topic, Message: \"\" }));\n};\n"

  private static func calls(_ text: String, path: String, _ files: [String]) throws -> [String] {
    let today = try #require(CalendarDate(parsing: "2026-11-24"))
    let contents = files.map {
      ($0, $0.hasSuffix(".py") ? python : $0.hasSuffix("s") ? script : "")
    }
    let compilation = Compiler.compile(
      SourceFile(path: path, text: text),
      files: FilesInMemory(Dictionary(uniqueKeysWithValues: contents)),
      options: CompileOptions(today: today))
    return compilation.findings.diagnostics.filter { $0.rule.code == "STK860" }.map {
      compilation.sources[$0.span.source]?.path ?? "?"
    }
  }

  @Test(arguments: cases) func isReadWhereItIsCertain(_ example: Case) throws {
    let text =
      "functions:\n  f:\n    runtime: \(example.runtime)\n    handler: \(example.handler)\n    code: \(example.code)\n    build: '\(example.build)'\n"
    #expect(
      try Self.calls(text, path: "stack.yaml", example.files) == (example.found.map { [$0] } ?? []))
  }

  /// `sam build` makes the code of what `CodeUri` names.
  @Test(arguments: [
    ("nodejs22.x", "app.handler", "esbuild", "src/app.ts"),
    ("python3.13", "app.handler", "makefile", "src/app.py"),
  ]) func templatesNameTheirSources(
    _ runtime: String, handler: String, method: String, file: String
  ) throws {
    let text =
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Metadata: { BuildMethod: \(method) }\n    Properties: { CodeUri: ./src/, Runtime: \(runtime), Handler: \(handler) }\n"
    #expect(try Self.calls(text, path: "template.yaml", [file]) == [file])
  }

  /// The code that a template names by a path is the folder itself, also where it is said for all functions.
  @Test(arguments: [
    "Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { CodeUri: src } }\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: python3.13, Handler: app.handler }\n",
    "Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties: { Code: src, Runtime: python3.13, Handler: app.handler, Role: !GetAtt Role.Arn }\n  Role:\n    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] } }\n",
  ]) func templatesNameTheirCode(_ text: String) throws {
    #expect(try Self.calls(text, path: "template.yaml", ["src/app.py"]) == ["src/app.py"])
  }

  /// What a policy template of the Serverless Application Model stands for is AWS's, and no fault of the author's.
  @Test func policyTemplatesAreNotJudged() throws {
    let today = try #require(CalendarDate(parsing: "2026-11-24"))
    let text =
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: src, Runtime: python3.13, Handler: app.handler, Policies: [{ SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName } }] }\n"
    let compilation = Compiler.compile(
      SourceFile(path: "template.yaml", text: text),
      files: FilesInMemory(["src/app.py": "def handler(e, c): pass\n"]),
      options: CompileOptions(today: today))
    let found = compilation.findings.diagnostics.filter { $0.rule.code.hasPrefix("STK8") }
    #expect(found.isEmpty, "\(found.map(\.message))")
  }
}
