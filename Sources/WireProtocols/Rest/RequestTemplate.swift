import ServiceModels
import Synchronization

/// The template of an operation's path (Smithy 2.0, "http trait", "uri"): literal segments, `{Label}` and `{Label+}`, and
/// perhaps a query that tells operations apart (`?acl`, `?list-type=2`).
struct RequestTemplate: Sendable {
  private let segments: [Segment]
  private let query: [Substring]

  /// What stands between two slashes of a template.
  private enum Segment: Sendable {
    case literal(Substring)
    /// `{Name}`.
    case label(Substring)
    /// `{Name+}`: one segment or more.
    case greedy(Substring)

    init(_ text: Substring) {
      guard text.hasPrefix("{"), text.hasSuffix("}") else {
        self = .literal(text)
        return
      }
      let name = text.dropFirst().dropLast()
      self = name.hasSuffix("+") ? .greedy(name.dropLast()) : .label(name)
    }

    /// A literal counts more than a label, a label more than a greedy one.
    var narrowness: Int {
      switch self {
      case .literal: 3
      case .label: 2
      case .greedy: 1
      }
    }
  }

  init(_ template: String) {
    let halves = template.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = Self.segments(halves[0]).map(Segment.init)
    query = halves.count > 1 ? halves[1].split(separator: "&") : []
  }

  /// The parts between slashes. A slash at the end means nothing, as AWS's front ends see it.
  static func segments(_ path: Substring) -> [Substring] { path.split(separator: "/") }

  /// The labels' values, still encoded, if a path fits.
  func labels(_ path: [Substring]) -> [(name: Substring, value: String)]? {
    var labels: [(name: Substring, value: String)] = []
    let fits = fits(path) { name, segments in labels.append((name, path[segments].joined(separator: "/"))) }
    return fits ? labels : nil
  }

  /// Whether a path fits; tells which segments each label takes.
  private func fits(_ path: [Substring], take: (Substring, Range<Int>) -> Void = { _, _ in }) -> Bool {
    guard path.count >= segments.count else { return false }
    var place = 0
    for (index, segment) in segments.enumerated() {
      guard place < path.count else { return false }
      var end = place + 1
      switch segment {
      case .literal(let text): guard path[place] == text else { return false }
      case .label(let name): take(name, place..<end)
      case .greedy(let name):
        end = path.count - (segments.count - index - 1)
        guard end > place else { return false }
        take(name, place..<end)
      }
      place = end
    }
    return place == path.count
  }

  /// Whether a request's query has what the template asks for.
  private func asks(_ query: [Substring]) -> Bool {
    self.query.allSatisfy { wanted in
      query.contains { $0 == wanted || (!wanted.contains("=") && $0.split(separator: "=").first == wanted) }
    }
  }

  /// How narrow the template is.
  private var narrowness: [Int] { segments.map(\.narrowness) + [query.count] }

  /// An operation as requests are compared with it.
  private struct Candidate: Sendable {
    let method: String
    let template: RequestTemplate
    /// Members of the query and headers that the operation needs: some operations share method and path (S3's `PutObject`
    /// and `CopyObject`).
    let requiredQuery, requiredHeaders: [String]
    let isDeprecated: Bool

    init(_ operation: OperationModel) {
      method = operation.method.string
      template = RequestTemplate(operation.requestURI.string)
      isDeprecated = operation.isDeprecated
      let required = operation.input?.members.filter(\.isRequired) ?? []
      requiredQuery = required.filter { $0.location == .querystring }.map(\.wireName.string)
      requiredHeaders = required.filter { $0.location == .header }.map { $0.wireName.string.lowercased() }
    }

    /// How well it fits: first that nothing is missing, then the path, then how much that it needs is there.
    func fit(_ request: WireRequest, _ query: [Substring]) -> [Int] {
      let found =
        requiredQuery.count { name in query.contains { $0.prefix { $0 != "=" } == name } }
        + requiredHeaders.count { request.header($0) != nil }
      let isWhole = found == requiredQuery.count + requiredHeaders.count
      return [isWhole ? 1 : 0] + template.narrowness + [found, isDeprecated ? 0 : 1]
    }
  }

  /// The operations of services that were called, in their order.
  private static let known = Mutex<[String: [Candidate]]>([:])

  private static func all(of service: ServiceModel) -> [Candidate] {
    let name = service.name
    if let candidates = known.withLock({ $0[name] }) { return candidates }
    let candidates = service.operations.map { Candidate($0) }
    known.withLock { $0[name] = candidates }
    return candidates
  }

  /// The operation whose method and template fit a request best.
  static func operation(of service: ServiceModel, for request: WireRequest) -> OperationModel? {
    let path = segments(request.path[...])
    let query = request.query.split(separator: "&")
    var best: (position: Int, fit: [Int])?
    for (position, candidate) in all(of: service).enumerated() where candidate.method == request.method {
      guard candidate.template.fits(path), candidate.template.asks(query) else { continue }
      let fit = candidate.fit(request, query)
      if let best, !best.fit.lexicographicallyPrecedes(fit) { continue }
      best = (position, fit)
    }
    return best.map { service.operations[$0.position] }
  }
}
