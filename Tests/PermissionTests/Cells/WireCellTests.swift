import Diagnostics
import Driver
import Foundation
import Source
import Spec
import Template
import Testing

/// Every kind of wire with every fault that its permissions can have: found at the arrow, once, and mended by what is
/// offered.
@Suite struct WireCellTests {
  /// Wires of the permission table that are no arrows, with the rule that asks for them, or the reason why none does.
  static let noArrows: [String: String] = [
    "api-access-logs": "the account's role, which no stack proves (STK606)",
    "bus-key": "the derived key policy alone; EventBridge says no source for it",
    "event-source-kafka": "clusters are no resource of the stack language, and no arrow is read from them",
    "function-logs": "STK704, at the role that the function names", "function-network": "STK704",
    "function-tracing": "STK704", "log-group-key": "the derived key policy alone",
    "pipe-enrichment-api": "STK653 asks for the end alone; the reader of pipes knows no API yet",
    "pipe-key": "a pipe's own key is no end of an arrow",
    "pipe-source-kafka": "clusters are no resource of the stack language",
    "pipe-target-api": "the reader of pipes knows no API yet",
    "schedule-key": "a schedule's own key is no end of an arrow",
    "secret-function": "rotation is no arrow yet", "state-machine-key": "a machine's own key is no end of an arrow",
    "state-machine-tracing": "the machine's role in full; tracing is no arrow",
    "topic-delivery-logs": "the topic's role, which delivery logs alone use", "url-function": "STK630",
  ]

  /// Kinds for which AWS asks for no permission.
  static let withoutPermission: Set<Wire.Kind> = [.tableToStream, .queueToDeadLetterQueue]

  @Test func everyWireOfTheTableHasACase() {
    let cases = Set(WireCase.all.map(\.wire))
    for wire in Set(WirePermission.all.map(\.wire)) where Self.noArrows[wire] == nil {
      // Calls of state machines that are no arrows are proved at the state, by STK650, and subscribers by STK553.
      if Wire.Kind(rawValue: wire) == nil, wire.hasPrefix("state-machine-") || wire.hasPrefix("subscriber-") {
        continue
      }
      #expect(cases.contains(wire), "`\(wire)` has no case")
    }
    for kind in Wire.Kind.allCases where !Self.withoutPermission.contains(kind) {
      #expect(cases.contains(kind.rawValue), "`\(kind.rawValue)` has no case")
    }
  }

  @Test(arguments: WireCase.all) func eachFaultIsFoundAndMended(_ wireCase: WireCase) throws {
    let faulty = try #require(FaultyStack(wireCase), "`\(wireCase.wire)` has no arrow")
    for form in WireCell.Form.allCases {
      let usual = Set(WireCell.findings(WireCell(faulty.right, form).compilation).map(\.rule.code))
      #expect(usual.isDisjoint(with: Self.rules), "\(wireCase.wire), \(form.rawValue): \(usual) where all is right")
      for fault in Fault.allCases where fault != .none {
        guard case .stack(let template, let atRole) = faulty.cell(fault) else { continue }
        try check(WireCell(template, form), fault, atRole: atRole, usual, wireCase)
      }
    }
  }

  private func check(
    _ cell: WireCell, _ fault: Fault, atRole: Bool, _ usual: Set<String>, _ wireCase: WireCase
  ) throws {
    let name = "\(wireCase.wire), \(fault.rawValue), \(cell.form.rawValue)"
    let compilation = cell.compilation
    let template = try #require(compilation.template)
    let wires = WireReader(template, WireCell.options.deployment).wires
    let wire = try #require(wires.first { $0.kind.rawValue == wireCase.wire })
    let found = WireCell.findings(compilation).filter { !usual.contains($0.rule.code) }
    let shown = found.map { "\($0.rule.code) \($0.message) at \(compilation.sources.text($0.span))" }
    #expect(found.count == 1, "\(name): \(shown)")
    guard let first = found.first else { return }
    #expect(Self.rules.contains(first.rule.code), "\(name): \(shown)")
    // A resource that names its role in several places is told of at one of them.
    let places = wires.filter { $0.via == wire.via }.compactMap { $0.role?.span }
    #expect(atRole ? places.contains(first.span) : first.span == wire.span, "\(name): \(shown)")
    let mended = cell.mended(Set(found.map(\.rule.code)))
    let left = WireCell.findings(mended.compilation).filter { !usual.contains($0.rule.code) }
    #expect(left.isEmpty, "\(name): \(left.map { "\($0.rule.code) \($0.message)" }) after the fix")
    if !left.isEmpty, let folder = ProcessInfo.processInfo.environment["STACKC_CELLS"] {
      try Data(mended.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).\(cell.form.rawValue)"))
    }
  }

  /// The rules that prove arrows.
  private static let rules: Set<String> = ["STK651", "STK701", "STK702", "STK705", "STK707"]
}
