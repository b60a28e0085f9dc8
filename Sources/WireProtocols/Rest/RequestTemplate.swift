import ServiceModels
import Synchronization

/// The template of an operation's path (Smithy 2.0, "http trait", "uri"): literal segments, `{Label}` and `{Label+}`, and
/// perhaps a query that tells operations apart (`?acl`, `?list-type=2`).
struct RequestTemplate: Sendable {
  private let segments: [Substring]
  private let query: [Substring]

  init(_ template: String) {
    let halves = template.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = Self.segments(halves[0])
    query = halves.count > 1 ? halves[1].split(separator: "&") : []
  }

  /// The parts between slashes. A slash at the end means nothing, as AWS's front ends see it.
  static func segments(_ path: Substring) -> [Substring] { path.split(separator: "/") }

  /// The labels' values, still encoded, if a path fits.
  func labels(_ path: [Substring]) -> [(name: Substring, value: String)]? {
    var labels: [(name: Substring, value: String)] = []
    var place = 0
    for (index, segment) in segments.enumerated() {
      guard segment.first == "{", segment.last == "}" else {
        guard place < path.count, path[place] == segment else { return nil }
        place += 1
        continue
      }
      let name = segment.dropFirst().dropLast()
      if name.last == "+" {
        let end = path.count - (segments.count - index - 1)
        guard end > place else { return nil }
        labels.append((name.dropLast(), path[place..<end].joined(separator: "/")))
        place = end
      } else {
        guard place < path.count else { return nil }
        labels.append((name, String(path[place])))
        place += 1
      }
    }
    return place == path.count ? labels : nil
  }

  /// Whether a request's query has what the template's asks for.
  private func fits(_ query: [Substring]) -> Bool {
    self.query.allSatisfy { wanted in
      query.contains { $0 == wanted || (!wanted.contains("=") && $0.split(separator: "=").first == wanted) }
    }
  }

  /// How narrow the template is: a literal counts more than a label, a label more than a greedy one.
  private var narrowness: [Int] {
    segments.map { $0.first != "{" ? 3 : $0.hasSuffix("+}") ? 1 : 2 } + [query.count]
  }

  /// The templates of services that were called, in the order of their operations, the methods with them.
  private static let known = Mutex<[String: [(method: String, template: RequestTemplate)]]>([:])

  private static func all(of service: ServiceModel) -> [(method: String, template: RequestTemplate)] {
    let name = service.name
    if let templates = known.withLock({ $0[name] }) { return templates }
    let templates = service.operations.map { ($0.method.string, RequestTemplate($0.requestURI.string)) }
    known.withLock { $0[name] = templates }
    return templates
  }

  /// The operation whose method and template fit a request best.
  static func operation(of service: ServiceModel, for request: WireRequest) -> OperationModel? {
    let path = segments(request.path[...])
    let query = request.query.split(separator: "&")
    var best: (position: Int, narrowness: [Int])?
    for (position, (method, template)) in all(of: service).enumerated() where method == request.method {
      guard template.labels(path) != nil, template.fits(query) else { continue }
      let narrowness = template.narrowness
      if let best, !best.narrowness.lexicographicallyPrecedes(narrowness) { continue }
      best = (position, narrowness)
    }
    return best.map { service.operations[$0.position] }
  }
}
