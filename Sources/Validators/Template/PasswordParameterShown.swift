import Diagnostics
import Source
import Template

extension Rule {
  static let passwordParameterShown = Rule(
    "STK908", "password-parameter-shown", .warning, "a parameter that is used as a password, and is not hidden",
    why: """
      The value of a parameter stands in the console and in what `DescribeStacks` answers, unless `NoEcho` hides it ("Parameters", \
      AWS CloudFormation User Guide). AWS recommends a dynamic reference to a secret instead.
      """,
    examples: [
      .bad(
        "Parameters:\n  ↓Word: { Type: String }\nResources:\n  Partner:\n    Type: AWS::Events::Connection\n    Properties:\n      AuthorizationType: BASIC\n      AuthParameters: { BasicAuthParameters: { Username: me, Password: !Ref Word } }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Word: { Type: String, NoEcho: true }\nResources:\n  Partner:\n    Type: AWS::Events::Connection\n    Properties:\n      AuthorizationType: BASIC\n      AuthParameters: { BasicAuthParameters: { Username: me, Password: !Ref Word } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  /// How CloudFormation's schemas call what is a password.
  private static let names: FewNames = [
    "Password", "MasterUserPassword", "AdminPassword", "AccountPassword", "DbPassword", "ClientSecret",
    "ADDomainJoinPassword", "KdcAdminPassword", "CrossRealmTrustPrincipalPassword",
  ]

  static let passwordParameterShown = Check(.passwordParameterShown) { context, findings in
    let shown = context.template.parameters.filter { parameter in
      parameter.type == "String" && parameter.attributes["NoEcho"]?.scalarText?.lowercased() != "true"
    }
    guard !shown.isEmpty else { return }
    var told: Set<String> = []
    for resource in context.template.resources where resource.origin == .declared {
      for entry in resource.properties.entries(ofNames: names) {
        guard let call = entry.value.intrinsic, call.function == .ref,
          let name = call.argument.string, let parameter = shown.first(where: { $0.name.text == name }),
          told.insert(name).inserted
        else { continue }
        findings.report(
          Diagnostic(
            .passwordParameterShown, "`\(name)` is a password, and whoever sees the stack sees it",
            at: parameter.name.span, notes: [.init("it is used as `\(context.written(entry))`", at: entry.value.span)],
            help: ["add `NoEcho: true`, or look a secret up: `{{resolve:secretsmanager:…}}`"]))
      }
    }
  }
}
