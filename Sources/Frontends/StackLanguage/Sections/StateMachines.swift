import Source
import Template
import YAML

extension Section {
  static let stateMachines = Section(
    .stateMachines,
    """
    Step Functions state machines, in the Amazon States Language. One without `role:` gets a role with exactly what its \
    definition calls; a named role is checked and never extended.
    """,
    keys: [
      Key(
        "definition", .either(.text, .map(.anything)), required: true,
        unless: ["DefinitionString", "DefinitionS3Location"],
        """
        The states, as a map or as the path of a JSON or YAML file. The resource of a task may be `functions.NAME`; \
        `${functions.NAME.arn}` and its like are replaced everywhere, and the placeholders of `substitutions` are left \
        to Step Functions.
        """),
      Key(
        "type", .choice([Choice("standard", "STANDARD"), Choice("express", "EXPRESS")]), to: "StateMachineType",
        default: "standard",
        "`standard` runs up to a year, each step exactly once; `express` up to five minutes, and may repeat steps."),
      Key(
        "substitutions", .map(.text), to: "DefinitionSubstitutions",
        "Texts that replace `${NAME}` in the definition when the stack is deployed."),
      Key("role", .reference([.roles]), default: "a role of its own", "The role that the machine acts with."),
      Key(
        "logging", .object(MachineLogging.shape), default: "`error` for an express one",
        "What is logged, and for how long."),
      Key("tracing", .boolean, default: "false", "Whether X-Ray records executions."),
      Key(
        "encryptionKey", .reference([.keys]), default: "a key of AWS's own",
        "The KMS key that encrypts the definition and what executions keep."),
      Key(
        "aliases",
        .map(
          .object(
            ObjectShape([
              Key("description", .text, to: "Description", "What it is for."),
              Key(
                "deployment",
                .object(
                  ObjectShape([
                    Key(
                      "type",
                      .choice([
                        Choice("allAtOnce", "ALL_AT_ONCE"), Choice("linear", "LINEAR"), Choice("canary", "CANARY"),
                      ]), to: "Type", required: true, "All executions at once, or some first."),
                    Key(
                      "percentage", .integer, to: "Percentage",
                      "The share that moves first, or with each step: 1 to 99."),
                    Key("interval", .duration(.minutes), to: "Interval", "The time between two steps: 1m to 35h."),
                  ])), default: "all at once", "How executions move to a new version."),
            ]))),
        "Names for the version that this definition is; `stateMachines.NAME.ALIAS` refers to one."),
    ],
    example: """
      stateMachines:
        review:
          type: express
          definition:
            StartAt: Charge
            States:
              Charge: { Type: Task, Resource: functions.charge, TimeoutSeconds: 60, End: true }
      functions:
        charge: { runtime: python3.13, handler: app.charge, code: src/charge, timeout: 10s }
      """
  ) { lowering, entry in
    var machine = lowering.resource(entry, .stateMachines)
    if let definition = lowering.machineDefinition(entry), let span = entry.keySpan("definition") {
      machine.properties.set("Definition", at: span, definition)
    }
    lowering.lowerMachineRole(entry, &machine)
    lowering.lowerMachineLogging(entry, &machine)
    if let tracing = entry.value("tracing", &lowering), let span = entry.keySpan("tracing") {
      machine.properties.set("TracingConfiguration", at: span, .object(span, ["Enabled": tracing]))
    }
    if let key = entry.value("encryptionKey", &lowering), let span = entry.keySpan("encryptionKey") {
      machine.properties.set(
        "EncryptionConfiguration", at: span,
        .object(span, ["Type": .string("CUSTOMER_MANAGED_KMS_KEY", span), "KmsKeyId": key]))
    }
    lowering.add(machine, from: entry)
    lowering.lowerMachineAliases(entry)
  }
}

extension StackLowering {
  /// The role: the one that is named, or one made for this machine alone, which takes what the definition calls.
  fileprivate mutating func lowerMachineRole(_ entry: Entry, _ machine: inout Resource) {
    if let node = entry.node("role") {
      guard let role = entry.value("role", &self) else { return }
      machine.properties.set("RoleArn", at: entry.keySpan("role") ?? node.span, role)
      return
    }
    let role = serviceRole("StateMachineRole", of: entry, for: "states.amazonaws.com", at: entry.span)
    machine.properties.set("RoleArn", at: entry.span, .getAtt(role, "Arn", entry.span))
    grantOwnKey("state-machine-key", of: entry, to: role)
    machineRoles.append((machine: entry, role: role))
  }

  /// `aliases:`: a version of the current definition is published for them.
  fileprivate mutating func lowerMachineAliases(_ entry: Entry) {
    for (name, alias) in entry.namedEntries("aliases", &self) {
      let version = machineVersion(of: entry, at: name.span)
      var resource = derived(
        Self.aliasID(of: entry.logicalID, name.text), "AWS::StepFunctions::StateMachineAlias", from: entry,
        at: name.span)
      resource.properties.set("Name", at: name.span, .string(name.text, name.contentSpan))
      if let description = alias.value("description", &self), let span = alias.keySpan("description") {
        resource.properties.set("Description", at: span, description)
      }
      var deployment = alias.entry("deployment", &self)?.properties(&self) ?? ValueMap()
      let span = alias.keySpan("deployment") ?? name.span
      if deployment["Type"] == nil { deployment.set("Type", at: span, .string("ALL_AT_ONCE", span)) }
      deployment.set("StateMachineVersionArn", at: name.span, .ref(version, name.span))
      resource.properties.set("DeploymentPreference", at: span, Value(.map(deployment), span))
      resource.condition = condition(of: entry)
      add(resource)
    }
  }

  /// The version of the current definition: a new one is published whenever the machine's revision changes
  /// (AWS::StepFunctions::StateMachineVersion).
  private mutating func machineVersion(of entry: Entry, at span: Span) -> String {
    let id = "\(entry.logicalID)Version"
    guard !hasMade(id) else { return id }
    var version = derived(id, "AWS::StepFunctions::StateMachineVersion", from: entry, at: span)
    version.properties.set("StateMachineArn", at: span, ref(entry))
    version.properties.set("StateMachineRevisionId", at: span, .getAtt(entry.logicalID, "StateMachineRevisionId", span))
    version.attributes.set("DeletionPolicy", at: span, .string("Retain", span))
    version.attributes.set("UpdateReplacePolicy", at: span, .string("Retain", span))
    version.condition = condition(of: entry)
    add(version)
    return id
  }
}
