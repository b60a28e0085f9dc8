import Source
import Template

extension Section {
  static let networks = Section(
    .networks,
    "VPCs.",
    keys: [],
    example: """
      networks:
        main: { properties: { CidrBlock: 10.0.0.0/16 } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .networks), from: entry)
  }
}
