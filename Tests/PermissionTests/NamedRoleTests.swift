import Diagnostics
import Driver
import Source
import Template
import Testing

/// The same stack with the derived role written out and named: nothing is found; with one statement less, exactly the
/// arrow or line that the statement was for.
@Suite struct NamedRoleTests {
  struct Finding: Hashable, CustomStringConvertible {
    let code: String
    let place: String
    var description: String { "\(code) at \(place)" }
  }

  @Test(arguments: ProvedStack.all) func whatIsMissingIsFoundThere(_ stack: ProvedStack) throws {
    let template = try #require(stack.compile().template)
    let proof = Proof(template)
    for function in template.resources(ofType: "AWS::Lambda::Function") {
      let role = try #require(proof.role(ofFunction: function.logicalID))
      let grants = proof.grants.filter { $0.role == role }
      #expect(try Self.findings(stack, function, role, grants).isEmpty, "\(function.label) with the whole role")
      for (index, grant) in grants.enumerated() {
        var rest = grants
        rest.remove(at: index)
        let less = proof.without(grant)
        let denied = proof.needs.filter { need in
          guard case .role(role) = need.asker else { return false }
          return !less.allows(need)
        }
        let expected = Set(
          denied.map { need in
            need.code == "STK704"
              ? Finding(code: need.code, place: "roles.proved") : Finding(code: need.code, place: "\(need.span.start)")
          })
        let found = try Self.findings(stack, function, role, rest)
        #expect(found == expected, "\(function.label) without \(grant.statement?.json ?? "?")")
      }
    }
  }

  /// What the lint of the stack finds when the function names a role with these statements.
  private static func findings(
    _ stack: ProvedStack, _ function: Resource, _ role: String, _ grants: [Grant]
  ) throws -> Set<Finding> {
    var bytes = Array(stack.text.utf8)
    let key = Int(function.span.end)
    #expect(bytes[key] == UInt8(ascii: ":"))
    let named = "    role: roles.proved\n"
    var place = key + 2
    if let old = stack.text.firstRange(of: "    role: "), stack.text[old.lowerBound...].utf8.count > 0,
      function.properties.entry("Role").map({ $0.keySpan != function.span }) == true
    {
      // The function names a role already; this one stands in its place.
      let start = stack.text[..<old.lowerBound].utf8.count
      let length = stack.text[old.lowerBound...].prefix { $0 != "\n" }.utf8.count + 1
      bytes.replaceSubrange(start..<(start + length), with: Array(named.utf8))
      place = start
    } else if bytes[key + 1] == UInt8(ascii: "\n") {
      bytes.insert(contentsOf: Array(named.utf8), at: place)
    } else {
      // `name: { … }`
      bytes.insert(contentsOf: Array(" role: roles.proved,".utf8), at: key + 3)
    }
    let shift = bytes.count - stack.text.utf8.count
    bytes += Array("include: proved.yaml\n".utf8)
    let compilation = stack.compile(
      String(decoding: bytes, as: UTF8.self), adding: ["proved.yaml": roleFile(function, role, grants, stack)])
    return Set(
      compilation.findings.diagnostics.filter {
        $0.severity != .info && $0.span.source == SourceID(0)
          && !ProvedStack.notOfPermissions.contains($0.rule.code)
      }.map { finding in
        let text = compilation.sources.text(finding.span)
        if text == "roles.proved" { return Finding(code: finding.rule.code, place: text) }
        let start = Int(finding.span.start)
        return Finding(code: finding.rule.code, place: "\(start > place ? start - shift : start)")
      })
  }

  private static func roleFile(_ function: Resource, _ role: String, _ grants: [Grant], _ stack: ProvedStack) -> String
  {
    var text = "roles:\n  proved:\n    trusts: lambda.amazonaws.com\n"
    if !grants.isEmpty { text += "    allow:\n" }
    for grant in grants {
      let actions = grant.statement?["Action"]?.json ?? "[]"
      text += "      - { actions: \(actions), on: \(grant.statement?["Resource"]?.json ?? "[]") }\n"
    }
    let managed = stack.compile().template?[role]?["ManagedPolicyArns"]?.list ?? []
    if !managed.isEmpty { text += "    managed: [\(managed.map(\.json).joined(separator: ", "))]\n" }
    return text
  }
}
