import Emitters
import Foundation
import Source
import Template
import Testing

@Suite struct StackGraphTests {
  private static let span = Span(SourceID(0), 0, 0)

  private func example() throws -> StackGraph {
    let stack = try ExampleStack()
    return StackGraph(stack.template, sources: stack.sources)
  }

  private func text(_ graph: StackGraph, _ format: GraphFormat) -> String {
    String(decoding: graph.bytes(format), as: UTF8.self)
  }

  /// Queues in a row or a circle, each with the next as its dead-letter queue.
  private func queues(_ labels: [String], isCircle: Bool = false) -> StackGraph {
    var template = StackTemplate(source: SourceID(0))
    template.name = Name(labels.first ?? "none", Self.span)
    for (index, label) in labels.enumerated() {
      var queue = Resource("Q\(index)", "AWS::SQS::Queue", at: Self.span, label: label)
      let next = isCircle ? (index + 1) % labels.count : index + 1
      if next < labels.count {
        let target = Value.getAtt("Q\(next)", "Arn", Self.span)
        queue.properties.set(
          "RedrivePolicy", at: Self.span,
          .object(Self.span, ["deadLetterTargetArn": target, "maxReceiveCount": .integer(3, Self.span)]))
      }
      template.add(queue)
    }
    return StackGraph(template, sources: SourceMap())
  }

  @Test(arguments: GraphFormat.allCases) func exampleIsAsKeptAndTheSameTwice(_ format: GraphFormat) throws {
    let bytes = try example().bytes(format)
    try expectSnapshot("shop.\(format.rawValue)", bytes)
    #expect(try example().bytes(format) == bytes)
  }

