public import Source

/// Who makes a request (IAM User Guide, AWS JSON policy elements: Principal).
public struct Principal: Sendable, Equatable {
  /// The forms of principal, which a policy's implicit deny reaches differently.
  public enum Form: String, Sendable, CaseIterable {
    /// The root user of an account.
    case account
    case user
    /// A role, whichever its session is.
    case role
    /// A session of a role.
    case session
    /// A session of a user (`sts:GetFederationToken`).
    case federatedUser
    /// An AWS service on its own behalf.
    case service
    /// Someone known to an identity provider only.
    case federated
    /// No one in particular.
    case anonymous
  }

  /// The form.
  public let form: Form
  /// The ARN, or the name of the service or provider, or `*`.
  public let name: PartialText
  /// The role of a session, or the user of a federated user session.
  public let parent: PartialText?
  /// The account; nil for services, providers and the anonymous.
  public let account: PartialText?

  private init(_ form: Form, _ name: PartialText, parent: PartialText? = nil, account: PartialText? = nil) {
    self.form = form
    self.name = name
    self.parent = parent
    self.account = account
  }
}

extension Principal {
  /// The root user of an account, named by its number.
  public static func account(_ account: PartialText, partition: PartialText = "aws") -> Principal {
    var arn: PartialText = "arn:"
    arn.append(partition)
    arn.append(":iam::")
    arn.append(account)
    arn.append(":root")
    return Principal(.account, arn, account: account)
  }

  /// A user.
  public static func user(_ arn: PartialText, account: PartialText) -> Principal {
    Principal(.user, arn, account: account)
  }

  /// A role.
  public static func role(_ arn: PartialText, account: PartialText) -> Principal {
    Principal(.role, arn, account: account)
  }

  /// A session of a role: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
  public static func session(_ arn: PartialText, of role: PartialText, account: PartialText) -> Principal {
    Principal(.session, arn, parent: role, account: account)
  }

  /// A session of a user: `arn:aws:sts::ACCOUNT:federated-user/NAME`.
  public static func federatedUser(_ arn: PartialText, of user: PartialText?, account: PartialText) -> Principal {
    Principal(.federatedUser, arn, parent: user, account: account)
  }

  /// An AWS service, such as `sns.amazonaws.com`.
  public static func service(_ name: PartialText) -> Principal { Principal(.service, name) }

  /// Someone known to an identity provider, given by its ARN or name.
  public static func federated(_ provider: PartialText) -> Principal { Principal(.federated, provider) }

  /// Someone without credentials.
  public static let anonymous = Principal(.anonymous, "*")

  /// The principal that a text names: an ARN of IAM or STS, an account's number, a service, or `*`; nil if it names none.
  public init?(named text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    if text == "*" {
      self = .anonymous
    } else if text.utf8.count == 12, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      self = .account(PartialText(text))
    } else if parts.count == 6, parts[0] == "arn" {
      self.init(arn: text, parts)
    } else if parts.count == 1, text.contains(".") {
      self = .service(PartialText(text))
    } else {
      return nil
    }
  }

  private init?(arn: String, _ parts: [String]) {
    let account = PartialText(parts[4])
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts[2], path.first, path.count) {
    case ("iam", "root", 1): self = .account(account, partition: PartialText(parts[1]))
    case ("iam", "user", 2...): self = .user(PartialText(arn), account: account)
    case ("iam", "role", 2...): self = .role(PartialText(arn), account: account)
    case ("iam", "saml-provider", 2...), ("iam", "oidc-provider", 2...): self = .federated(PartialText(arn))
    case ("sts", "assumed-role", 3...):
      let role = "arn:\(parts[1]):iam::\(parts[4]):role/\(path[1])"
      self = .session(PartialText(arn), of: PartialText(role), account: account)
    case ("sts", "federated-user", 2...):
      let user = "arn:\(parts[1]):iam::\(parts[4]):user/\(path[1])"
      self = .federatedUser(PartialText(arn), of: PartialText(user), account: account)
    default: return nil
    }
  }

  /// What `aws:PrincipalType` says (IAM User Guide, AWS global condition context keys).
  var typeName: PartialText? {
    switch form {
    case .account: "Account"
    case .user: "User"
    case .role, .session: "AssumedRole"
    case .federatedUser: "FederatedUser"
    case .anonymous: "Anonymous"
    case .service, .federated: nil
    }
  }
}
