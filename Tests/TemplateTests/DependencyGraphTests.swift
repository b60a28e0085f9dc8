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

  @Test func metadataMakesWait() {
    var template = StackTemplate(source: SourceID(0))
    template.add("A", "AWS::EC2::Instance", [:])
    template.add("B", "AWS::SNS::Topic", ["Names": .list([ref("A")], nowhere)])
    template.update("A") { $0.attributes = ValueMap([.init("Metadata", at: nowhere, .list([ref("B")], nowhere))]) }
    #expect(Self.shown(DependencyGraph(template).cycles) == ["A>B B>A"])
  }

  /// A group is in circles if and only if each of it is reached from itself.
  @Test func circlesAreThoseThatReachThemselves() {
    var state: UInt64 = 3
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<300 {
      let count = 1 + next(8)
      let needs = (0..<count).map { node in ("R\(node)", (0..<next(3)).map { _ in "R\(next(count))" }) }
      let graph = Self.graph(needs)
      func reached(from start: String) -> Set<String> {
        var found: Set<String> = []
        var pending = [start]
        while let node = pending.popLast() {
          for edge in graph.edges(from: node) where found.insert(edge.to).inserted { pending.append(edge.to) }
        }
        return found
      }
      let inCircles = Set(graph.nodes.filter { reached(from: $0).contains($0) })
      let groups = Set(inCircles.map { node in reached(from: node).filter { reached(from: $0).contains(node) } })
      #expect(graph.cycles.count == groups.count, "\(needs)")
      for cycle in graph.cycles {
        #expect(groups.contains { Set(cycle.map(\.from)).isSubset(of: $0) })
        #expect(zip(cycle, cycle.dropFirst()).allSatisfy { $0.to == $1.from } && cycle.last?.to == cycle.first?.from)
      }
    }
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
