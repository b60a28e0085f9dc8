import Diagnostics
import Source
import Template

extension StackLowering {
  /// The permissions of a function: one for each action and principal (AWS::Lambda::Permission).
  mutating func addFunctionPermissions(_ statement: Statement, _ entry: Entry, function: Value) {
    let principals = (statement.principal?.map?.entries ?? []).flatMap { $0.value.listOrSelf }
    let conditions = permissionConditions(
      statement,
      ["aws:SourceArn": "SourceArn", "aws:SourceAccount": "SourceAccount", "aws:PrincipalOrgID": "PrincipalOrgID"])
    addPermissions(
      "AWS::Lambda::Permission", statement, entry, to: principals, on: ("FunctionName", function), conditions)
  }

  /// The permissions of a layer: one for each account, or one for an organisation (AWS::Lambda::LayerVersionPermission).
  mutating func addLayerPermissions(_ statement: Statement, _ entry: Entry, layer: Value) {
    let principals = statement.principal?.map
    if let service = principals?.entry("Service") {
      findings.report(.unknownKey("service", at: service.value.span, in: "to", known: ["account", "org", "anyone"]))
      return
    }
    let conditions = permissionConditions(statement, ["aws:PrincipalOrgID": "OrganizationId"])
    addPermissions(
      "AWS::Lambda::LayerVersionPermission", statement, entry, to: principals?["AWS"]?.listOrSelf ?? [],
      on: ("LayerVersionArn", layer), conditions)
  }

  private mutating func addPermissions(
    _ type: String, _ statement: Statement, _ entry: Entry, to principals: [Value],
    on target: (property: String, value: Value), _ conditions: ValueMap
  ) {
    let all = principals.isEmpty ? [Value.string("*", statement.span)] : principals
    var number = 0
    for action in statement.actions {
      for principal in all {
        number += 1
        var permission = derived(number == 1 ? entry.policyID : "\(entry.policyID)\(number)", type, from: entry)
        permission.properties.set("Action", at: action.span, .string(action.text, action.span))
        permission.properties.set(target.property, at: entry.keySpan("on") ?? entry.span, target.value)
        permission.properties.set("Principal", at: principal.span, principal)
        permission.properties.entries += conditions.entries
        add(permission)
      }
    }
  }

  /// The few conditions for which Lambda's permissions have properties; any other is reported.
  private mutating func permissionConditions(_ statement: Statement, _ properties: [String: String]) -> ValueMap {
    var map = ValueMap()
    for key in (statement.condition?.map?.entries ?? []).flatMap({ $0.value.map?.entries ?? [] }) {
      if let property = properties.first(where: { $0.key.lowercased() == key.key.lowercased() })?.value {
        map.set(property, at: key.keySpan, key.value)
      } else {
        findings.report(.unknownKey(key.key, at: key.keySpan, in: "when", known: properties.keys.sorted()))
      }
    }
    return map
  }
}
