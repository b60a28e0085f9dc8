import Diagnostics
import Patterns
import Source
import Spec
import Template

extension Rule {
  static let malformedIdentifier = Rule(
    "STK425", "malformed-identifier", .error, "an id or a range of addresses that has not the form of any",
    why: """
      The property takes what identifies another resource, or a block of addresses. A text of another form names nothing: \
      AWS refuses it, and the deployment is rolled back (`InvalidGroupId.Malformed`, `InvalidSubnetID.NotFound`, …).
      """,
    examples: [
      .bad(
        "resources:\n  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: ↓vpc-12 } }\n"
      ),
      .good(
        "resources:\n  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: vpc-0123456789abcdef0 } }\n"
      ),
    ])
}

extension ShapeCheck {
  private static let ranged: Set<String> = ["AWS::EC2::VPC", "AWS::EC2::Subnet"]

  static let malformedIdentifier = ShapeCheck(.malformedIdentifier, where: .formats) { visit, findings in
    guard let text = visit.value.scalarText, !text.isEmpty else { return }
    let forms = visit.shape.formats.map { IdentifierForm.all[$0] }
    // Where several are taken, all of them must be known before one can be missed.
    guard !forms.contains(where: { $0 == nil }) else { return }
    let known = forms.compactMap { $0 }
    // The ranges of networks and subnets have a rule of their own.
    if known.contains(where: { $0.pattern == nil }), ranged.contains(visit.resource.type) { return }
    guard !known.contains(where: { $0.fits(text) }) else { return }
    let names = known.map(\.phrase).joined(separator: " or ")
    findings.report(
      Diagnostic(
        .malformedIdentifier, "`\(visit.name)` takes \(names), not `\(text.prefix(60))`", at: visit.value.span,
        help: ["it looks like `\(known.first?.example ?? "")`"]))
  }
}

/// The form of what identifies a resource, by the name that CloudFormation's schemas have for it.
private struct IdentifierForm: Sendable {
  let phrase: String
  let example: String
  /// Nil for a block of addresses.
  let pattern: String?

  func fits(_ text: String) -> Bool {
    guard let pattern else { return IPv4Block(text) != nil }
    return Pattern.compiled(pattern)?.matches(text) ?? true
  }

  /// Ids of eight digits are from before 2016; others have seventeen ("Resource IDs", Amazon EC2 User Guide). ARNs as in
  /// "Actions, resources, and condition keys" (Service Authorization Reference).
  static let all: [String: IdentifierForm] = [
    "AWS::EC2::VPC.Id": id("the id of a VPC", "vpc"),
    "AWS::EC2::Subnet.Id": id("the id of a subnet", "subnet"),
    "AWS::EC2::SecurityGroup.Id": id("the id of a security group", "sg"),
    "AWS::EC2::Image.Id": id("the id of an image", "ami"),
    "AWS::IAM::Role.Arn": IdentifierForm(
      phrase: "the ARN of a role", example: "arn:aws:iam::123456789012:role/worker",
      pattern: "^arn:aws[a-zA-Z-]*:iam::[0-9]{12}:role/.+$"),
    "AWS::SNS::Topic.Arn": IdentifierForm(
      phrase: "the ARN of a topic", example: "arn:aws:sns:eu-west-1:123456789012:news",
      pattern: "^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:[0-9]{12}:.+$"),
    "AWS::ACM::Certificate.Arn": IdentifierForm(
      phrase: "the ARN of a certificate", example: "arn:aws:acm:us-east-1:123456789012:certificate/…",
      pattern: "^arn:aws[a-zA-Z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$"),
    "AWS::KMS::Key.Arn": IdentifierForm(
      phrase: "the ARN of a key", example: "arn:aws:kms:eu-west-1:123456789012:key/…",
      pattern: "^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/.+$"),
    "AWS::KMS::Key.Id": IdentifierForm(
      phrase: "the id of a key", example: "1234abcd-12ab-34cd-56ef-1234567890ab",
      pattern: "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$"),
    "AWS::KMS::Alias.AliasName": IdentifierForm(
      phrase: "an alias", example: "alias/orders", pattern: "^alias/[a-zA-Z0-9:/_-]+$"),
    "AWS::Lambda::Function.Arn": IdentifierForm(
      phrase: "the ARN of a function", example: "arn:aws:lambda:eu-west-1:123456789012:function:f",
      pattern: "^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:.+$"),
    "AWS::EC2::SecurityGroup.Name": IdentifierForm(
      phrase: "the name of a security group", example: "web servers",
      pattern: "^[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]+$"),
    "ipv4-network": IdentifierForm(phrase: "a block of IPv4 addresses", example: "10.0.0.0/16", pattern: nil),
  ]

  private static func id(_ phrase: String, _ prefix: String) -> IdentifierForm {
    IdentifierForm(
      phrase: phrase, example: "\(prefix)-0123456789abcdef0", pattern: "^\(prefix)-([0-9a-fA-F]{8}|[0-9a-fA-F]{17})$")
  }
}
