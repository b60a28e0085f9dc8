import Diagnostics
import Source

extension DefinitionReader {
  mutating func map(_ object: StateObject) -> MapAction {
    let field = object.member("ItemProcessor") ?? object.member("Iterator")
    if field == nil { reportMissing(["ItemProcessor"], of: object) }
    let configuration =
      field.flatMap { processorConfiguration($0, of: object) } ?? (isDistributed: false, isInline: false, type: nil)
    if configuration.isDistributed, kind == .express, let field {
      findings.report(.unsupportedInExpress("distributed Map states", at: field.keySpan))
    }
    if configuration.isInline { checkDistributedFields(object) }
    let itemsPath =
      object.language == .jsonPath
      ? object["ItemsPath"].flatMap { path($0, "ItemsPath", of: object, .reference) } : nil
    let selector = object.member("ItemSelector") != nil ? "ItemSelector" : "Parameters"
    if let label = text(object, "Label"), label.unicodeScalars.count > Self.longestLabel, let datum = object["Label"] {
      findings.report(.fieldUnfit("`Label` of \(object.subject) has at most \(Self.longestLabel) characters", datum))
    }
    let concurrency = integer(object, "MaxConcurrency", 0...99_999_999)
    if case .fixed(let most)? = concurrency, most > DocumentedLimits.inlineConcurrency, !configuration.isDistributed,
      let datum = object["MaxConcurrency"]
    {
      findings.report(.inlineConcurrencyTooHigh(most, of: object.subject, datum))
    }
    let reader = object["ItemReader"].flatMap { dataAccess($0, "ItemReader", "ReaderConfig", of: object) }
    let batcher = object["ItemBatcher"].flatMap { self.batcher($0, of: object) }
    let writer = object["ResultWriter"].flatMap { dataAccess($0, "ResultWriter", "WriterConfig", of: object) }
    return MapAction(
      processor: field.flatMap { processor($0, of: object, configuration) }, isDistributed: configuration.isDistributed,
      executionType: configuration.type, itemsPath: itemsPath, items: items(object),
      itemSelector: payload(object, selector, .outside), reader: reader, batcher: batcher, writer: writer,
      maxConcurrency: concurrency, toleratedFailurePercentage: percentage(object),
      toleratedFailureCount: integer(object, "ToleratedFailureCount", 0...99_999_999))
  }

  /// Longest label in characters (Developer Guide, "Using Map state in Distributed mode").
  private static let longestLabel = 40

  /// A percentage may have a fraction.
  private mutating func percentage(_ object: StateObject) -> FieldNumber? {
    let name = "ToleratedFailurePercentage"
    guard let datum = object[name], case .number(let text) = datum.kind, let value = Double(text) else {
      return integer(object, name, 0...100)
    }
    guard (0...100).contains(value) else {
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a number from 0 to 100", datum))
      return nil
    }
    return .fixed(Int(value))
  }

  private mutating func items(_ object: StateObject) -> PayloadTemplate? {
    guard object.language == .jsonata, let datum = object["Items"] else { return nil }
    switch datum.kind {
    case .list, .map, .unknown: break
    case .string(let text) where text.literal == nil || text.literal?.hasPrefix("{%") == true: break
    default: findings.report(.fieldUnfit("`Items` of \(object.subject) is a list, an object or an expression", datum))
    }
    return payload(object, "Items", .outside)
  }

  private static let processorFields = ["Comment", "StartAt", "States", "ProcessorConfig"]

  private mutating func processorConfiguration(
    _ member: Datum.Member, of object: StateObject
  ) -> (isDistributed: Bool, isInline: Bool, type: StateMachineKind?)? {
    guard let datum = member.value["ProcessorConfig"] else { return nil }
    let configuration = object.inner("`ProcessorConfig`", datum)
    guard datum.members != nil else {
      if case .unknown = datum.kind { return nil }
      findings.report(.fieldUnfit("`ProcessorConfig` of \(object.subject) is an object", datum))
      return nil
    }
    checkFields(of: configuration, among: ["Mode", "ExecutionType"])
    let mode = word(configuration, "Mode", among: ["INLINE", "DISTRIBUTED"])
    let type = word(configuration, "ExecutionType", among: ["STANDARD", "EXPRESS"])
    let isDistributed = mode == "DISTRIBUTED"
    if isDistributed, configuration.member("ExecutionType") == nil {
      reportMissing(["ExecutionType"], of: configuration)
    }
    if mode == "INLINE", let type = configuration.member("ExecutionType") {
      var diagnostic = Diagnostic.onlyDistributed(type, of: object.subject)
      diagnostic.severity = .warning
      diagnostic.consequences = ["an inline Map state runs its items in the execution itself"]
      findings.report(diagnostic)
    }
    return (isDistributed, mode == "INLINE", type.flatMap { StateMachineKind(rawValue: $0) })
  }

