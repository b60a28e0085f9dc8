import Source
import Template

/// The members of an object, in the order in which they were written or set.
///
/// One that was written stays as the template has it until its members are asked for or set: of most of a template SAM's
/// transform reads nothing, and gives it back as it was.
struct SAMMap: Sendable {
  /// One member.
  struct Entry: Sendable {
    var key: String
    var keySpan: Span?
    var value: SAMValue
  }

  /// What there is besides ``members``.
  private enum Extra: Sendable {
    case nothing
    /// Positions by name; kept only for objects that are worth it.
    case index([String: Int])
    /// The object as it was written, in the place of ``members``.
    case written(ValueMap)
  }

  private var members: [Entry] = []
  private var extra = Extra.nothing
  /// From this many members on, names are looked up by their hash.
  private static let indexed = 48

  init() {}

  init(_ entries: [Entry]) {
    members.reserveCapacity(entries.count)
    for entry in entries { set(entry.key, entry.value, keySpan: entry.keySpan) }
  }

  /// An object of members whose names are known to differ.
  init(unique entries: [Entry]) {
    members = entries
    if entries.count >= Self.indexed { reindex() }
  }

  /// An object as the template has it.
  init(_ map: ValueMap) {
    extra = .written(map)
    // One of many members is taken apart at once, for its index.
    if map.entries.count >= Self.indexed {
      takeApart()
      reindex()
    }
  }

  private mutating func reindex() {
    extra = .index(Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The object as it was written; nil as soon as something was set.
  var written: ValueMap? { if case .written(let map) = extra { map } else { nil } }

  /// Takes what was written apart, so that it can be changed.
  private mutating func takeApart() {
    guard case .written(let map) = extra else { return }
    members = map.entries.map(Entry.init)
    extra = .nothing
  }

  var entries: [Entry] { written?.entries.map(Entry.init) ?? members }
  var keys: [String] { written?.entries.map(\.key) ?? members.map(\.key) }
  var values: [SAMValue] { entries.map(\.value) }
  var isEmpty: Bool { count == 0 }
  var count: Int { if case .written(let map) = extra { map.entries.count } else { members.count } }
  /// The name of the one member of an object that has no more.
  var onlyKey: String? { count == 1 ? written?.entries[0].key ?? members[0].key : nil }

  func keySpan(_ key: String) -> Span? {
    if case .written(let map) = extra { return map.entry(key)?.keySpan }
    return position(key).flatMap { members[$0].keySpan }
  }

  /// Makes room for members that are to be set.
  mutating func reserve(_ count: Int) {
    takeApart()
    members.reserveCapacity(count)
  }

  mutating func set(_ key: String, _ value: SAMValue, keySpan: Span? = nil) {
    takeApart()
    if let place = position(key) {
      members[place].value = value
      if let keySpan { members[place].keySpan = keySpan }
    } else {
      append(Entry(key: key, keySpan: keySpan, value: value))
    }
  }

  mutating func remove(_ key: String) {
    takeApart()
    guard let place = position(key) else { return }
    members.remove(at: place)
    extra = .nothing
    if members.count >= Self.indexed { reindex() }
  }

  subscript(key: String) -> SAMValue? {
    get {
      if case .written(let map) = extra { return map[key].map { SAMValue($0) } }
      return position(key).map { members[$0].value }
    }
    set { if let newValue { set(key, newValue) } else { remove(key) } }
    _modify {
      takeApart()
      let place = position(key)
      var value = place.map { members[$0].value }
      // It is in no other hands then, and changed where it is.
      if let place { members[place].value.kind = .null }
      defer {
        switch (place, value) {
        case (let place?, let value?): members[place].value = value
        case (nil, let value?): append(Entry(key: key, keySpan: nil, value: value))
        case (_, nil): remove(key)
        }
      }
      yield &value
    }
  }

  /// The text of a member that is one.
  func string(_ key: String) -> String? {
    if case .written(let map) = extra { return map[key]?.string }
    guard let place = position(key), case .string(let text) = members[place].value.kind else { return nil }
    return text
  }

  /// A member that is worked on; null if it was not there.
  subscript(in key: String) -> SAMValue {
    get { self[key] ?? SAMValue(.null) }
    _modify {
      takeApart()
      let place = position(key) ?? members.count
      if place == members.count { append(Entry(key: key, keySpan: nil, value: SAMValue(.null))) }
      yield &members[place].value
    }
  }

  /// Whether it is the very same object, of which nothing was set since it was copied.
  func isSame(as other: SAMMap) -> Bool {
    guard written == nil, other.written == nil else { return false }
    return members.withUnsafeBufferPointer { mine in
      other.members.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress && $0.count == mine.count }
    }
  }

  /// Changes each value in place.
  mutating func mapValues(_ change: (String, inout SAMValue) -> Void) {
    takeApart()
    for place in members.indices { change(members[place].key, &members[place].value) }
  }
}

extension SAMMap {
  /// Where a member stands in ``members``.
  private func position(_ key: String) -> Int? {
    if case .index(let index) = extra { return index[key] }
    return members.firstIndex { $0.key.isSameName(as: key) }
  }

  /// Adds a member of a new name.
  private mutating func append(_ entry: Entry) {
    // Objects that are made have a few members; growing with each of them moves those before it.
    if members.isEmpty { members.reserveCapacity(4) }
    members.append(entry)
    guard members.count >= Self.indexed else { return }
    guard case .index(var index) = extra else { return reindex() }
    extra = .nothing
    index[entry.key] = members.count - 1
    extra = .index(index)
  }
}

extension SAMMap.Entry {
  fileprivate init(_ entry: ValueMap.Entry) {
    self.init(key: entry.key, keySpan: entry.keySpan, value: SAMValue(entry.value))
  }
}

extension SAMMap {
  /// The members, resources, of some types. There are many others, which need not be copied to be passed over.
  func resources(where isWanted: (String) -> Bool) -> [Entry] {
    let all = entries
    var wanted: [Entry] = []
    for place in all.indices {
      guard case .map(let body) = all[place].value.kind, let type = body.string("Type") else { continue }
      if isWanted(type) { wanted.append(all[place]) }
    }
    return wanted
  }
}
