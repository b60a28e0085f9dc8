import Diagnostics
import Driver
import Source
import Template
import TestSupport
import Testing

/// One fault is reported once, at its cause, whatever follows from it; several are all reported.
@Suite struct OneFaultTests {
  /// A stack in which every part rests on others, without a fault.
  static let whole = """
    parameters:
      stage: { type: String, default: dev }
    conditions:
      isProd: !Equals ["${parameters.stage}", prod]
    functions:
      worker:
        runtime: python3.13
        handler: app.f
        code: src
        timeout: 10s
        environment: { TABLE: "${tables.orders.name}" }
        access:
          - readWrite: tables.orders
          - send: queues.next
        consumes: { queue: queues.jobs, batchSize: 10 }
        onFailure: queues.failed
    tables:
      orders: { key: { id: string }, deletionProtection: !If [isProd, true, false] }
    queues:
      jobs: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      next: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      failed: { retention: 14d }
    topics:
      news: { subscriptions: { to: queues.next, deadLetter: queues.failed } }
    rules:
      nightly: { schedule: cron(0 2 * * ? *), to: { target: functions.worker, deadLetter: queues.failed } }
    apis:
      shop: { protocol: http, routes: { GET /a: { to: functions.worker, timeout: 12s } } }
    outputs:
      url: ${apis.shop.url}

    """

  struct Fault: CustomTestStringConvertible, Sendable {
    /// What is written instead of what.
    let from: String
    let to: String
    /// The finding: code, and text at its place.
    let found: String
    var testDescription: String { "\(found): \(to)" }
    init(_ from: String, _ to: String, _ found: String) {
      self.from = from
      self.to = to
      self.found = found
    }
  }

  static let faults: [Fault] = [
    Fault("functions:\n", "functons:\n", "STK201 functons"),
    Fault("    timeout: 10s\n", "    timeot: 10s\n", "STK201 timeot"),
    Fault("timeout: 10s", "timeout: 10 MB", "STK204 10 MB"),
    Fault("timeout: 10s", "timeout: [10s]", "STK203 [10s]"),
    Fault("    runtime: python3.13\n", "", "STK202 worker"),
    Fault("- send: queues.next", "- sned: queues.next", "STK201 sned"),
    Fault("- send: queues.next", "- publish: queues.next", "STK210 publish"),
    Fault("- send: queues.next", "- send: queues.nxt", "STK301 queues.nxt"),
    Fault("queue: queues.jobs,", "queue: queues.job,", "STK301 queues.job"),
    Fault("onFailure: queues.failed", "onFailure: queues.fail", "STK301 queues.fail"),
    Fault("subscriptions: { to: queues.next,", "subscriptions: { to: queues.nxt,", "STK301 queues.nxt"),
    Fault("target: functions.worker", "target: functions.wrker", "STK301 functions.wrker"),
    Fault("/a: { to: functions.worker", "/a: { to: functions.wrker", "STK301 functions.wrker"),
    Fault("${apis.shop.url}", "${apis.shop.ulr}", "STK303 apis.shop.ulr"),
    Fault("${tables.orders.name}", "${tables.orders.name", "STK304 ${tables.orders.name"),
    Fault("key: { id: string }", "key: { id: text }", "STK205 text"),
    Fault("GET /a:", "FETCH /a:", "STK213 FETCH /a"),
    Fault("cron(0 2 * * ? *)", "cron(0 2 * * * *)", "STK469 *"),
    Fault("visibilityTimeout: 1m", "visibilityTimeout: 5s", "STK501 5s"),
    Fault("handler: app.f", "handler: app.g", "STK535 g"),
    Fault("python3.13", "python2.7", "STK539 python2.7"),
    Fault("code: src", "code: scr", "STK211 scr"),
  ]