  private mutating func processor(
    _ member: Datum.Member, of object: StateObject,
    _ configuration: (isDistributed: Bool, isInline: Bool, type: StateMachineKind?)
  ) -> StateScope? {
    guard member.value.members != nil else {
      if case .unknown = member.value.kind { return nil }
      findings.report(.fieldUnfit("`\(member.key)` of \(object.subject) is an object", member.value))
      return nil
    }
    let outer = kind
    defer { kind = outer }
    // The items of a distributed map are executions of their own type.
    if configuration.isDistributed { kind = configuration.type ?? .standard }
    let processor = StateObject(
      subject: "`\(member.key)` of \(object.subject)", place: member.keySpan, language: object.language,
      datum: member.value)
    checkFields(of: processor, among: Self.processorFields)
    return scope(processor)
  }

  /// Fields that only a distributed map has (Developer Guide, "Using Map state in Distributed mode").
  private mutating func checkDistributedFields(_ object: StateObject) {
    for name in ["ItemReader", "ItemBatcher", "ResultWriter", "Label"] {
      if let member = object.member(name) { findings.report(.onlyDistributed(member, of: object.subject)) }
    }
  }

  private static let readerFields = [
    "InputType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter", "MaxItems", "MaxItemsPath", "ManifestType",
    "Transformation", "ItemsPointer",
  ]
  private static let writerFields = ["OutputType", "Transformation"]

  private mutating func dataAccess(
    _ datum: Datum, _ name: String, _ configurationName: String, of object: StateObject
  ) -> MapDataAccess? {
    let access = object.inner("`\(name)`", datum)
    guard datum.members != nil else {
      if case .unknown = datum.kind { return nil }
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is an object", datum))
      return nil
    }
    let arguments = object.language == .jsonata ? "Arguments" : "Parameters"
    let other = object.language == .jsonata ? "Parameters" : "Arguments"
    if let member = access.member(other) { findings.report(.otherLanguageField(member, of: access)) }
    checkFields(of: access, among: ["Resource", "Parameters", "Arguments", configurationName])
    // A writer that only shapes its output writes nowhere.
    let resource =
      name == "ItemReader" || access.member(configurationName) == nil
      ? required(access, "Resource") : access.member("Resource")
    let configuration = access[configurationName]
    if let configuration {
      checkConfiguration(access.inner("`\(configurationName)`", configuration), isReader: name == "ItemReader")
    }
    return MapDataAccess(
      resource: resource?.value.text, integration: resource.flatMap { self.resource($0.value, of: access) },
      arguments: access[arguments], template: payload(access, arguments, .outside), configuration: configuration,
      span: datum.span)
  }

  private mutating func checkConfiguration(_ object: StateObject, isReader: Bool) {
    guard object.datum.members != nil else {
      if case .unknown = object.datum.kind { return }
      return findings.report(.fieldUnfit("\(object.subject) is an object", object.datum))
    }
    guard isReader else {
      checkFields(of: object, among: Self.writerFields)
      _ = word(object, "OutputType", among: ["JSON", "JSONL"])
      _ = word(object, "Transformation", among: ["NONE", "COMPACT", "FLATTEN"])
      return
    }
    checkFields(of: object, among: Self.readerFields)
    checkExclusive(object)
    _ = word(object, "InputType", among: ["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"])
    _ = word(object, "CSVHeaderLocation", among: ["FIRST_ROW", "GIVEN"])
    _ = word(object, "CSVDelimiter", among: ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])
    _ = integer(object, "MaxItems", 1...100_000_000)
  }

  private mutating func batcher(_ datum: Datum, of object: StateObject) -> ItemBatcher? {
    let batcher = object.inner("`ItemBatcher`", datum)
    guard datum.members != nil else {
      if case .unknown = datum.kind { return nil }
      findings.report(.fieldUnfit("`ItemBatcher` of \(object.subject) is an object", datum))
      return nil
    }
    let fields = ["BatchInput", "MaxItemsPerBatch", "MaxInputBytesPerBatch"]
    let paths = ["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"]
    if object.language == .jsonata {
      for member in batcher.members where paths.contains(member.key) {
        findings.report(.otherLanguageField(member, of: batcher))
      }
    } else {
      checkExclusive(batcher)
    }
    checkFields(of: batcher, among: fields + paths)
    if (fields.dropFirst() + paths).allSatisfy({ batcher.member($0) == nil }) {
      reportMissing(["MaxItemsPerBatch", "MaxInputBytesPerBatch"], of: batcher)
    }
    return ItemBatcher(
      batchInput: payload(batcher, "BatchInput", .outside),
      maxItems: integer(batcher, "MaxItemsPerBatch", 1...99_999_999),
      maxBytes: integer(batcher, "MaxInputBytesPerBatch", 1...262_144))
  }
}
