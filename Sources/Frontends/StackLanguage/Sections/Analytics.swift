import Source
import Template

extension Section {
  static let analytics = Section(
    .analytics,
    "Applications of Managed Service for Apache Flink.",
    keys: [],
    example: """
      analytics:
        trending: { properties: { RuntimeEnvironment: FLINK-1_20, ServiceExecutionRole: "${roles.flink.arn}" } }
      roles:
        flink: { trusts: kinesisanalytics.amazonaws.com }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .analytics), from: entry)
  }
}