  @Test func theWholeStackIsClean() { #expect(Compile.findings(Compile.text(Self.whole)).isEmpty) }

  @Test(arguments: faults) func isReportedOnce(_ fault: Fault) throws {
    let text = Self.whole.replacing(fault.from, with: fault.to, maxReplacements: 1)
    try #require(text != Self.whole)
    #expect(Compile.findings(Compile.text(text)) == [fault.found])
  }

  /// All at once: nothing hides anything else, and nothing new appears.
  @Test func severalAreAllReported() {
    let chosen = Self.faults.filter {
      ["STK204 10 MB", "STK301 queues.nxt", "STK303 apis.shop.ulr", "STK205 text", "STK213 FETCH /a"].contains(
        $0.found)
    }
    var text = Self.whole
    for fault in chosen { text = text.replacing(fault.from, with: fault.to, maxReplacements: 1) }
    #expect(Compile.findings(Compile.text(text)).sorted() == chosen.map(\.found).sorted())
  }

  @Test func includedFilesAreOneStack() {
    let files = FilesInMemory([
      "src/app.py": "def f(event, context): pass\n",
      "queues.yaml": "include: more.yaml\nqueues:\n  jobs: { retention: 14d }\n",
      "more.yaml": "queues:\n  jobs: {}\n  ohter: { retenton: 1d }\n",
    ])
    let compilation = Compile.text(
      "include: [queues.yaml, absent.yaml]\nfunctions:\n  f: { runtime: python3.13, handler: app.f, code: src, access: { send: queues.jobs } }\n",
      files: files)
    let places = compilation.findings.diagnostics.map {
      "\(compilation.sources[$0.span.source]?.path ?? "?") \($0.rule.code) \(compilation.sources.text($0.span))"
    }
    #expect(
      places.sorted() == [
        "more.yaml STK201 retenton", "more.yaml STK212 jobs", "stack.yaml STK211 absent.yaml",
      ])
    #expect(compilation.template?["JobsQueue"] != nil)
  }

  @Test func aFaultOfAnIncludedFileIsShownThere() {
    let files = FilesInMemory(["queues.yaml": "queues: { a: }}\n"])
    let compilation = Compile.text("include: queues.yaml\ntopics:\n  news: {}\n", files: files)
    #expect(compilation.findings.diagnostics.map(\.span.source) == [SourceID(1)])
    #expect(compilation.template?["NewsTopic"] != nil)
  }

  @Test(arguments: [
    "include: stack.yaml\nqueues: { a: {} }\n", "include: [a.yaml, a.yaml]\n", "include: {}\n", "include: [[]]\n",
  ]) func circlesOfIncludesEnd(text: String) {
    let files = FilesInMemory(["stack.yaml": text, "a.yaml": "include: b.yaml\n", "b.yaml": "include: a.yaml\n"])
    #expect(Compile.text(text, files: files).template != nil)
  }

  @Test func defaultsAreMergedByKey() throws {
    let compilation = Compile.text(
      """
      defaults:
        functions: { runtime: python3.13, code: src, timeout: 7s, environment: { FIRST: one, OTHER: one }, tags: { team: shop } }
      functions:
        f: { handler: app.f }
        g: { handler: app.f, timeout: 9s, environment: { OTHER: two }, tags: { team: other } }
      """)
    #expect(Compile.findings(compilation).isEmpty)
    let template = try #require(compilation.template)
    let variables = ["F", "G"].map { name in
      (template[name + "Function"]?["Environment"]?["Variables"]?.map?.entries ?? []).map {
        "\($0.key)=\($0.value.string ?? "?")"
      }.sorted()
    }
    #expect(variables == [["FIRST=one", "OTHER=one"], ["FIRST=one", "OTHER=two"]])
    #expect(template["FFunction"]?["Timeout"]?.integer == 7)
    #expect(template["GFunction"]?["Timeout"]?.integer == 9)
  }

  /// A fault in `defaults:` is one fault, however many entries start from it.
  @Test func aFaultInDefaultsIsReportedOnce() {
    let compilation = Compile.text(
      """
      defaults:
        functions: { runtime: python3.13, code: src, timeout: 7 MB, memroy: 1 }
      functions:
        f: { handler: app.f }
        g: { handler: app.f }
      """)
    #expect(Compile.findings(compilation) == ["STK204 7 MB", "STK201 memroy"])
  }
}
