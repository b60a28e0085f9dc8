import Diagnostics
import Driver
import RunFindings
import Source
import Spec
import Testing

/// Runs every example of every rule through the whole compiler: a bad one is found exactly where its marks stand and
/// nothing else of the rule's severity is, a good one is clean, and a fixed one is what the fixes make of it.
@Suite struct RuleExampleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let rule: Rule
    let number: Int
    var example: Rule.Example { rule.examples[number] }
    var testDescription: String { "\(rule.code) \(rule.name) example \(number + 1)" }
  }

  static let cases = Catalogue.rules.flatMap { rule in rule.examples.indices.map { Case(rule: rule, number: $0) } }

  /// Faults that no text of an example can hold: bytes that are not UTF-8, control characters, a file too large, nesting
  /// and aliases beyond their caps, the size of what is written, a baseline, a command that fails. Tests of their own make them.
  static let notShowable: Set<String> = [
    "STK102", "STK108", "STK110", "STK111", "STK193", "STK214", "STK438", "STK575", "STK592", "STK905", "STK917",
  ]

  /// What only a run finds, or an answer to a question tells: no text shows it. A rule of the compiler cannot be among them.
  static let foundElsewhere = Set((RunFindings.all + Catalogue.answerRules).map(\.code))

  @Test func noRuleOfTheCompilerIsFoundElsewhereAlone() {
    #expect(Self.foundElsewhere.isDisjoint(with: Catalogue.compilerRules.map(\.code)))
    #expect(Catalogue.rules.count == Catalogue.compilerRules.count + Self.foundElsewhere.count)
  }

  @Test(arguments: cases) func behavesAsItSays(_ example: Case) throws {
    let input = ExampleInput(example.example)
    let compilation = input.compile()
    let found = compilation.findings.diagnostics
    let own = found.filter { $0.rule.code == example.rule.code }.map { input.place(of: $0.span, in: compilation) }
    let others = found.filter { $0.rule.code != example.rule.code && input.isSelected($0.rule.code) }
    if example.example.isBad {
      #expect(!input.marks.isEmpty, "a bad example needs a mark")
      #expect(Set(own) == Set(input.marks), "found at \(own), marked at \(input.marks)")
    } else {
      #expect(own.isEmpty, "found at \(own)")
    }
    #expect(others.isEmpty, "also found \(others.map { "\($0.rule.code) \($0.message) at \($0.span.range)" })")
    if let fixed = example.example.fixed {
      #expect(input.fixed(compilation) == fixed)
      var mended = input
      mended.text = fixed
      #expect(mended.compile().findings.diagnostics.allSatisfy { $0.severity != .error })
    }
  }

  @Test(arguments: Catalogue.rules.map(\.code)) func isDocumented(code: String) throws {
    let rule = try #require(Catalogue.rule(code))
    if Self.foundElsewhere.contains(code) {
      #expect(rule.examples.isEmpty, "the compiler never finds it, so no example of it can be run here")
    } else {
      if !Self.notShowable.contains(code) { #expect(rule.examples.contains { $0.isBad }) }
      #expect(rule.examples.contains { !$0.isBad })
    }
    #expect(!rule.why.isEmpty && rule.why.last == ".")
    #expect(!rule.title.isEmpty && rule.title.last != ".")
    #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
    for limit in rule.limits { #expect(ServiceLimit.id(limit) != nil, "no limit \(limit)") }
  }

  @Test func codesAndNamesAreUnique() {
    #expect(Set(Catalogue.rules.map(\.code)).count == Catalogue.rules.count)
    #expect(Set(Catalogue.rules.map(\.name)).count == Catalogue.rules.count)
  }
}
