import Foundation

/// A line for each key of the language, and the stack around it.
enum KeySamples {
  static let surroundings = """
    conditions:
      isProd: !Equals [a, b]
    functions:
      other: { runtime: python3.13, handler: app.f, code: src, aliases: { live: {} } }
    queues:
      q: { retention: 14d }
      dead: { retention: 14d }
    buses:
      bus: {}
    layers:
      common: { code: lib }
    roles:
      lambda: { trusts: lambda.amazonaws.com }

    """

  /// Keys of every resource.
  private static let common: [String: String] = [
    "name": "name: given", "tags": "tags: { team: shop }", "properties": "properties: { Extra: 1 }",
    "dependsOn": "dependsOn: queues.dead", "condition": "condition: isProd", "deletionPolicy": "deletionPolicy: retain",
    "updateReplacePolicy": "updateReplacePolicy: retain", "logicalId": "logicalId: Renamed",
  ]

  private static let own: [String: [String: String]] = [
    "parameters": [
      "type": "type: Number", "default": "default: a", "allowedValues": "allowedValues: [a, b]",
      "pattern": "pattern: a+",
      "minLength": "minLength: 1", "maxLength": "maxLength: 9", "min": "min: 1", "max": "max: 9",
      "description": "description: what", "constraint": "constraint: no", "secret": "secret: true",
    ],
    "functions": [
      "runtime": "runtime: python3.13", "handler": "handler: app.f", "code": "code: src", "memory": "memory: 512 MB",
      "timeout": "timeout: 20s", "ephemeralStorage": "ephemeralStorage: 1 GB", "architecture": "architecture: arm64",
      "description": "description: what", "environment": "environment: { NAME: value }",
      "layers": "layers: layers.common",
      "network": "network: { subnets: [subnet-0a], securityGroups: [sg-0a] }", "tracing": "tracing: Active",
      "role": "role: roles.lambda", "access": "access: [{ send: queues.q }]", "consumes": "consumes: queues.q",
      "onFailure": "onFailure: queues.dead", "onSuccess": "onSuccess: buses.bus", "retries": "retries: { attempts: 1 }",
      "reservedConcurrency": "reservedConcurrency: 5", "logRetention": "logRetention: 7d",
      "aliases": "aliases: { live: {} }",
    ],
    "layers": [
      "code": "code: lib", "runtimes": "runtimes: [python3.13]", "architectures": "architectures: [arm64]",
      "description": "description: what", "license": "license: MIT",
    ],
    "roles": [
      "trusts": "trusts: lambda.amazonaws.com", "allow": "allow: { actions: sqs:SendMessage, on: queues.q }",
      "deny": "deny: { actions: sqs:SendMessage, on: queues.q }",
      "managed": "managed: arn:aws:iam::aws:policy/ReadOnlyAccess",
      "boundary": "boundary: arn:aws:iam::123456789012:policy/b", "description": "description: what",
      "maxSession": "maxSession: 2h", "path": "path: /shop/",
    ],
    "policies": [
      "on": "on: queues.q", "allow": "allow: sqs:SendMessage", "to": "to: { account: \"123456789012\" }",
      "when": "when: { StringEquals: { aws:PrincipalOrgID: o-a } }", "effect": "effect: deny",
    ],
    "queues": [
      "visibilityTimeout": "visibilityTimeout: 1m", "delay": "delay: 5s", "retention": "retention: 1d",
      "maxMessageSize": "maxMessageSize: 1 KB", "receiveWait": "receiveWait: 20s",
      "deadLetter": "deadLetter: { to: queues.dead, maxReceiveCount: 5 }",
      "contentBasedDeduplication": "contentBasedDeduplication: true",
      "deduplicationScope": "deduplicationScope: messageGroup",
      "throughputLimit": "throughputLimit: perMessageGroupId",
    ],
    "topics": [
      "displayName": "displayName: Shop", "contentBasedDeduplication": "contentBasedDeduplication: true",
      "subscriptions": "subscriptions: queues.q",
    ],
    "buses": ["description": "description: what"],
    "rules": [
      "bus": "bus: buses.bus", "pattern": "pattern: { source: [shop] }", "schedule": "schedule: rate(1 day)",
      "to": "to: queues.q", "description": "description: what", "enabled": "enabled: false",
    ],
    "apis": [
      "protocol": "protocol: http", "routes": "routes: { GET /a: functions.other }", "description": "description: what",
      "cors": "cors: { origins: \"*\" }", "throttle": "throttle: { rate: 10, burst: 5 }", "stage": "stage: v1",
    ],
    "tables": [
      "key": "key: { id: string }", "indexes": "indexes: { by: { key: { id: string } } }", "stream": "stream: newImage",
      "ttl": "ttl: expires", "billing": "billing: provisioned", "pointInTimeRecovery": "pointInTimeRecovery: false",
      "deletionProtection": "deletionProtection: true",
    ],
    "outputs": [
      "value": "value: a", "description": "description: what", "export": "export: shared",
      "condition": "condition: isProd",
    ],
  ]

  /// What an entry of a section needs to be one.
  private static let needed: [String: [String]] = [
    "functions": ["runtime", "handler", "code"], "layers": ["code"], "roles": ["trusts"],
    "policies": ["on", "allow", "to"],
    "rules": ["pattern", "to"], "apis": ["protocol", "routes"], "tables": ["key"], "outputs": ["value"],
  ]

  static func line(section: String, key: String) -> String? { own[section]?[key] ?? common[key] }

  static func base(section: String, without key: String) -> [String] {
    // A rule has a pattern or a schedule.
    let excluded = key == "schedule" ? ["schedule", "pattern"] : [key]
    return (needed[section] ?? []).filter { !excluded.contains($0) }.compactMap { own[section]?[$0] }
  }

  /// A FIFO queue or topic has keys that another has not.
  static func suffix(of key: String) -> String {
    ["contentBasedDeduplication", "deduplicationScope", "throughputLimit"].contains(key) ? ".fifo" : ""
  }

  /// The surroundings with one more entry; a section of the surroundings is continued.
  static func stack(_ section: String, _ name: String, _ lines: [String]) -> String {
    let entry = "  \(name):" + (lines.isEmpty ? " {}\n" : "\n" + lines.map { "    \($0)\n" }.joined())
    let head = "\(section):\n"
    guard let range = surroundings.range(of: head) else { return surroundings + head + entry }
    return surroundings.replacingCharacters(in: range, with: head + entry)
  }
}
