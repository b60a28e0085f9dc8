import Foundation
import Testing
import Wiring

/// The reference and the schema of the wiring plan are made from its types: both must be current.
@Suite struct WiringPlanPagesTests {
  private static let sources = GeneratedDocsTests.docs.deletingLastPathComponent().appending(path: "Sources/Wiring")

  private func check(_ page: String, _ text: String) throws {
    let file = GeneratedDocsTests.docs.appending(path: page)
    if GeneratedDocsTests.isRecording { try text.write(to: file, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "Docs/\(page) is stale: run `make docs`")
  }

  @Test func referenceIsCurrent() throws {
    let pages = try WiringPlanPages(readingSourcesIn: Self.sources)
    let file = GeneratedDocsTests.docs.appending(path: "wiring-plan.md")
    let kept = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(kept.range(of: WiringPlanPages.start)).lowerBound
    try check("wiring-plan.md", kept[..<start] + pages.reference)
  }

  @Test func schemaIsCurrent() throws {
    try check("wiring-plan.schema.json", WiringPlanPages(readingSourcesIn: Self.sources).schema)
  }

  /// What is read from the sources is what the types write: every member of a plan is one of the page's, in its order.
  @Test func membersAreThoseThatAreWritten() throws {
    let pages = try WiringPlanPages(readingSourcesIn: Self.sources)
    guard case .object(let members) = try JSONValue(encoding: WiringPlan(stack: "s")) else {
      Issue.record("a plan is an object")
      return
    }
    #expect(try #require(pages.types["WiringPlan"]).fields.map(\.name) == members.items.map(\.name))
    #expect(
      pages.order.count
        == pages.types.keys.filter { $0.hasSuffix("Plan") || $0 == "Unsupported" || $0 == "Place" }.count)
  }
}
