import Source
import Template
import Testing

/// The order of creation, and the circles in it.
@Suite struct DependencyGraphTests {
  private static func graph(_ needs: [(String, [String])]) -> DependencyGraph {
    var template = StackTemplate(source: SourceID(0))
    for (id, targets) in needs {
      template.add(id, "AWS::SNS::Topic", ["Names": .list(targets.map { ref($0) }, nowhere)])
    }
    return DependencyGraph(template)
  }

  private static func shown(_ cycles: [[DependencyGraph.Edge]]) -> [String] {
    cycles.map { $0.map { "\($0.from)>\($0.to)" }.joined(separator: " ") }
  }

  @Test(
    arguments: [
      ([("A", ["B"]), ("B", ["C"]), ("C", [])], []),
      ([("A", ["A"])], ["A>A"]),
      ([("A", ["B"]), ("B", ["A"])], ["A>B B>A"]),
      ([("A", ["B"]), ("B", ["C"]), ("C", ["B"])], ["B>C C>B"]),
      // The shortest way round, from the first that is written.
      ([("A", ["B", "C"]), ("B", ["D"]), ("D", ["A"]), ("C", ["A"])], ["A>C C>A"]),
      ([("A", ["B"]), ("B", ["A"]), ("C", ["D"]), ("D", ["C"]), ("E", ["A", "C"])], ["A>B B>A", "C>D D>C"]),
      ([("A", ["Parameter", "AWS::Region"])], []),
    ] as [([(String, [String])], [String])])
  func circlesAreFoundEdgeByEdge(needs: [(String, [String])], expected: [String]) {
    #expect(Self.shown(Self.graph(needs).cycles).sorted() == expected.sorted())
  }

  @Test func edgesSayHow() throws {
    var template = StackTemplate(
      ("Topic", "AWS::SNS::Topic", [:]), ("Queue", "AWS::SQS::Queue", [:]), ("Role", "AWS::IAM::Role", [:]),
      ("Function", "AWS::Lambda::Function", [:]))
    template.update("Function") { function in
      function.properties.set("Role", at: nowhere, getAtt("Role", "Arn"))
      function.properties.set("Environment", at: nowhere, ["Variables": ["A": sub("${Topic}"), "B": ref("Topic")]])
      function.dependsOn = [Name("Queue", nowhere), Name("Role", nowhere), Name("Absent", nowhere)]
    }
    let edges = DependencyGraph(template).edges(from: "Function")
    #expect(
      edges.map { "\($0.to) \($0.reason) \($0.property ?? "-")" } == [
        "Role Fn::GetAtt Role", "Topic Fn::Sub Environment", "Queue DependsOn -",
      ])
  }

  /// Neither a long chain nor a long circle may cost the stack of the program.
  @Test(arguments: [false, true]) func depthCostsNoRecursion(isClosed: Bool) {
    let count = 20_000
    let graph = Self.graph(
      (0..<count).map { index in
        let next = index + 1 < count ? "R\(index + 1)" : "R0"
        return ("R\(index)", index + 1 < count || isClosed ? [next] : [])
      })
    let cycles = graph.cycles
    #expect(cycles.count == (isClosed ? 1 : 0))
    #expect(cycles.first?.count ?? 0 == (isClosed ? count : 0))
  }

  @Test func manyEdgesOfOneResourceAreWalkedOnce() {
    let targets = (0..<20_000).map { "R\($0)" }
    #expect(Self.graph([("Hub", targets)] + targets.map { ($0, []) }).cycles.isEmpty)
  }
}
