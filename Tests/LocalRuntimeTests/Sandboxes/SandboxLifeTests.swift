import Diagnostics
import Foundation
import Synchronization
import Testing
import Wiring

@testable import LocalRuntime

@Suite(.needsPython) struct SandboxLifeTests {
  @Test func errorOfTheHandlerIsPassedOnAndTold() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("bad", "def handle(event, context):\n    raise KeyError('lost')\n")
      let result = await bench.invoke("bad")
      #expect(result.ending == .functionError("Unhandled"))
      #expect(result.text.contains(#""errorType": "KeyError""#) && result.text.contains("lost"))
      let told = try #require(bench.listener.occurrences.first)
      #expect(told.rule.code == "STK009" && told.place?.line == 3)
      #expect(told.message == "`bad` failed: `KeyError`: 'lost'")
      #expect(told.notes.map(\.message) == ["at \(bench.folder)/bad/app.py:2"])
    }
  }

  @Test func errorOfTheStartIsPassedOn() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("bad", "import not_there\n")
      let result = await bench.invoke("bad")
      #expect(result.ending == .functionError("Unhandled"))
      #expect(result.text.contains("Runtime.ImportModuleError") && result.text.contains("not_there"))
      #expect(bench.listener.occurrences.map(\.rule.code) == ["STK009"])
    }
  }

  @Test func timeoutKillsTheGroupAndWhatLeftIt() async throws {
    let clock = ManualClock()
    try await SandboxBench.with(clock: clock) { bench in
      try await bench.addPython(
        "slow",
        """
        import os, subprocess, sys, time
        def handle(event, context):
            if not event.get("hang"):
                return "quick"
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], start_new_session=True)
            print("hangs", flush=True)
            open(os.path.join(os.path.dirname(__file__), "hangs"), "w").close()
            time.sleep(1000)
        """
      ) { $0.timeout = 3 }
      async let pending = bench.invoke("slow", #"{"hang":true}"#)
      // The timer of the start, and then the one of the invocation.
      while bench.read("slow/hangs") == nil { await Task.yield() }
      #expect(bench.survivors.count == 3)
      clock.advance(milliseconds: 2999)
      #expect(bench.survivors.count == 3)
      clock.advance(milliseconds: 1)
      let result = await pending
      #expect(result.ending == .functionError("Unhandled"))
      #expect(result.text.contains(#""errorType":"Sandbox.Timedout""#))
      #expect(result.text.contains("Error: Task timed out after 3.00 seconds"))
      #expect(bench.survivors.isEmpty)
      #expect(bench.listener.occurrences.map(\.rule.code) == ["STK010"])
      let log = try bench.log(of: "slow")
      #expect(log.contains("hangs") && log.contains { $0.hasSuffix("Task timed out after 3.00 seconds") })
      #expect(log.last?.hasSuffix("Status: timeout\t") == true)
      #expect(await bench.invoke("slow").text == #""quick""#)
    }
  }

  @Test func crashIsReportedAndTheNextInvocationServed() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython(
        "frail", "import os\ndef handle(event, context):\n    if event.get('die'): os._exit(7)\n    return 'fine'\n")
      #expect(await bench.invoke("frail").text == #""fine""#)
      let result = await bench.invoke("frail", #"{"die":true}"#)
      #expect(result.ending == .functionError("Unhandled"))
      #expect(result.text.contains("Runtime.ExitError"))
      #expect(result.text.contains("Error: Runtime exited with error: exit status 7"))
      #expect(await bench.invoke("frail").text == #""fine""#)
      #expect(bench.listener.occurrences.map(\.rule.code) == ["STK011"])
    }
  }

  @Test func concurrencyStartsEnvironmentsUpToTheReserve() async throws {
    try await SandboxBench.with { bench in
      // Each invocation waits until two are there.
      try await bench.addPython(
        "pair",
        """
        import os, time
        def handle(event, context):
            here = os.path.dirname(__file__)
            open(os.path.join(here, "in-" + event["name"]), "w").close()
            while not os.path.exists(os.path.join(here, "go")):
                time.sleep(0.005)
            return os.getpid()
        """
      ) { $0.reservedConcurrency = 2 }
      async let first = bench.invoke("pair", #"{"name":"a"}"#)
      async let second = bench.invoke("pair", #"{"name":"b"}"#)
      while bench.read("pair/in-a") == nil || bench.read("pair/in-b") == nil { await Task.yield() }
      let third = await bench.invoke("pair", #"{"name":"c"}"#)
      #expect(third.ending == .throttled)
      #expect(bench.listener.occurrences.map(\.rule.code) == ["STK012"])
      try bench.write("", to: "pair/go")
      let (a, b) = await (first, second)
      #expect(a.ending == .returned && b.ending == .returned && a.text != b.text)
      #expect(bench.sandboxes.count(of: "pair") == (2, 0))
    }
  }

  @Test func reserveOfNothingLetsNothingThrough() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("off", "def handle(e, c): return 1\n") { $0.reservedConcurrency = 0 }
      #expect(await bench.invoke("off").ending == .throttled)
      #expect(bench.survivors.isEmpty)
    }
  }

  @Test func reloadStartsAnew() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", "def handle(e, c): return 'old'\n")
      #expect(await bench.invoke("app").text == #""old""#)
      try bench.write("def handle(e, c): return 'renewed'\n", to: "app/app.py")
      bench.sandboxes.reload("app")
      #expect(await bench.invoke("app").text == #""renewed""#)
    }
  }

  @Test func whatEndsTakesNoPlace() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", "def handle(e, c): return 1\n") { $0.reservedConcurrency = 1 }
      for _ in 0..<5 {
        #expect(await bench.invoke("app").ending == .returned)
        bench.sandboxes.reload("app")
      }
    }
  }

  @Test func idleEnvironmentsEnd() async throws {
    let clock = ManualClock()
    try await SandboxBench.with(clock: clock) { bench in
      try await bench.addPython("app", "def handle(e, c): return 1\n")
      _ = await bench.invoke("app")
      #expect(bench.sandboxes.count(of: "app") == (1, 0))
      await clock.untilSleeping()
      clock.advance(milliseconds: RuntimeLimits.idle)
      while !bench.survivors.isEmpty { await Task.yield() }
      #expect(bench.sandboxes.count(of: "app") == (0, 0))
    }
  }

  @Test func environmentIsLambdas() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("env", "import os\ndef handle(e, c): return dict(os.environ)\n") {
        $0.environment.set("OWN", "mine")
        $0.memory = 256
      }
      let result = await bench.invoke("env")
      let values = try JSONDecoder().decode([String: String].self, from: Data(result.payload))
      let expected = [
        "AWS_LAMBDA_FUNCTION_NAME": "env", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/env",
        "_HANDLER": "app.handle", "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13", "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1", "LAMBDA_TASK_ROOT": "\(bench.folder)/env", "TZ": ":UTC",
        "AWS_ACCESS_KEY_ID": "ASIA-env", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": SandboxBench.role,
        "AWS_ENDPOINT_URL": bench.edge.url, "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand", "OWN": "mine",
        "STACKC_RUN": bench.run, "AWS_EC2_METADATA_DISABLED": "true",
      ]
      for (name, value) in expected { #expect(values[name] == value, "\(name)") }
      #expect(values["_X_AMZN_TRACE_ID"]?.hasPrefix("Root=1-") == true)
      #expect(values["STACKC_TEST_PYTHON"] == nil && values["USER"] == nil)
    }
  }

  @Test func layersAreOnTheSearchPath() async throws {
    try await SandboxBench.with { bench in
      try bench.write("def word(): return 'layered'\n", to: "shared/python/common.py")
      var layer = LayerPlan(id: "shared", name: "shared", arn: "arn:aws:lambda:us-east-1:000000000000:layer:shared:1")
      layer.code = "shared"
      bench.addLayer(layer)
      try await bench.addPython("app", "import common\ndef handle(e, c): return common.word()\n") {
        $0.layers = [layer.arn]
      }
      #expect(await bench.invoke("app").text == #""layered""#)
    }
  }

  @Test func tooLargeAResponseIsRefusedAndTheNextServed() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("big", "def handle(event, c): return 'x' * event['size']\n")
      let result = await bench.invoke("big", #"{"size":7340032}"#)
      #expect(result.ending == .functionError("Unhandled"))
      #expect(result.text.contains("Function.ResponseSizeTooLarge"))
      #expect(await bench.invoke("big", #"{"size":2}"#).text == #""xx""#)
    }
  }

  @Test func muchOutputIsKeptWithinBounds() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython(
        "loud",
        "def handle(e, c):\n    for i in range(e['n']): print('x' * 1000000)\n    print('last')\n    return 'done'\n")
      let result = await bench.invoke("loud", #"{"n":40}"#, tail: true)
      #expect(result.text == #""done""#)
      let tail = try #require(result.logTail)
      #expect(tail.count == 4096 && String(decoding: tail, as: UTF8.self).contains("\nlast\nEND RequestId: "))
      let kept = bench.logs.state.withLock { $0.groups["/aws/lambda/loud"] }
      let bytes = try #require(kept).bytes
      #expect(bytes <= LogGroup.cap)
    }
  }

  @Test func withoutThePermissionTheLogStaysEmpty() async throws {
    try await SandboxBench.with(denied: ["logs:PutLogEvents"]) { bench in
      try await bench.addPython("mute", "def handle(e, c): print('hidden')\n")
      #expect(await bench.invoke("mute").ending == .returned)
      #expect(await bench.invoke("mute").ending == .returned)
      #expect((try? bench.log(of: "mute")) == nil)
      #expect(bench.gate.questions.map(\.action) == ["logs:CreateLogStream", "logs:PutLogEvents"])
    }
  }

  @Test func aliasesRunTheirVersions() async throws {
    try await SandboxBench.with(random: 0.3) { bench in
      try await bench.addPython("app", "def handle(e, c): return c.function_version\n") { function in
        let arn = function.arn
        function.versions = [1, 2].map { VersionPlan(id: "v\($0)", number: $0, arn: "\(arn):\($0)") }
        var live = AliasPlan(id: "live", name: "live", arn: "\(arn):live", version: "1")
        live.weights.set("2", 0.25)
        var next = AliasPlan(id: "next", name: "next", arn: "\(arn):next", version: "1")
        next.weights.set("2", 0.5)
        function.aliases = [live, next]
      }
      let live = await bench.invoke("app:live")
      #expect(live.text == #""1""# && live.executedVersion == "1")
      let next = await bench.invoke("app:next")
      #expect(next.text == #""2""# && next.executedVersion == "2")
      #expect(await bench.invoke("app:none").ending == .notFound)
    }
  }
}
