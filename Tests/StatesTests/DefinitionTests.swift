import Diagnostics
import Source
import TestSupport
import Testing

@testable import States

@Suite struct DefinitionTests {
  static func read(_ text: String, _ kind: StateMachineKind = .standard) throws -> (StateMachineDefinition?, Findings) {
    var findings = Findings()
    let definition = StateMachineDefinition(reading: try json(text), kind: kind, into: &findings)
    return (definition, findings)
  }

  @Test func callsAreToldWithThoseInside() throws {
    let (read, findings) = try Self.read(
      #"""
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:111122223333:function:ship:live", "Next": "B"},
        "B": {"Type": "Parallel", "Branches": [{"StartAt": "C", "States": {
          "C": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": "q"}, "End": true}}}], "Next": "D"},
        "D": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "E", "States": {
          "E": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "End": true}}},
          "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}}, "Next": "F"},
        "F": {"Type": "Task", "Resource": "arn:aws:states:eu-central-1:111122223333:activity:pack", "End": true}}}
      """#)
    #expect(findings.diagnostics.map(\.message) == [])
    let definition = try #require(read)
    #expect(
      definition.taskCalls.map(\.integration) == [
        .lambdaFunction("arn:aws:lambda:eu-central-1:111122223333:function:ship:live"),
        .optimized(service: "sqs", action: "sendMessage", pattern: .callback),
        .sdk(service: "s3", action: "putObject", pattern: .requestResponse),
        .activity("arn:aws:states:eu-central-1:111122223333:activity:pack"),
      ])
    #expect(definition.taskCalls[1].arguments?["QueueUrl"]?.literal == "q")
    #expect(definition.distributedMaps.map(\.state.text) == ["D"])
    #expect(
      definition.distributedMaps.first?.reader?.integration
        == .optimized(service: "s3", action: "listObjectsV2", pattern: .requestResponse))
    var names: [String] = []
    definition.forEachState { names.append($0.name.text) }
    #expect(names == ["A", "B", "C", "D", "E", "F"])
  }

  @Test func whatARunNeedsIsThere() throws {
    let (read, findings) = try Self.read(
      #"""
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSecondsPath": "$.limit",
          "Retry": [{"ErrorEquals": ["Full"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "C"}],
          "ResultPath": "$.a", "Parameters": {"x.$": "States.UUID()", "y": [{"z.$": "$.b"}], "c": 1}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Not": {"Variable": "$.a", "NumericLessThanPath": "$.b"}, "Next": "C"}], "Default": "C"},
        "C": {"Type": "Wait", "QueryLanguage": "JSONata", "Seconds": "{% $states.input.n %}", "End": true}}}
      """#)
    #expect(findings.diagnostics.map(\.message) == [])
    let definition = try #require(read)
    let task = definition.states[0]
    guard case .task(let action) = task.action, case .evaluated(.path(let limit))? = action.timeoutSeconds else {
      Issue.record("no timeout by a path")
      return
    }
    #expect(limit == JSONPath(root: .input, steps: [.members(["limit"])]))
    #expect(task.retriers.first?.maxAttempts == 3 && task.retriers.first?.intervalSeconds == 1)
    #expect(task.retriers.first?.backoffRate == 2 && task.retriers.first?.hasJitter == false)
    guard case .discarded? = task.catchers.first?.resultPath, case .object(let members)? = task.dataFlow.arguments
    else {
      Issue.record("no catcher, or no template")
      return
    }
    #expect(members.map(\.key) == ["x", "y", "c"])
    guard case .choice(let choice) = definition.states[1].action,
      case .not(.comparison(_, let test))? = choice.branches.first?.condition, case .path = test.operand
    else {
      Issue.record("no comparison")
      return
    }
    #expect(test.name == "NumericLessThan")
    guard case .wait(.seconds(.evaluated(.jsonata))) = definition.states[2].action else {
      Issue.record("no expression")
      return
    }
  }

  /// A code, and a definition with a mark before each finding of it; nothing else is found.
  static let refused: [(String, String)] = [
    ("STK474", "↓[]"),
    ("STK475", #"{"StartAt": "A", ↓"Start": 1, "States": {"A": {"Type": "Succeed", ↓"End": true}}}"#),
    ("STK475", #"{"StartAt": "A", "States": {"A": {"Type": "Pass", ↓"Nxt": "A"}, "B": {"Type": "Succeed"}}}"#),
    ("STK476", #"↓{"StartAt": "A"}"#),
    ("STK476", #"{"StartAt": "A", "States": {↓"A": {"Type": "Wait", "End": true}}}"#),
    (
      "STK476",
      #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "Catch": [↓{"ErrorEquals": ["States.ALL"]}]}}}"#
    ),
    ("STK477", #"{"StartAt": "A", "States": ↓{}}"#),
    (
      "STK477",
      #"{"StartAt": "A", "TimeoutSeconds": ↓0, "Version": ↓"2.0", "States": {"A": {"Type": "Parallel", "Branches": ↓[], "End": true}}}"#
    ),
    (
      "STK477",
      #"{"StartAt": "A", "States": {"A": {"Type": "Map", "ToleratedFailurePercentage": ↓101, "End": true, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}}}}"#
    ),
    ("STK478", #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": ↓"Elsewhere"}}}"#),
    (
      "STK478",
      #"{"StartAt": ↓"X", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": ↓"A"}}}]}}}"#
    ),
    ("STK479", #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, ↓"B": {"Type": "Pass", "Next": "A"}}}"#),
    (
      "STK480",
      #"{"StartAt": ↓"A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}]}}}"#
    ),
    (
      "STK486",
      #"{"StartAt": "A", "States": {"A": {"Type": "Map", "End": true, "Iterator": {"StartAt": "A", "States": {↓"A": {"Type": "Succeed"}}}}}}"#
    ),
    (
      "STK487",
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B", ↓"End": true}, "B": {"Type": "Succeed"}}}"#
    ),
    (
      "STK490",
      #"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "B", "Choices": [{"Variable": "$.a", "IsNull": true, ↓"IsString": true, "Next": "B"}, {↓"Variable": "$.a", "Next": "B"}]}, "B": {"Type": "Succeed"}}}"#
    ),
    (
      "STK491",
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "ResultPath": ↓"$$.a", "OutputPath": ↓"States.UUID()", "End": true}}}"#
    ),
    (
      "STK493",
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": ↓5, "b": [{"c.$": ↓null}]}, "End": true}}}"#
    ),
    (
      "STK494",
      #"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": ["{% 1 + ↓%}"], "End": true}}}"#
    ),
    (
      "STK495",
      #"{"StartAt": "A", "States": {"A": {"Type": "Map", "QueryLanguage": "JSONata", "Items": [], "End": true, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", ↓"Output": 1, "End": true}}}}}}"#
    ),
    (
      "STK497",
      #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": ↓"arn:aws:sqs:eu-central-1:111122223333:jobs", "End": true}}}"#
    ),
    (
      "STK498",
      #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5, "HeartbeatSeconds": ↓9, "End": true}}}"#
    ),
  ]

  @Test(arguments: refused) func aFaultStandsWhereItIs(code: String, text: String) throws {
    let marked = MarkedText(text)
    var findings = Findings()
    _ = StateMachineDefinition(reading: try marked.datum(), kind: .standard, into: &findings)
    marked.expect(code, findings)
  }

  @Test(arguments: [
    (
      "activities",
      #"{"Type": "Task", "Resource": ↓"arn:aws:states:eu-central-1:111122223333:activity:a", "End": true}"#
    ),
    (
      "`.sync:2` integrations",
      #"{"Type": "Task", "Resource": ↓"arn:aws:states:::states:startExecution.sync:2", "End": true}"#
    ),
    (
      "distributed Map states",
      #"{"Type": "Map", "End": true, ↓"ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "End": true}}}}"#
    ),
  ])
  func anExpressExecutionWaitsForNoOne(what: String, state: String) throws {
    let marked = MarkedText("{\"StartAt\": \"A\", \"States\": {\"A\": \(state)}}")
    var findings = Findings()
    _ = StateMachineDefinition(reading: try marked.datum(), kind: .express, into: &findings)
    marked.expect("STK496", findings)
    #expect(findings.diagnostics.first?.message == "express state machines have no \(what)")
  }

  @Test func whatIsNotKnownIsNotJudged() throws {
    let text = #"""
      {"StartAt": ${Start}, "TimeoutSeconds": ${Limit}, "States": {"A": {"Type": "Task", "Resource": "${Arn}", "Next": "${Next}",
        "Retry": ${Retry}, "Parameters": {"a.$": "$.${Path}", "b": ${B}}},
        "C": {"Type": "${Type}"}, "D": ${D}, "E": {"Type": "Choice", "Choices": [${Rule}], "Default": "A"},
        "F": {"Type": "Task", "Resource": "arn:${P}:states:::${Service}.sync", "TimeoutSeconds": "${T}", "End": ${End}}}}
      """#
    let datum = try DefinitionText(PartialText(text), id: SourceID(0)).datum()
    var findings = Findings()
    let known = datum.substituting { PartialText(parts: [.hole(Hole($0))]) }
    let definition = StateMachineDefinition(reading: known, kind: .express, into: &findings)
    #expect(findings.diagnostics.map(\.message) == [])
    #expect(definition?.taskCalls.map(\.integration) == [nil, nil])
  }

  @Test func substitutionsKeepTheirPlacesAndTypes() throws {
    let text = #"{"a": ${N}, "b": "x${S}y${T}", "c": [${B}, "${N}"]}"#
    let datum = try DefinitionText(PartialText(text), id: SourceID(0)).datum()
    let values: [String: PartialText] = ["N": "5", "S": "s", "B": "true"]
    let known = datum.substituting { values[$0] }
    #expect(known["a"]?.kind == .number("5") && known["b"]?.literal == "xsy${T}")
    #expect(known["c"]?.items?.map(\.kind) == [.bool(true), .string("5")])
    #expect(known["a"]?.span.range == 6..<10)
  }

  @Test func hostileDefinitionsEnd() throws {
    let scope = #"{"StartAt":"A","States":{"A":{"Type":"Parallel","End":true,"Branches":["#
    let deep = String(repeating: scope, count: 190) + String(repeating: "]}}}", count: 190)
    #expect(try Self.read(deep).1.diagnostics.contains { $0.rule.code == "STK438" })
    let rules = String(repeating: #"{"Not":"#, count: 900) + "{}" + String(repeating: "}", count: 900)
    let choice = #"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[\#(rules)]}}}"#
    #expect(try Self.read(choice).1.diagnostics.contains { $0.rule.code == "STK490" })
    let template = String(repeating: #"{"a":["#, count: 450) + String(repeating: "]}", count: 450)
    let pass = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":\#(template),"End":true}}}"#
    #expect(try Self.read(pass).1.diagnostics.isEmpty)
    let many = (0..<5_000).map { #""S\#($0)":{"Type":"Pass","Next":"S\#($0 + 1)"}"# }.joined(separator: ",")
    let chain = #"{"StartAt":"S0","States":{\#(many),"S5000":{"Type":"Succeed"}}}"#
    #expect(try Self.read(chain).1.diagnostics.isEmpty)
  }
}
