import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let serviceAdmittedForAll = Rule(
    "STK706", "service-admitted-for-all", .warning, "a policy that admits a service whoever makes it act",
    why: """
      A statement for a service principal without `aws:SourceArn` or `aws:SourceAccount` admits that service on behalf of \
      every AWS account: someone else's rule or topic can deliver here (IAM User Guide, "The confused deputy problem").
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\npolicies:\n  anyRule:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: ↓events.amazonaws.com }\n"
      ),
      .bad(
        Self.rule(""),
        fixed: Self.rule(", Condition: { ArnEquals: { aws:SourceArn: !GetAtt Tick.Arn } }").replacing("↓", with: "")),
      .bad(
        "resources:\n  Logs: { Type: AWS::S3::Bucket }\n  May:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Logs\n      PolicyDocument:\n        Version: \"2012-10-17\"\n"
          + "        Statement: [{ Effect: Allow, Principal: { Service: ↓logging.s3.amazonaws.com }, Action: s3:PutObject, Resource: !Sub \"${Logs.Arn}/*\", Condition: { IpAddress: { aws:SourceIp: 203.0.113.0/24 } } }]\n"
      ),
      .bad(
        Self.key(
          "{ Effect: Allow, Principal: { Service: ↓cloudwatch.amazonaws.com }, Action: [kms:Decrypt, kms:GenerateDataKey], Resource: \"*\" }"
        )
      ),
      .good(
        Self.key(
          "{ Effect: Allow, Principal: { Service: !Sub \"logs.${AWS::Region}.amazonaws.com\" }, Action: [kms:Encrypt, kms:Decrypt], Resource: \"*\", Condition: { ArnLike: { kms:EncryptionContext:aws:logs:arn: !Sub \"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*\" } } }"
        )
      ),
      .good(
        "queues:\n  jobs: {}\npolicies:\n  ownRules:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: events.amazonaws.com }\n    when: { StringEquals: { aws:SourceAccount: \"${aws.accountId}\" } }\n"
      ),
    ])

  private static func key(_ statement: String) -> String {
    "resources:\n  Main:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n      KeyPolicy:\n        Version: \"2012-10-17\"\n        Statement:\n"
      + "          - { Effect: Allow, Principal: { AWS: !Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\" }, Action: \"kms:*\", Resource: \"*\" }\n"
      + "          - \(statement)\n"
  }

  private static func rule(_ condition: String) -> String {
    "resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Tick:\n    Type: AWS::Events::Rule\n    Properties: { ScheduleExpression: rate(1 hour), Targets: [{ Id: jobs, Arn: !GetAtt Jobs.Arn }] }\n"
      + "  May:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n        Version: \"2012-10-17\"\n"
      + "        Statement: [{ Effect: Allow, Principal: { Service: ↓events.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn\(condition) }]\n"
  }
}

extension Check {
  static let serviceAdmittedForAll = Check(.serviceAdmittedForAll) { context, findings in
    let permissions = PermissionContext(context)
    for place in AdmittingPlace.all {
      for owner in context.wholeResources(place.type) {
        for document in place.documents(of: owner) {
          report(document, place, owner, permissions, &findings)
        }
      }
    }
    for permission in context.wholeResources("AWS::Lambda::Permission") {
      guard let principal = permission["Principal"], principal.string?.hasSuffix(".amazonaws.com") == true,
        permission["SourceArn"] == nil, permission["SourceAccount"] == nil, permission["PrincipalOrgID"] == nil
      else { continue }
      let target = permission["FunctionName"].flatMap(context.reader.resource(namedBy:)).map { [$0] } ?? []
      let fix = permissions.offer(narrowing: principal.string ?? "", on: target)?
        .narrowing(permission.properties, isPermission: true)
      findings.report(.serviceAdmittedForAll(principal.string ?? "", at: principal.span, .resource, fix))
    }
  }

  private static func report(
    _ document: Value, _ place: AdmittingPlace, _ owner: Resource, _ permissions: PermissionContext,
    _ findings: inout Findings
  ) {
    let context = permissions.context
    let admissions = PolicyDocument(reading: context.resolver.document(document)).servicesAdmittedForAll
    guard !admissions.isEmpty else { return }
    let targets = place.targets(of: owner, context)
    for admission in admissions {
      var fix: Fix?
      let written = (document["Statement"]?.listOrSelf ?? []).first { $0.span == admission.statement.span }?.map
      if let written, written["Condition"] == nil {
        fix = permissions.offer(narrowing: admission.service.value, on: targets)?.narrowing(
          written, isPermission: false)
      }
      findings.report(.serviceAdmittedForAll(admission.service.value, at: admission.service.span, place.kind, fix))
    }
  }
}

/// Where a policy stands that may admit services.
private struct AdmittingPlace {
  let type: String
  let path: [String]
  let kind: PolicyKind

  /// Every place of a policy on a resource, and the statement of a bus that is a resource of its own. Whom a role trusts is judged
  /// by its users.
  static let all: [AdmittingPlace] =
    PolicyPlace.all.filter { $0.kind == .resource || $0.kind == .repository || $0.kind == .key }.map {
      AdmittingPlace(type: $0.type, path: $0.path, kind: $0.kind)
    } + [
      AdmittingPlace(type: "AWS::Events::EventBusPolicy", path: ["Statement"], kind: .resource),
      AdmittingPlace(type: "AWS::Logs::LogGroup", path: ["ResourcePolicyDocument"], kind: .resource),
    ]

  /// The documents of a resource.
  func documents(of owner: Resource) -> [Value] {
    let found = owner.policyDocuments(at: path)
    guard type == "AWS::Events::EventBusPolicy" else { return found }
    return found.map { Value.object($0.span, ["Statement": $0]) }
  }

  /// The properties by which a policy names what it is attached to.
  private static let targets = ["Queues", "Topics", "Bucket", "EventBusName", "SecretId", "ResourceArn"]

  /// What the policy is attached to.
  func targets(of owner: Resource, _ context: CheckContext) -> [String] {
    let named = Self.targets.compactMap { owner[$0] }.flatMap(\.listOrSelf).compactMap(
      context.reader.resource(namedBy:))
    return named.isEmpty ? [owner.logicalID] : named
  }
}

extension PermissionContext {
  /// What a service delivers to one of some targets, where only one arrow of the stack does.
  fileprivate func offer(narrowing service: String, on targets: [String]) -> AdmissionOffer? {
    let arrows = context.wires.filter { wire in
      wire.target.resourceID.map(targets.contains) == true
        && WirePermission.for(wire: wire.kind.rawValue).contains { $0.side == .resource && $0.principal == service }
    }
    guard arrows.count == 1, let wire = arrows.first else { return nil }
    let rows = WirePermission.for(wire: wire.kind.rawValue).filter {
      $0.side == .resource && $0.principal == service && $0.when == "always"
    }
    return AdmissionOffer(wire: wire, rows: rows, permissions: self)
  }
}

extension Diagnostic {
  fileprivate static func serviceAdmittedForAll(
    _ service: String, at span: Span, _ kind: PolicyKind, _ fix: Fix?
  ) -> Diagnostic {
    let what =
      switch kind {
      case .key: "use this key"
      case .repository: "come at what is stored here"
      case .resource, .identity, .trust, .boundary, .session, .endpoint, .serviceControl, .resourceControl:
        "come in here"
      }
    return Diagnostic(
      .serviceAdmittedForAll, "`\(service)` is admitted on behalf of every account", at: span,
      consequences: ["anyone's resources can \(what) through this service"],
      help: fix == nil ? ["add a condition on `aws:SourceArn`, or on `aws:SourceAccount` of your own account"] : [],
      fixes: fix.map { [$0] } ?? [])
  }
}
