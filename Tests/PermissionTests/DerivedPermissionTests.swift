import Diagnostics
import Driver
import Source
import Template
import Testing

/// What is derived is enough, and nothing of it is too much.
@Suite struct DerivedPermissionTests {
  @Test(arguments: ProvedStack.all) func theStackIsClean(_ stack: ProvedStack) {
    let found = stack.compile().findings.diagnostics.filter {
      $0.severity != .info && !ProvedStack.notOfPermissions.contains($0.rule.code)
    }
    #expect(found.isEmpty, "\(found.map { "\($0.rule.code) \($0.message)" })")
  }

  @Test func theExamplesAreThere() {
    #expect(ProvedStack.all.contains { $0.name == "shop" } && ProvedStack.all.contains { $0.name == "private-api" })
  }

  /// Every kind of arrow of the stack language stands in one of the stacks.
  @Test(arguments: Wire.Kind.allCases) func everyArrowIsProved(kind: Wire.Kind) {
    #expect(Self.kinds.contains(kind))
  }

  /// The kinds of all arrows of all stacks, read once.
  private static let kinds = Set(
    ProvedStack.all.flatMap { $0.compile().template.map { Proof($0).wires.map(\.kind) } ?? [] })

  @Test(arguments: ProvedStack.all) func isSufficient(_ stack: ProvedStack) throws {
    let compilation = stack.compile()
    let proof = Proof(try #require(compilation.template))
    #expect(!proof.needs.isEmpty)
    for need in proof.needs {
      #expect(
        proof.allows(need),
        "`\(compilation.sources.text(need.span))` needs \(need.action) on \(need.resource) for \(need.asker)")
    }
  }

  /// Each statement and permission, taken out alone, leaves the arrow or line that it was derived from without.
  @Test(arguments: ProvedStack.all) func isMinimal(_ stack: ProvedStack) throws {
    let compilation = stack.compile()
    let proof = Proof(try #require(compilation.template))
    for grant in proof.grantsForTheStack {
      let less = proof.without(grant)
      let denied = proof.needs.filter { !less.allows($0) }
      let name = "\(grant.owner.logicalID): \(grant.statement?.json ?? "permission")"
      #expect(!denied.isEmpty, "\(name) is superfluous")
      guard grant.owner.origin == .derived else { continue }
      #expect(
        denied.contains { Self.touches($0, grant, proof) },
        "\(name) points to `\(compilation.sources.text(grant.span))`, and it is not that which fails without it")
    }
  }

  /// Each action of each statement is needed too.
  @Test(arguments: ProvedStack.all) func noActionIsSuperfluous(_ stack: ProvedStack) throws {
    let proof = Proof(try #require(stack.compile().template))
    for grant in proof.grantsForTheStack where grant.owner.origin == .derived {
      let less = proof.without(grant)
      let lost = Set(proof.needs.filter { !less.allows($0) }.map(\.action))
      let actions = grant.statement?["Action"]?.listOrSelf.compactMap(\.string) ?? []
      #expect(
        Set(actions).subtracting(lost).isEmpty,
        "\(grant.owner.logicalID): \(Set(actions).subtracting(lost)) for nothing")
    }
  }

  private static func touches(_ need: Need, _ grant: Grant, _ proof: Proof) -> Bool {
    if need.code != "STK704" { return need.span == grant.span }
    // What every function needs is derived from the function, or from the key that asks for it.
    let functions = proof.template.resources(ofType: "AWS::Lambda::Function")
    return functions.contains { $0.span == need.span && $0.extent.range.contains(grant.span.range.lowerBound) }
  }
}
