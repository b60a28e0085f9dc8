import Diagnostics
import Source
import Template

extension Rule {
  static let projectionNotAccepted = Rule(
    "STK434", "projection-not-accepted", .error, "an index lists attributes that its projection does not take, or none",
    why: """
      `NonKeyAttributes` belongs to the projection `INCLUDE`, and to no other. DynamoDB refuses the table: `One or more \
      parameter values were invalid: ProjectionType is …, but NonKeyAttributes is specified`.
      """,
    examples: [
      .bad(
        "tables:\n  orders:\n    key: { id: string }\n    properties:\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n      GlobalSecondaryIndexes:\n        - IndexName: again\n          KeySchema: [{ AttributeName: id, KeyType: HASH }]\n          Projection: { ProjectionType: ALL, ↓NonKeyAttributes: [total] }\n"
      ),
      .good(
        "tables:\n  orders: { key: { id: string }, indexes: { byState: { key: { state: string }, project: [total] } } }\n"
      ),
    ])
}

extension Check {
  static let projectionNotAccepted = Check(.projectionNotAccepted) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      for index in table.indexes {
        guard let projection = index["Projection"]?.map,
          let type = projection["ProjectionType"].flatMap(context.resolver.literal)
        else { continue }
        let listed = projection.entry("NonKeyAttributes")
        if type == "INCLUDE", listed == nil, let place = projection["ProjectionType"]?.span {
          findings.report(
            Diagnostic(
              .projectionNotAccepted, "\(index.indexPhrase) includes attributes and lists none", at: place,
              help: ["list them in `NonKeyAttributes`, or project `KEYS_ONLY`"]))
        } else if type != "INCLUDE", let listed {
          findings.report(
            Diagnostic(
              .projectionNotAccepted, "\(index.indexPhrase) projects `\(type)` and lists attributes",
              at: listed.keySpan,
              consequences: [
                "DynamoDB refuses the table: `ProjectionType is \(type), but NonKeyAttributes is specified`"
              ],
              help: ["leave out the list, or project `INCLUDE`"]))
        }
      }
    }
  }
}
