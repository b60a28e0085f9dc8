import Source

/// The regions that an endpoint serves besides its own: `ReplicaRegions` of `AWS::Serverless::WebFunction`.
extension SAMTranslation {
  /// Groups of regions that may be named in place of their regions.
  private static let regionGroups = [
    "US": ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    "AP": [
      "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2",
    ],
    "CA": ["ca-central-1"],
    "EU": ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1"],
    "SA": ["sa-east-1"],
    "SPARSE_GLOBAL": [
      "us-east-1", "eu-west-1", "eu-central-1", "ap-northeast-1", "ap-southeast-2", "sa-east-1", "ap-southeast-1",
    ],
  ]
  /// The name for the regions of all groups.
  private static let allStandard = "ALL_STANDARD"

  /// `Regions` of the endpoint; nil where nothing is said of replicas.
  func replicaRegions(_ source: SAMSource) throws(SAMFault) -> SAMValue? {
    guard let written = source["ReplicaRegions"] else { return nil }
    if written.isIntrinsic { return written }
    guard let map = written.map else {
      let items = written.list ?? []
      return SAMValue(.list(try regions(items, source) + items.filter { !$0.isString }), written.span)
    }
    let known = ["IncludeRegions", "ExcludeRegions"]
    let unknown = map.keys.filter { !known.contains($0) }.sorted()
    if let first = unknown.first {
      throw source.fault(
        "'ReplicaRegions' contains unrecognized keys: \(unknown.pythonList). Valid keys are: IncludeRegions, ExcludeRegions.",
        map.keySpan(first))
    }
    let (included, excluded) = (map[known[0]]?.ifTruthy, map[known[1]]?.ifTruthy)
    try checkExclusion(included, excluded, source)
    let items = Self.regionItems(included)
    let all = try regions(items, source)
    let without = try regions(Self.regionItems(excluded), source)
    let rest = all.filter { !without.contains($0) }
    return SAMValue(.list(rest + items.filter { !$0.isString }), written.span)
  }

  /// What is known only to the deployment can neither be left out nor have something left out of it.
  private func checkExclusion(
    _ included: SAMValue?, _ excluded: SAMValue?, _ source: SAMSource
  ) throws(SAMFault) {
    if let excluded, included == nil {
      throw source.fault(
        "'ExcludeRegions' requires 'IncludeRegions' to also be specified in 'ReplicaRegions'.", excluded.span)
    }
    if let call = [included, excluded].compactMap(\.self).first(where: \.isIntrinsic) {
      throw source.fault(
        "'IncludeRegions' and 'ExcludeRegions' do not support top-level intrinsic functions.", call.span)
    }
    let exclusions = Self.regionItems(excluded)
    if let call = exclusions.first(where: { !$0.isString }) {
      throw source.fault("'ExcludeRegions' does not support intrinsic functions in entries.", call.span)
    }
    if !exclusions.isEmpty, let call = Self.regionItems(included).first(where: { !$0.isString }) {
      throw source.fault(
        "'ExcludeRegions' cannot be used when 'IncludeRegions' contains intrinsic functions, because the exclusion cannot be "
          + "applied to an intrinsic value at transform time.", call.span)
    }
  }

  /// The items of a list of regions. Of a text SAM takes the letters, of an object the keys.
  private static func regionItems(_ value: SAMValue?) -> [SAMValue] {
    guard let value else { return [] }
    if let text = value.string { return text.map { SAMValue(.string(String($0)), value.span) } }
    return value.list ?? (value.map?.entries ?? []).map { SAMValue(.string($0.key), $0.keySpan) }
  }

  /// The regions that texts among items stand for, each once, in order. SAM reads them from behind.
  private func regions(_ items: [SAMValue], _ source: SAMSource) throws(SAMFault) -> [SAMValue] {
    var regions: [String: SAMValue] = [:]
    for item in items.reversed() {
      guard let text = item.string else { continue }
      let name = text.uppercased()
      let names =
        name == Self.allStandard ? Self.regionGroups.values.flatMap(\.self) : Self.regionGroups[name]
      guard names != nil || text.contains("-") else {
        throw source.fault("Unknown region key or code: '\(text)'.", item.span)
      }
      for region in names ?? [text] { regions[region] = SAMValue(.string(region), item.span) }
    }
    return regions.sorted { $0.key < $1.key }.map(\.value)
  }
}
