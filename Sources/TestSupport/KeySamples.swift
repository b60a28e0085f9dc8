import Foundation

/// A line for each key of the language, and the stack around it.
public enum KeySamples {
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
    userPools:
      people: { clients: { web: {} } }
    identityPools:
      guests: { guests: true }
    layers:
      common: { code: lib }
    roles:
      lambda: { trusts: lambda.amazonaws.com }
    streams:
      clicks: {}
      trends: {}
    buckets:
      lake: {}
      store: {}
    keys:
      key: {}
      main: {}
    topics:
      ops: {}
    logs:
      shared: {}
    alarms:
      one: { on: queues.q, metric: NumberOfMessagesSent, threshold: 5 }

    """

  /// Keys of every resource.
  private static let common: [String: String] = [
    "name": "name: given", "tags": "tags: { team: shop }", "properties": "properties: { Extra: 1 }",
    "dependsOn": "dependsOn: queues.dead", "condition": "condition: isProd", "deletionPolicy": "deletionPolicy: retain",
    "updateReplacePolicy": "updateReplacePolicy: retain", "logicalId": "logicalId: Renamed",
    "metadata": "metadata: { Owner: shop }",
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
      "image": "image: { uri: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/a:1, command: [app.f] }",
      "url": "url: { auth: none, invokeMode: stream, cors: { origins: \"*\" } }",
      "fileSystem":
        "fileSystem: { accessPoint: \"arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0\", path: /mnt/data }",
      "deadLetter": "deadLetter: queues.dead", "environmentKey": "environmentKey: keys.key",
      "snapStart": "snapStart: true",
      "logging": "logging: { format: json, applicationLevel: warn, systemLevel: warn, group: logs.shared }",
      "recursiveLoop": "recursiveLoop: allow", "runtimeUpdates": "runtimeUpdates: functionUpdate",
      "codeSigning":
        "codeSigning: \"arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0\"",
      "tenantIsolation": "tenantIsolation: true", "durable": "durable: { timeout: 1h, retention: 7d }",
      "network": "network: { subnets: [subnet-0a1b2c3d], securityGroups: [sg-0a1b2c3d] }", "tracing": "tracing: Active",
      "role": "role: roles.lambda", "access": "access: [{ send: queues.q }]", "consumes": "consumes: queues.q",
      "onFailure": "onFailure: queues.dead", "onSuccess": "onSuccess: buses.bus", "retries": "retries: { attempts: 1 }",
      "reservedConcurrency": "reservedConcurrency: 5", "logRetention": "logRetention: 7d",
      "logGroup": "logGroup: false",
      "aliases": "aliases: { live: {} }",
    ],
    "networks": [
      "cidr": "cidr: 10.1.0.0/20", "zones": "zones: 3", "tiers": "tiers: [private, isolated]", "nat": "nat: one",
      "endpoints": "endpoints: [{ service: sqs, privateDns: false, type: interface }]",
      "flowLogs": "flowLogs: { traffic: reject, retention: 7d }", "vpc": "vpc: vpc-0123456789abcdef0",
      "public": "public: [subnet-0123456789abcdef0]", "private": "private: [subnet-0123456789abcdef0]",
      "isolated": "isolated: [subnet-0123456789abcdef0]", "securityGroups": "securityGroups: [sg-0123456789abcdef0]",
      "routeTables": "routeTables: [rtb-0123456789abcdef0]",
    ],
    "logs": [
      "retention": "retention: 90d", "class": "class: infrequentAccess", "encryptionKey": "encryptionKey: keys.key",
      "deletionProtection": "deletionProtection: true",
      "subscriptions": "subscriptions: { to: functions.other, filter: ERROR, distribution: random }",
      "metricFilters":
        "metricFilters: { failures: { pattern: ERROR, namespace: Shop, metric: n, value: \"1\", default: 0, unit: Count } }",
    ],
    "alarms": [
      "description": "description: what", "on": "on: queues.q", "metric": "metric: NumberOfMessagesSent",
      "namespace": "namespace: Shop", "dimensions": "dimensions: { Stage: prod }", "statistic": "statistic: p99",
      "comparison": "comparison: lessThan", "threshold": "threshold: 5", "period": "period: 5m",
      "evaluationPeriods": "evaluationPeriods: 3", "datapointsToAlarm": "datapointsToAlarm: 1",
      "treatMissingData": "treatMissingData: breaching", "anyOf": "anyOf: alarms.one", "allOf": "allOf: alarms.one",
      "notify": "notify: topics.ops", "notifyOk": "notifyOk: topics.ops",
      "notifyInsufficientData": "notifyInsufficientData: topics.ops",
    ],
    "layers": [
      "code": "code: lib", "runtimes": "runtimes: [python3.13]", "architectures": "architectures: [arm64]",
      "description": "description: what", "license": "license: MIT",
    ],
    "roles": [
      "trusts": "trusts: lambda.amazonaws.com", "allow": "allow: { actions: sqs:SendMessage, on: queues.q }",
      "deny": "deny: { actions: sqs:SendMessage, on: queues.q }",
      "policies": "policies: { sending: { allow: { actions: sqs:SendMessage, on: queues.q } } }",
      "managed": "managed: arn:aws:iam::aws:policy/ReadOnlyAccess",
      "boundary": "boundary: arn:aws:iam::123456789012:policy/b", "description": "description: what",
      "maxSession": "maxSession: 2h", "path": "path: /shop/",
    ],
    "policies": [
      "on": "on: queues.q", "allow": "allow: sqs:SendMessage", "to": "to: { account: \"123456789012\" }",
      "when": "when: { StringEquals: { aws:PrincipalOrgID: o-a } }", "effect": "effect: deny",
    ],
    "queues": [
      "encryptionKey": "encryptionKey: keys.key",
      "visibilityTimeout": "visibilityTimeout: 1m", "delay": "delay: 5s", "retention": "retention: 1d",
      "maxMessageSize": "maxMessageSize: 1 KB", "receiveWait": "receiveWait: 20s",
      "deadLetter": "deadLetter: { to: queues.dead, maxReceiveCount: 5 }",
      "contentBasedDeduplication": "contentBasedDeduplication: true",
      "deduplicationScope": "deduplicationScope: messageGroup",
      "throughputLimit": "throughputLimit: perMessageGroupId",
    ],
    "topics": [
      "encryptionKey": "encryptionKey: keys.key",
      "displayName": "displayName: Shop", "contentBasedDeduplication": "contentBasedDeduplication: true",
      "subscriptions": "subscriptions: queues.q", "throughputScope": "throughputScope: messageGroup",
      "archive": "archive: 30d", "signatureVersion": "signatureVersion: 2", "tracing": "tracing: Active",
      "dataProtection": "dataProtection: { Name: data }", "deliveryLogs": "deliveryLogs: sqs",
    ],
    "buses": [
      "description": "description: what", "partnerSource": "partnerSource: aws.partner/example.com/shop",
      "archive": "archive: { retention: 30d }", "discovery": "discovery: true", "logs": "logs: error",
      "deadLetter": "deadLetter: queues.dead", "encryptionKey": "encryptionKey: keys.key",
    ],
    "apiDestinations": [
      "url": "url: https://partner.example", "method": "method: PUT", "rate": "rate: 10",
      "connection": "connection: arn:aws:events:eu-west-1:123456789012:connection/a/1",
      "description": "description: what",
    ],
    "rules": [
      "bus": "bus: buses.bus", "pattern": "pattern: { source: [shop] }", "schedule": "schedule: rate(1 day)",
      "to": "to: queues.q", "description": "description: what", "enabled": "enabled: false",
    ],
    "apis": [
      "protocol": "protocol: http", "routes": "routes: { GET /a: functions.other }", "description": "description: what",
      "cors": "cors: { origins: \"*\" }", "throttle": "throttle: { rate: 10, burst: 5 }", "stage": "stage: v1",
      "variables": "variables: { color: blue }", "authorizers": "authorizers: { staff: { function: functions.other } }",
      "authorizer": "authorizer: iam", "accessLogs": "accessLogs: { retention: 7d }", "logLevel": "logLevel: error",
      "metrics": "metrics: true",
      "domain": "domain: { name: a.example, certificate: arn:aws:acm:eu-west-1:123456789012:certificate/a }",
      "disableDefaultEndpoint": "disableDefaultEndpoint: true", "endpoint": "endpoint: edge",
      "vpcEndpoints": "vpcEndpoints: vpce-0a", "cache": "cache: { size: 0.5 GB }",
      "models": "models: { order: { type: object } }", "usagePlans": "usagePlans: { all: { keys: one } }",
      "apiKeySource": "apiKeySource: authorizer",
      "gatewayResponses": "gatewayResponses: { DEFAULT_4XX: { status: 404 } }",
      "binaryMediaTypes": "binaryMediaTypes: image/png", "compression": "compression: 1 KB",
      "canary": "canary: { percent: 5 }", "tracing": "tracing: true",
      "routeSelection": "routeSelection: $request.body.do",
    ],
    "tables": [
      "encryptionKey": "encryptionKey: keys.key",
      "key": "key: { id: string }", "indexes": "indexes: { by: { key: { id: string } } }", "stream": "stream: newImage",
      "ttl": "ttl: expires", "billing": "billing: provisioned", "pointInTimeRecovery": "pointInTimeRecovery: false",
      "deletionProtection": "deletionProtection: true", "localIndexes": "localIndexes: { by: { sort: { n: number } } }",
      "kinesisStream": "kinesisStream: streams.clicks", "capacity": "capacity: { read: 1, write: { min: 1, max: 9 } }",
      "maximum": "maximum: { read: 9 }", "warmThroughput": "warmThroughput: { read: 9000 }",
      "class": "class: infrequentAccess", "contributorInsights": "contributorInsights: true",
      "import": "import: { from: buckets.lake, format: csv, header: [id] }",
    ],
    "stateMachines": [
      "definition": "definition: { StartAt: A, States: { A: { Type: Succeed } } }", "type": "type: express",
      "substitutions": "substitutions: { Name: value }", "role": "role: roles.lambda", "logging": "logging: all",
      "tracing": "tracing: true", "encryptionKey": "encryptionKey: keys.key", "aliases": "aliases: { live: {} }",
    ],
    "schedules": [
      "schedule": "schedule: rate(1 day)", "timezone": "timezone: Europe/Berlin", "window": "window: 15m",
      "start": "start: 2027-01-01T00:00:00Z", "end": "end: 2028-01-01T00:00:00Z", "to": "to: queues.q",
      "role": "role: roles.lambda", "group": "group: nightly", "enabled": "enabled: false",
      "description": "description: what", "encryptionKey": "encryptionKey: keys.key",
    ],
    "pipes": [
      "from": "from: queues.q", "filter": "filter: { body: { a: [b] } }", "enrich": "enrich: functions.other",
      "to": "to: buses.bus", "role": "role: roles.lambda", "logging": "logging: error", "enabled": "enabled: false",
      "description": "description: what", "encryptionKey": "encryptionKey: keys.key",
    ],
    "streams": [
      "mode": "mode: onDemand", "shards": "shards: 2", "retention": "retention: 7d", "consumers": "consumers: [fast]",
      "maxRecordSize": "maxRecordSize: 2 MB", "metrics": "metrics: [ALL]", "encryptionKey": "encryptionKey: keys.main",
    ],
    "analytics": [
      "from": "from: streams.clicks", "query": "query: lib/a.py", "to": "to: streams.trends",
      "reference": "reference: buckets.lake/goods.csv", "connector": "connector: lib/a.py",
      "runtime": "runtime: FLINK-1_19", "parallelism": "parallelism: 2", "autoScaling": "autoScaling: true",
      "checkpointInterval": "checkpointInterval: 30s", "snapshots": "snapshots: false", "logLevel": "logLevel: ERROR",
      "logRetention": "logRetention: 7d", "role": "role: roles.lambda", "encryptionKey": "encryptionKey: keys.main",
      "description": "description: what",
    ],
    "deliveryStreams": [
      "from": "from: streams.clicks", "to": "to: buckets.lake", "transform": "transform: functions.other",
      "buffer": "buffer: { size: 64 MB, interval: 1m }", "prefix": "prefix: a/", "errorPrefix": "errorPrefix: b/",
      "compression": "compression: gzip", "timeZone": "timeZone: Europe/Berlin",
      "fileExtension": "fileExtension: .json", "newline": "newline: true",
      "format": "format: { type: parquet, database: lake, table: clicks }",
      "dynamicPartitioning": "dynamicPartitioning: { kind: .kind }", "backup": "backup: buckets.lake",
      "retry": "dynamicPartitioning: {}\n    retry: 10m", "role": "role: roles.lambda",
      "encryptionKey": "encryptionKey: keys.main", "logRetention": "logRetention: 7d",
    ],
    "keys": [
      "description": "description: what", "alias": "alias: shop", "rotation": "rotation: false",
      "rotationPeriod": "rotationPeriod: 180d", "spec": "spec: HMAC_256", "usage": "usage: encrypt",
      "multiRegion": "multiRegion: true", "enabled": "enabled: false", "pendingWindow": "pendingWindow: 7d",
      "admins": "admins: roles.lambda", "users": "users: [roles.lambda]",
    ],
    "buckets": [
      "encryptionKey": "encryptionKey: keys.key", "versioning": "versioning: true",
      "lifecycle":
        "lifecycle: [{ id: old, prefix: logs/, expiration: 365d, noncurrentVersionExpiration: 30d, transitions: [{ to: standardIA, after: 30d }] }, { tags: { a: b }, largerThan: 1 KB, smallerThan: 1 MB, expiration: 1d, enabled: false }, { expiredDeleteMarkers: true, abortIncompleteUploads: 7d, noncurrentVersionTransitions: [{ to: glacier, after: 90d }] }]",
      "notifications":
        "notifications: [{ on: \"s3:ObjectCreated:*\", to: queues.q, prefix: in/, suffix: .png }, { on: [\"s3:ObjectRemoved:*\"], to: functions.other }]",
      "eventBridge": "eventBridge: true",
      "cors": "cors: { origins: \"*\", methods: [GET], headers: [a], exposeHeaders: [b], maxAge: 1h }",
      "website": "website: { index: index.html, error: error.html }",
      "objectLock": "objectLock: { mode: governance, retention: 30d }",
      "accessLogs": "accessLogs: { to: buckets.store, prefix: sample/ }", "publicAccess": "publicAccess: true",
      "tlsOnly": "tlsOnly: false", "ownership": "ownership: objectWriter",
    ],
    "userPools": [
      "signIn": "signIn: [email, username]", "caseSensitive": "caseSensitive: true", "selfSignUp": "selfSignUp: false",
      "passwordPolicy":
        "passwordPolicy: { minimumLength: 12, lowercase: true, uppercase: true, digits: true, symbols: false, temporaryValidity: 3d, history: 5 }",
      "firstFactors": "firstFactors: [password, emailCode]", "mfa": "mfa: { mode: optional, methods: [totp, sms] }",
      "attributes":
        "attributes: { given_name: { required: true }, tier: { type: number, mutable: false, min: 1, max: 3 } }",
      "verification": "verification: { subject: Code, message: \"{####}\", sms: \"{####}\" }",
      "invitation":
        "invitation: { subject: Hello, message: \"{username} {####}\", sms: \"{username} {####}\" }",
      "recovery": "recovery: [email, phone]",
      "email":
        "email: { identity: \"arn:aws:ses:eu-west-1:123456789012:identity/shop.example\", from: a@shop.example, replyTo: b@shop.example, configurationSet: c }",
      "sms": "sms: { role: roles.lambda, region: eu-west-1 }",
      "triggers":
        "triggers: { preSignUp: functions.other, postConfirmation: functions.other, preTokenGeneration: { to: functions.other, version: v2 } }",
      "encryptionKey": "encryptionKey: keys.key",
      "clients":
        "clients: { web: { secret: true, flows: [userSRP], oauth: { flows: [code], scopes: [openid], callbackURLs: [\"https://shop.example/in\"], logoutURLs: [\"https://shop.example/out\"], defaultRedirect: \"https://shop.example/in\" }, tokens: { access: 30m, id: 30m, refresh: 7d }, sessionValidity: 5m, providers: [COGNITO], readAttributes: [email], writeAttributes: [email], revealsUnknownUsers: true, revocation: false } }",
      "domains":
        "domains: [shop, { name: auth.shop.example, certificate: \"arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012\", managedLogin: true }]",
      "groups": "groups: { staff: { description: what, role: roles.lambda, precedence: 1 } }",
      "resourceServers":
        "resourceServers: { api: { identifier: \"https://api.shop.example\", scopes: { read: Read all } } }",
      "featurePlan": "featurePlan: plus", "threatProtection": "threatProtection: audit",
      "deletionProtection": "deletionProtection: true",
    ],
    "identityPools": [
      "userPools": "userPools: [{ pool: userPools.people, clients: [web], tokenCheck: false }]",
      "guests": "guests: true",
      "classicFlow": "classicFlow: true", "logins": "logins: { facebook: \"1\", google: b, apple: c, amazon: d }",
      "oidc": "oidc: arn:aws:iam::123456789012:oidc-provider/a.example",
      "saml": "saml: arn:aws:iam::123456789012:saml-provider/a", "developer": "developer: login.shop",
      "roles":
        "roles: { authenticated: roles.lambda, unauthenticated: { allow: { actions: s3:GetObject, on: buckets.store/* } } }",
      "roleMappings":
        "roleMappings: { pool: userPools.people, client: web, otherwise: authenticated, rules: [{ claim: sub, match: equals, value: a, role: roles.lambda }] }",
    ],
    "derived": ["logicalId": "logicalId: Renamed"],
    "outputs": [
      "value": "value: a", "description": "description: what", "export": "export: shared",
      "condition": "condition: isProd",
    ],
  ]

  /// What an entry of a section needs to be one.
  private static let needed: [String: [String]] = [
    "functions": ["runtime", "handler", "code"], "layers": ["code"], "roles": ["trusts"],
    "policies": ["on", "allow", "to"],
    "alarms": ["on", "metric", "threshold"],
    "rules": ["pattern", "to"], "stateMachines": ["definition"], "schedules": ["schedule", "to"],
    "pipes": ["from", "to"], "apis": ["protocol", "routes"], "tables": ["key"],
    "apiDestinations": ["url", "connection"], "deliveryStreams": ["to"],
    "analytics": ["from", "query", "to", "connector"], "outputs": ["value"],
  ]

  /// Keys that another form of the entry has instead: a rule has a pattern or a schedule.
  private static let instead: [String: [String]] = [
    "rules.schedule": ["pattern"], "functions.image": ["runtime", "handler", "code"], "alarms.namespace": ["on"],
    "alarms.anyOf": ["on", "metric", "threshold"], "alarms.allOf": ["on", "metric", "threshold"],
  ]

  /// Lines without which another key has no meaning.
  private static let besides: [String: [String]] = {
    let vpc = "vpc: vpc-0123456789abcdef0"
    return [
      "networks.public": [vpc, "endpoints: [sqs]"], "networks.private": [vpc, "endpoints: [sqs]"],
      "networks.isolated": [vpc, "endpoints: [sqs]"], "networks.securityGroups": [vpc],
      "networks.routeTables": [vpc, "endpoints: [s3]"],
    ]
  }()

  /// Keys that APIs of one protocol have.
  private static let apiBase: [String: [String]] = {
    let rest = ["protocol: rest", "routes: { GET /a: functions.other }"]
    let socket = ["protocol: websocket", "routes: { $default: functions.other }"]
    let keys = [
      "logLevel", "endpoint", "vpcEndpoints", "cache", "models", "usagePlans", "apiKeySource", "gatewayResponses",
      "binaryMediaTypes", "compression", "canary", "tracing",
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, rest) }).merging(["routeSelection": socket]) { $1 }
  }()

  /// The line that gives a key.
  public static func line(section: String, key: String) -> String? { own[section]?[key] ?? common[key] }

  /// The other lines that an entry needs to have a key.
  public static func base(section: String, without key: String) -> [String] {
    let excluded = (instead["\(section).\(key)"] ?? []) + [key]
    if section == "apis", let base = apiBase[key] { return base }
    return (needed[section] ?? []).filter { !excluded.contains($0) }.compactMap { own[section]?[$0] }
      + (besides["\(section).\(key)"] ?? [])
  }

  /// A FIFO queue or topic has keys that another has not.
  public static func suffix(of key: String) -> String {
    [
      "contentBasedDeduplication", "deduplicationScope", "throughputLimit", "throughputScope", "archive",
    ].contains(key) ? ".fifo" : ""
  }

  /// The surroundings with one more entry; a section of the surroundings is continued.
  public static func stack(_ section: String, _ name: String, _ lines: [String]) -> String {
    // Only what the surroundings derive can be adjusted.
    let name = section == "derived" ? "OtherLogGroup" : name
    let entry = "  \(name):" + (lines.isEmpty ? " {}\n" : "\n" + lines.map { "    \($0)\n" }.joined())
    let head = "\(section):\n"
    guard let range = surroundings.range(of: head) else { return surroundings + head + entry }
    return surroundings.replacingCharacters(in: range, with: head + entry)
  }
}
