import Diagnostics
import Foundation
import Testing
import Wiring

@testable import LocalRuntime

/// Custom runtimes, by a `bootstrap` in shell with curl.
@Suite struct ProvidedSandboxTests {
  static let hasCurl = SandboxBench.path.split(separator: ":").contains { access("\($0)/curl", X_OK) == 0 }

  static let loop = """
    #!/bin/sh
    api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
    while true; do
      event=$(curl -sS -D "$LAMBDA_TASK_ROOT/head-$$" "$api/invocation/next") || exit 1
      id=$(grep -i lambda-runtime-aws-request-id "$LAMBDA_TASK_ROOT/head-$$" | tr -d '\\r' | cut -d' ' -f2)
      echo "got $event"

    """

  private func bench(_ body: String, _ test: (SandboxBench) async throws -> Void) async throws {
    try await SandboxBench.with { bench in
      try await bench.add("shell", runtime: "provided.al2023", file: "bootstrap", Self.loop + body + "\ndone\n")
      try bench.write(Self.loop + body + "\ndone\n", to: "shell/bootstrap", isExecutable: true)
      try await test(bench)
    }
  }

  @Test(.enabled(if: hasCurl, "there is no curl")) func answers() async throws {
    try await bench(#"curl -sS -d "{\"was\":$event}" "$api/invocation/$id/response" >/dev/null"#) { bench in
      let first = await bench.invoke("shell", #"{"a":1}"#)
      try #require(first.text == #"{"was":{"a":1}}"#, "\(first.text)")
      #expect(await bench.invoke("shell", "[2]").text == #"{"was":[2]}"#)
      let log = try bench.log(of: "shell")
      #expect(log.contains(#"got {"a":1}"#))
    }
  }

  @Test(.enabled(if: hasCurl, "there is no curl")) func wrongAndDoubleAnswersAreRefused() async throws {
    let body = #"""
      a=$(curl -s -o /dev/null -w '%{http_code}' -d 1 "$api/invocation/other/response")
      b=$(curl -s -o /dev/null -w '%{http_code}' -d "\"$a\"" "$api/invocation/$id/response")
      c=$(curl -s -o /dev/null -w '%{http_code}' -d 3 "$api/invocation/$id/response")
      echo "$a $b $c" > "$LAMBDA_TASK_ROOT/codes"
      """#
    try await bench(body) { bench in
      let first = await bench.invoke("shell")
      try #require(first.text == #""400""#, "\(first.text)")
      while bench.read("shell/codes")?.hasSuffix("\n") != true { await Task.yield() }
      #expect(bench.read("shell/codes") == "400 202 403\n")
    }
  }

  @Test func withoutABootstrapItSaysSo() async throws {
    try await SandboxBench.with { bench in
      try await bench.add("none", runtime: "provided.al2023", file: "readme", "")
      let result = await bench.invoke("none")
      #expect(result.text.contains("Runtime.InvalidEntrypoint"))
      let faults = await bench.sandboxes.faults()
      #expect(faults.map(\.function) == ["none"])
    }
  }

  @Test func otherRuntimesDoNotRun() async throws {
    try await SandboxBench.with { bench in
      try await bench.add("java", runtime: "java21", file: "readme", "")
      let faults = await bench.sandboxes.faults()
      #expect(faults.map(\.message) == ["`java21` does not run here"])
      #expect(await bench.invoke("java").ending == .functionError("Unhandled"))
      #expect(bench.listener.occurrences.map(\.rule.code) == ["STK009"])
    }
  }
}
