import Driver
import Emitters
import Foundation
import Source
import Template
import TestSupport
import Testing

/// Examples that are built and imported again: the way back finds the arrows that the way there made.
@Suite struct ImportedExampleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// The least share of resources, in percent, that have an entry or follow from one.
    let floor: Int
    /// What the text holds.
    let lines: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "orders", floor: 100,
      lines: [
        "consumes: { queue: queues.orders, batchSize: 10, maximumConcurrency: 5 }", "role: roles.fulfilment",
        "access: [{ readWrite: tables.orders }, { send: queues.orders }, { put: buses.shop }]",
        "POST /orders: { to: functions.intake, timeout: 12s }", "onFailure: queues.failed", "deadLetter: queues.failed",
      ]),
    Case(name: "images", floor: 100, lines: ["notifications:"]),
    Case(name: "nightly", floor: 100, lines: ["to:"]),
    Case(name: "order-saga", floor: 100, lines: ["Resource: functions."]),
    Case(name: "chat", floor: 90, lines: ["$connect:", "protocol: websocket"]),
    Case(name: "sign-in", floor: 65, lines: ["routes:"]),
    Case(name: "webhooks", floor: 35, lines: ["functions:"]),
  ])
  func aBuiltExampleComesBack(_ example: Case) throws {
    let folder = Project.root.appendingPathComponent("Examples/\(example.name)")
    let text = try String(contentsOf: folder.appendingPathComponent("stack.yaml"), encoding: .utf8)
    let stack = Compile.text(text, files: DiskFiles(root: folder.path))
    let template = try #require(stack.template)
    let built = String(decoding: CloudFormationEmitter(template).bytes, as: UTF8.self)
    let made = try StackImport(
      Compile.text(built, files: FilesInMemory(), path: "template.json"), files: FilesInMemory())
    #expect(made.difference == nil)
    #expect(made.native * 100 >= example.floor * made.resources, "\(made.native) of \(made.resources)\n\(made.text)")
    for line in example.lines { #expect(made.text.contains(line), "\(line) in\n\(made.text)") }
    let again = Compile.text(made.text, files: FilesInMemory())
    #expect(again.isDeployable, "\(Compile.findings(again))\n\(made.text)")
  }
}
