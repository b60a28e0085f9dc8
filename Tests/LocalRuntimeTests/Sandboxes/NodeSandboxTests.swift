import Diagnostics
import Foundation
import Testing

@testable import LocalRuntime

@Suite(.needsNode) struct NodeSandboxTests {
  @Test(arguments: [
    ("app.mjs", "export const handle = async (event, context) => ({ got: event.n, id: context.awsRequestId.length });"),
    ("app.js", "exports.handle = async (event, context) => ({ got: event.n, id: context.awsRequestId.length });"),
    (
      "app.cjs",
      "module.exports.handle = (event, context, done) => setTimeout(() => done(null, { got: event.n, id: 36 }), 5);"
    ),
    (
      "app.mjs",
      """
      export const handle = awslambda.streamifyResponse(async (event, stream) => {
        stream.write('{"got":' + event.n);
        stream.write(',"id":36}');
        stream.end();
      });
      """
    ),
  ]) func answers(file: String, source: String) async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode("app", file: file, source)
      for number in 1...2 {
        let result = await bench.invoke("app", #"{"n":\#(number)}"#)
        #expect(result.ending == .returned)
        #expect(result.text == #"{"got":\#(number),"id":36}"#)
      }
    }
  }

  @Test func consoleLinesAreLambdas() async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode(
        "app", "export const handle = async () => { console.log('a', { b: 1 }); console.error('two\\nlines'); };")
      #expect(await bench.invoke("app").text == "null")
      let log = try bench.log(of: "app")
      #expect(log.count == 5, "\(log)")
      let parts = log[1].split(separator: "\t")
      #expect(parts.count == 4 && parts[0].hasSuffix("Z") && parts[1].count == 36)
      #expect(parts[2] == "INFO" && parts[3] == "a { b: 1 }")
      #expect(log[2].hasSuffix("\tERROR\ttwo\rlines"))
    }
  }

  @Test func errorsHaveTypeMessageAndTrace() async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode(
        "app", "export const handle = async () => {\n  throw new RangeError('too far');\n};")
      let result = await bench.invoke("app")
      #expect(result.ending == .functionError("Unhandled"))
      #expect(
        result.text.hasPrefix(#"{"errorType":"RangeError","errorMessage":"too far","trace":["RangeError: too far","#))
      let told = try #require(bench.listener.occurrences.first)
      #expect(told.notes.map(\.message) == ["at \(bench.folder)/app/app.mjs:2"])
    }
  }

  @Test func rejectionsThatNobodyHandlesEndTheEnvironment() async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode(
        "app",
        """
        export const handle = async (event) => {
          if (!event.bad) return 'fine';
          Promise.reject(new Error('unseen'));
          await new Promise((resolve) => setTimeout(resolve, 10_000));
        };
        """)
      let result = await bench.invoke("app", #"{"bad":true}"#)
      #expect(result.text.contains("Runtime.UnhandledPromiseRejection") && result.text.contains("unseen"))
      #expect(await bench.invoke("app").text == #""fine""#)
    }
  }

  @Test func missingModulesSayWhatToInstall() async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode("app", "import '@aws-sdk/client-nothing';\nexport const handle = async () => 1;")
      let result = await bench.invoke("app")
      #expect(result.text.contains("Runtime.ImportModuleError"))
      #expect(result.text.contains("npm install @aws-sdk/client-nothing"))
    }
  }

  @Test func handlersThatAreNotThereAreNamed() async throws {
    try await SandboxBench.with { bench in
      try await bench.addNode("app", "export const other = 1;")
      #expect(await bench.invoke("app").text.contains("app.handle is undefined or not exported"))
    }
  }
}
