import Policy
import Source

/// The file of `stackc can --request`: a JSON array of requests, each with all the policies that bear on it.
public enum RequestFile {
  /// Characters of a resource's name: twice those of the longest ARN that IAM knows (2,048), so that nothing that AWS has
  /// is refused, and no name can make each of many patterns slow.
  static let longestResource = 4_096
  /// Characters of one value of a condition key: more than a whole request's headers may have at AWS's load balancers (64 KB).
  static let longestValue = 65_536

  /// Why a file is unusable.
  public struct Refusal: Error {
    /// Where and what is wrong, in one line.
    public let message: String
  }

  /// What is wrong with a file, and where.
  private struct Fault: Error {
    let message: String
    let span: Span
  }

  /// Reads a file, `-` being standard input, and decides each of its requests, in order.
  public static func answers(_ path: String) throws(Refusal) -> [NamedAnswer] {
    guard let bytes = path == "-" ? StandardInput.readAll() : DiskFiles(root: "").contents(of: path) else {
      throw Refusal(message: "`\(path)` cannot be read")
    }
    let file = SourceFile(path: path, bytes: bytes)
    do throws(Fault) {
      return try answers(file)
    } catch {
      let place = file.location(of: Int(error.span.start))
      throw Refusal(message: "\(path):\(place.line):\(place.column): \(error.message)")
    }
  }

  private static func answers(_ file: SourceFile) throws(Fault) -> [NamedAnswer] {
    let document: Datum
    do throws(JSONError) {
      document = try Datum(json: file, id: SourceID(0))
    } catch {
      throw Fault(message: error.message, span: error.span)
    }
    guard let items = document.items else {
      throw Fault(message: "a file of requests is an array", span: document.span)
    }
    var answers: [NamedAnswer] = []
    for (index, item) in items.enumerated() {
      guard item.members != nil else { throw Fault(message: "a request is an object", span: item.span) }
      let request = try accessRequest(item)
      let derivation = try policySet(item, request).explain(request)
      answers.append(NamedAnswer(name: item["name"]?.literal ?? String(index + 1), derivation: derivation))
    }
    return answers
  }

  // MARK: The request

  private static func accessRequest(_ item: Datum) throws(Fault) -> AccessRequest {
    guard let request = item["request"], request.members != nil else {
      throw Fault(message: "`request` is missing, or is no object", span: item.span)
    }
    let action = try text("action", of: request)
    let resource = request["resource"]
    let arn: String
    if let whole = resource?.literal { arn = whole } else { arn = try text("resource", of: resource ?? request) }
    guard arn.utf8.count <= longestResource else {
      throw Fault(message: "a resource has at most \(longestResource) characters", span: (resource ?? request).span)
    }
    let account = resource?["accountId"]?.literal.map { PartialText($0) }
    return AccessRequest(
      action: action, resource: PartialText(arn), resourceAccount: account, principal: try principal(request),
      context: try context(request))
  }

  private static func text(_ key: String, of datum: Datum) throws(Fault) -> String {
    guard let text = datum[key]?.literal, !text.isEmpty else {
      throw Fault(message: "`\(key)` is missing, or is no text", span: datum[key]?.span ?? datum.span)
    }
    return text
  }

  private static func principal(_ request: Datum) throws(Fault) -> Principal {
    guard let value = request["principal"] else {
      throw Fault(message: "`principal` is missing", span: request.span)
    }
    if value["type"]?.literal?.lowercased() == "anonymous" { return .anonymous }
    guard let name = value.literal, let principal = Principal(named: name) else {
      throw Fault(
        message: "`principal` is an ARN, an account, a service, or {\"type\": \"Anonymous\"}", span: value.span)
    }
    return principal
  }

  private static func context(_ request: Datum) throws(Fault) -> [String: [PartialText]] {
    var context: [String: [PartialText]] = [:]
    for member in request["context"]?.members ?? [] {
      let values = member.value.itemsOrSelf.compactMap(\.text)
      guard values.count == member.value.itemsOrSelf.count else {
        throw Fault(message: "`\(member.key)` is a text or a list of texts", span: member.value.span)
      }
      guard values.allSatisfy({ $0.description.utf8.count <= longestValue }) else {
        throw Fault(message: "`\(member.key)` has at most \(longestValue) characters", span: member.value.span)
      }
      context[member.key] = values
    }
    return context
  }

  // MARK: The policies

  private static func policySet(_ item: Datum, _ request: AccessRequest) throws(Fault) -> PolicySet {
    var set = PolicySet()
    set.identity = try policies("identityPolicies", of: item, as: .identity) ?? []
    if let policy = item["resourcePolicy"], policy.kind != .null {
      set.resource = [try compiled(policy, as: kindOfResourcePolicy(request))]
    }
    set.boundary = try policies("permissionBoundaries", of: item, as: .boundary)
    if let policy = item["sessionPolicy"], policy.kind != .null { set.session = [try compiled(policy, as: .session)] }
    set.endpoint = try policies("endpointPolicies", of: item, as: .endpoint)
    set.serviceControl = try levels("serviceControlPolicies", of: item, as: .serviceControl)
    set.resourceControl = try levels("resourceControlPolicies", of: item, as: .resourceControl)
    return set
  }

  /// A list that is given and empty attaches nothing, as one that is absent.
  private static func policies(
    _ key: String, of item: Datum, as kind: PolicyKind
  ) throws(Fault) -> [CompiledPolicy]? {
    guard let value = item[key], value.kind != .null else { return nil }
    guard let items = value.items else { throw Fault(message: "`\(key)` is an array", span: value.span) }
    var found: [CompiledPolicy] = []
    for item in items { found.append(try compiled(item, as: kind)) }
    return found.isEmpty ? nil : found
  }

  private static func levels(
    _ key: String, of item: Datum, as kind: PolicyKind
  ) throws(Fault) -> [[CompiledPolicy]] {
    guard let value = item[key], value.kind != .null else { return [] }
    guard let items = value.items else { throw Fault(message: "`\(key)` is an array", span: value.span) }
    var levels: [[CompiledPolicy]] = []
    for level in items { levels.append(try policies("policies", of: level, as: kind) ?? []) }
    return levels
  }

  private static func compiled(_ datum: Datum, as kind: PolicyKind) throws(Fault) -> CompiledPolicy {
    guard datum.members != nil else { throw Fault(message: "a policy is an object", span: datum.span) }
    return CompiledPolicy(PolicyDocument(reading: datum), as: kind)
  }

  /// A role's and a key's own policy must allow, whatever else does.
  private static func kindOfResourcePolicy(_ request: AccessRequest) -> PolicyKind {
    let fields = request.resource.description.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return .resource }
    if fields[2] == "kms" { return .key }
    return fields[2] == "iam" && fields[5].hasPrefix("role/") ? .trust : .resource
  }
}

/// The answer to one request of a file.
public struct NamedAnswer: Sendable {
  /// The request's name; its number where it has none.
  public let name: String
  /// The decision, and what led to it.
  let derivation: Derivation

  /// Whether the call is allowed.
  public var isAllowed: Bool { derivation.decision.isAllowed }
}
