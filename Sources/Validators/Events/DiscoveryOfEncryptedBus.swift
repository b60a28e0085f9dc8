import Diagnostics
import Source
import Template

extension Rule {
  static let discoveryOfEncryptedBus = Rule(
    "STK559", "discovery-of-encrypted-bus", .error, "schema discovery on a bus with a customer's key",
    why: """
      EventBridge does not discover schemas on a bus that is encrypted with a customer's key ("Encrypting EventBridge event \
      buses with AWS KMS keys", EventBridge User Guide).
      """,
    examples: [
      .bad(
        "buses:\n  shop: { encryptionKey: \"arn:aws:kms:eu-west-1:123456789012:key/1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f\", discovery: ↓true }\n"
      ),
      .good("buses:\n  shop: { discovery: true }\n"),
    ])
}

extension Check {
  static let discoveryOfEncryptedBus = Check(.discoveryOfEncryptedBus) { context, findings in
    for discoverer in context.wholeResources("AWS::EventSchemas::Discoverer") {
      guard let source = discoverer["SourceArn"],
        let bus = context.resource(context.reader.resource(namedBy: source)), bus.type == "AWS::Events::EventBus",
        let key = bus.properties.entry("KmsKeyIdentifier"), !key.value.isNoValue
      else { continue }
      findings.report(
        Diagnostic(
          .discoveryOfEncryptedBus, "`\(context.called(bus))` has a key of its own, and no schemas are discovered then",
          at: source.span, notes: [.init("the key is set here", at: key.keySpan)],
          consequences: ["EventBridge refuses the discoverer"],
          help: ["leave out the discovery, or the key"]))
    }
  }
}
