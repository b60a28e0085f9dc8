import Diagnostics
import Driver
import Emitters
import Foundation
import Frontends
import Source
import Template
import TestSupport
import Testing

/// Whatever stands in place of any value of a stack, the compiler ends, says what it found, and loses nothing in silence.
@Suite struct MutationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var testDescription: String { name }
  }

  static let examples: [Case] = {
    let orders = Project.root.appendingPathComponent("Examples/orders/stack.yaml")
    let text = (try? String(contentsOf: orders, encoding: .utf8)) ?? ""
    return [Case(name: "orders", text: text)] + Section.all.map { Case(name: $0.name, text: $0.example) }
  }()

  /// What stands in place of a value; nil is nothing.
  static let replacements: [(name: String, tree: Tree?)] = [
    ("null", .scalar("null")), ("[]", .list([])), ("{}", .map([])), ("\"\"", .scalar("\"\"")), ("5", .scalar("5")),
    ("true", .scalar("true")), ("deep", (0..<80).reduce(Tree.scalar("1")) { inner, _ in .list([inner]) }),
    ("deep map", (0..<80).reduce(Tree.scalar("1")) { inner, _ in .map([("a", inner)]) }),
    ("a call", .map([("Ref", .scalar("\"Absent\""))])), ("an odd call", .map([("Fn::GetAtt", .scalar("5"))])),
    ("a path to itself", .scalar("\"${queues.orders.name}${functions.checkout.arn}\"")), ("gone", nil),
  ]

  /// What a person may well write and mean: nothing has to be said of it.
  static let harmless: Set<String> = ["null", "[]", "{}", "gone", "a call", "an odd call", "a path to itself"]

  @Test(arguments: examples) func nothingIsLostInSilence(_ example: Case) throws {
    let tree = Tree(yaml: example.text)
    let original = Set(try #require(Compile.text(tree.json).template).resources.map(\.logicalID))
    let paths = tree.paths
    // The large example has its replacements in turns, the small ones all of them at each place.
    let isLarge = paths.count > 100
    for (number, path) in paths.enumerated() {
      for (index, (name, replacement)) in Self.replacements.enumerated() where !isLarge || (number + index) % 4 == 0 {
        let place = "\(tree.name(of: path)) = \(name)"
        let text = tree.replacing(path[...], with: replacement).json
        let compilation = Compile.text(text)
        let found = compilation.findings.diagnostics
        let template = try #require(compilation.template, "\(place): no template")
        #expect(found.allSatisfy { Self.isInside($0, compilation.sources) }, "\(place): a finding outside of the file")
        let lost = original.subtracting(template.resources.map(\.logicalID))
        if !lost.isEmpty, found.isEmpty, !Self.harmless.contains(name) {
          Issue.record("\(place): \(lost.sorted()) are gone, and nothing is said")
        }
        if path.count % 2 == 1 { _ = CloudFormationEmitter(template).bytes }
      }
    }
  }

  private static func isInside(_ diagnostic: Diagnostic, _ sources: SourceMap) -> Bool {
    ([diagnostic.span] + diagnostic.notes.map(\.span) + diagnostic.fixes.flatMap(\.edits).map(\.span)).allSatisfy {
      Int($0.end) <= (sources[$0.source]?.bytes.count ?? -1)
    }
  }
}