  @Test func drawsWhatPeopleCareAboutAndFoldsTheRest() throws {
    let graph = try example()
    let drawn = Set(graph.nodes.map(\.id))
    #expect(drawn.isSuperset(of: ["CheckoutFunction", "OrdersQueue", "ShopApi", "NightlyRule", "OrdersTable"]))
    #expect(drawn.isDisjoint(with: ["CheckoutRole", "OrdersQueuePolicy", "ShopApiStage", "CheckoutFunctionLiveAlias"]))
    let arrows = Set(graph.edges.map { "\($0.from) \($0.kind.rawValue) \($0.to)" })
    #expect(
      arrows.isSuperset(of: [
        "ShopApi request CheckoutFunction", "OrdersQueue event FulfilFunction", "OrdersQueue failure FailedQueue",
        "CheckoutFunction access OrdersTable", "CheckoutFunction failure FailedQueue", "ShopBus event BigOrderRule",
      ]))
    let route = try #require(graph.edges.first { $0.from == "ShopApi" })
    #expect(route.labels == ["POST /orders", "GET /orders/{id}"])
    #expect(route.place?.hasPrefix("stack.yaml:") == true)
  }

  /// An HTTP API that has a definition names no protocol.
  @Test func definitionsOfAPIsAreDrawn() {
    func value(_ members: KeyValuePairs<String, Value?>) -> Value { .object(Self.span, members) }
    var template = StackTemplate(source: SourceID(0))
    template.add(Resource("Greet", "AWS::Lambda::Function", at: Self.span))
    let uri =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Greet.Arn}/invocations"
    let operation = value(["x-amazon-apigateway-integration": value(["uri": .sub(uri, Self.span)])])
    var api = Resource("Shop", "AWS::ApiGatewayV2::Api", at: Self.span)
    api.properties.set(
      "Body", at: Self.span,
      value(["paths": value(["/a/": value(["get": operation]), "/$default": value(["options": operation])])]))
    template.add(api)
    let graph = StackGraph(template, sources: SourceMap())
    #expect(graph.nodes.map(\.detail) == ["", "HTTP"])
    #expect(graph.edges.map { "\($0.from) \($0.to)" } == ["Shop Greet"])
    #expect(graph.edges.first?.labels == ["GET /a", "$default"])
  }

  @Test func derivedResourcesAndDependenciesAreDrawnWhenAskedFor() throws {
    let stack = try ExampleStack()
    let options = StackGraph.Options(derived: true, dependencies: true)
    let graph = StackGraph(stack.template, sources: stack.sources, options: options)
    #expect(graph.nodes.count >= stack.template.resources.count)
    #expect(graph.edges.contains { $0.from == "CheckoutFunction" && $0.to == "CheckoutRole" && $0.kind == .dependency })
  }

  @Test(arguments: [GraphFormat.svg, .html]) func drawingsNeedNoNetwork(_ format: GraphFormat) throws {
    let drawing = try text(example(), format).replacingOccurrences(of: "xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    for sign in ["http://", "https://", "url(//", "src=", "href=", "@import"] {
      #expect(!drawing.contains(sign), "\(sign) in \(format)")
    }
  }

  @Test func drawingIsWellFormedXML() throws {
    #expect(isXML(try text(example(), .svg)))
    #expect(!isXML("<svg><a></svg>"))
  }

  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b ' \" `c` \\ #quot;", "line\nbreak\u{0}\u{1}",
    "]]></style><b>", "x|y]-->z", "日本語のとても長い名前がここにあります", "",
  ]

  @Test func hostileLabelsStayText() throws {
    let graph = queues(Self.hostile)
    let svg = text(graph, .svg)
    #expect(isXML(svg))
    for format in [GraphFormat.svg, .html] {
      let drawing = text(graph, format)
      #expect(!drawing.contains("<img") && !drawing.contains("<script>alert") && !drawing.contains("<b>\""))
      #expect(drawing.components(separatedBy: "<script").count == (format == .html ? 2 : 1))
    }
    let labels = try JSONDecoder().decode(Labels.self, from: Data(graph.bytes(.json))).nodes.map(\.label)
    #expect(labels == Self.hostile)
    for line in text(graph, .dot).split(separator: "\n") where line.contains("label=") {
      let quotes = line.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(of: "\\\"", with: "")
      #expect(quotes.filter { $0 == "\"" }.count.isMultiple(of: 2), "\(line)")
    }
    let boxes = text(graph, .mermaid).split(separator: "\n").filter { $0.contains("([") }
    #expect(boxes.count == Self.hostile.count)
    #expect(boxes.allSatisfy { line in line.filter { $0 == "\"" }.count == 2 })
  }

  @Test(arguments: [1, 2, 3, 7]) func circlesAreDrawn(_ count: Int) {
    let graph = queues((0..<count).map { "q\($0)" }, isCircle: true)
    #expect(graph.edges.count == count)
    let svg = text(graph, .svg)
    #expect(isXML(svg))
    #expect(svg.components(separatedBy: "class=\"g-halo\"").count == count + 1)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }

  @Test func emptyStackIsDrawn() {
    let graph = StackGraph(StackTemplate(source: SourceID(0)), sources: SourceMap())
    for format in GraphFormat.allCases { #expect(!graph.bytes(format).isEmpty) }
    #expect(isXML(text(graph, .svg)))
  }

  @Test func aLongChainIsDrawnInOneRow() {
    let graph = queues((0..<300).map { "q\($0)" })
    let frames = Frame.all(in: text(graph, .svg)).filter { $0.description.hasPrefix("Q") }
    #expect(frames.count == 300)
    #expect(Set(frames.map(\.y)).count == 1)
  }

  @Test func boxesAndLabelsDoNotOverlap() throws {
    let svg = text(try example(), .svg)
    let frames = Frame.all(in: svg)
    #expect(frames.count > 18)
    for (index, a) in frames.enumerated() {
      for b in frames[(index + 1)...] { #expect(!a.overlaps(b), "\(a) and \(b)") }
    }
  }

  private struct Labels: Decodable {
    struct Node: Decodable { let label: String }
    let nodes: [Node]
  }

  /// Whether a text is XML that closes what it opens and escapes what it must, in the part of XML that drawings use.
  private func isXML(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard !rest[..<start].contains(">"), let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(name)
      }
      if name == "style", !tag.hasPrefix("/"), let close = rest.range(of: "</style>") {
        rest = rest[close.lowerBound...]
      }
    }
    return open.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }
  }
}

/// A box or a label of a drawing.
private struct Frame: CustomStringConvertible {
  let description: String
  let x, y, width, height: Double

  func overlaps(_ other: Frame) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }

  static func all(in svg: String) -> [Frame] {
    svg.split(separator: "\n").compactMap { line in
      if line.hasPrefix("<g class=\"g-box") {
        let origin = value(line, "translate(", ")").split(separator: " ").compactMap { Double($0) }
        guard origin.count == 2 else { return nil }
        return Frame(
          description: value(line, "data-id=\"", "\""), x: origin[0], y: origin[1],
          width: number(line, " width=\""), height: number(line, " height=\""))
      }
      guard line.contains("g-tagground\" x=") else { return nil }
      return Frame(
        description: value(line, "<title>", "</title>"), x: number(line, " x=\""), y: number(line, " y=\""),
        width: number(line, " width=\""), height: number(line, " height=\""))
    }
  }

  private static func value(_ line: Substring, _ start: String, _ end: String) -> String {
    guard let from = line.range(of: start)?.upperBound, let to = line[from...].range(of: end)?.lowerBound else {
      return ""
    }
    return String(line[from..<to])
  }

  private static func number(_ line: Substring, _ start: String) -> Double { Double(value(line, start, "\"")) ?? .nan }
}
