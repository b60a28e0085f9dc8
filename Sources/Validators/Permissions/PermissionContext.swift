import Policy
import Source
import Spec
import Template

/// What the template's policies allow, asked in the terms of a check.
struct PermissionContext: Sendable {
  let context: CheckContext

  init(_ context: CheckContext) { self.context = context }

  /// The account of the deployment.
  var account: PartialText { context.policies.account }

  /// The policies of a role.
  func policies(ofRole id: String) -> [AttachedPolicy] { context.policies.ofRole[id] ?? [] }

  /// The policies on a queue, topic, function, alias or bus.
  func policies(onResource id: String) -> [AttachedPolicy] { context.policies.ofResource[id] ?? [] }

  /// The execution role of a function, if it is of this template.
  func role(of function: Resource) -> Resource? {
    context.resource(function["Role"].flatMap(context.reader.resource(namedBy:))).flatMap {
      $0.type == "AWS::IAM::Role" ? $0 : nil
    }
  }

  /// Whether a role may do something; what a template cannot know leaves it open.
  func decide(role: Resource, action: String, resource: PartialText) -> Decision {
    context.policies.set(ofRole: role.logicalID).decide(
      request(role: role, action: action, resource: resource))
  }

  /// The same, with the statements that decide it.
  func explain(role: Resource, action: String, resource: PartialText) -> Derivation {
    context.policies.set(ofRole: role.logicalID).explain(
      request(role: role, action: action, resource: resource))
  }

  /// A call that a role makes.
  func request(role: Resource, action: String, resource: PartialText) -> AccessRequest {
    let arn = context.resolver.arn(of: role) ?? PartialText(Hole(role.logicalID))
    // Of a resource of another account the policy there decides too, which is not known here: this is the role's side.
    return AccessRequest(
      action: action, resource: resource, resourceAccount: account, principal: .role(arn, account: account),
      isContextComplete: false)
  }

  /// Whether a resource admits a service that delivers on behalf of a source.
  func decide(
    service: String, action: String, resource: PartialText, id: String, sourceARN: PartialText
  ) -> Decision {
    let request = AccessRequest(
      action: action, resource: resource, resourceAccount: account, principal: .service(PartialText(service)),
      context: ["aws:SourceArn": [sourceARN], "aws:SourceAccount": [account]], isContextComplete: false)
    return context.policies.set(ofResource: id).decide(request)
  }
}
