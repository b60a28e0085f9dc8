/// The policies that apply to a request, by layer. A layer that is absent does not apply.
public struct PolicySet: Sendable {
  /// Attached to the principal, its groups included; empty if it has none.
  public var identity: [CompiledPolicy]
  /// Attached to the resource; empty if it has none.
  public var resource: [CompiledPolicy]
  /// Permissions boundaries.
  public var boundary: [CompiledPolicy]?
  /// Session policies.
  public var session: [CompiledPolicy]?
  /// Policies of the VPC endpoint through which the call goes.
  public var endpoint: [CompiledPolicy]?
  /// Service control policies, level by level: root, organizational units, account.
  public var serviceControl: [[CompiledPolicy]]
  /// Resource control policies, level by level. AWS's own `RCPFullAWSAccess`, which cannot be detached, is taken to be in
  /// each level.
  public var resourceControl: [[CompiledPolicy]]

  /// Gathers policies.
  public init(
    identity: [CompiledPolicy] = [], resource: [CompiledPolicy] = [], boundary: [CompiledPolicy]? = nil,
    session: [CompiledPolicy]? = nil, endpoint: [CompiledPolicy]? = nil, serviceControl: [[CompiledPolicy]] = [],
    resourceControl: [[CompiledPolicy]] = []
  ) {
    self.identity = identity
    self.resource = resource
    self.boundary = boundary
    self.session = session
    self.endpoint = endpoint
    self.serviceControl = serviceControl
    self.resourceControl = resourceControl
  }
}

extension PolicySet {
  /// Whether a layer's policies bear on a principal at all: a service has none of its own, and organizations do not
  /// limit service-linked roles.
  static func applies(_ layer: PolicyLayer, to principal: Principal) -> Bool {
    switch layer {
    case .endpoint, .resource: true
    case .resourceControl: !principal.isServiceLinked
    case .serviceControl: principal.account != nil && !principal.isServiceLinked
    case .identity, .boundary, .session: principal.account != nil
    }
  }

  /// The documents of one layer by level; none if it is absent or does not apply to a principal.
  func levels(of layer: PolicyLayer, for principal: Principal) -> [[CompiledPolicy]] {
    guard Self.applies(layer, to: principal) else { return [] }
    switch layer {
    case .resourceControl: return resourceControl
    case .serviceControl: return serviceControl
    case .endpoint: return endpoint.map { [$0] } ?? []
    case .resource: return [resource]
    case .identity: return [identity]
    case .boundary: return boundary.map { [$0] } ?? []
    case .session: return session.map { [$0] } ?? []
    }
  }

  /// Whether the resource's own policy must allow, or leave it to the account, even to principals of its account: trust
  /// policies and key policies (IAM User Guide, Policy evaluation logic; KMS Developer Guide, Key policies).
  func resourceMustAllow(_ request: AccessRequest) -> Bool {
    request.assumesRole || resource.contains { $0.kind.mustAllow }
  }
}
