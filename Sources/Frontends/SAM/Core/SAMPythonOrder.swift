/// The keys of a dictionary in the order in which Python 2.7 goes through them: SAM's transform was written for it, and keeps
/// that order where an API's deployment is named after it.
///
/// What SAM says first of several faults, and which of several APIs gives its attributes to what they share, follows from it.
/// Source: CPython 2.7, `Objects/dictobject.c` (open addressing with perturbation) and `Objects/unicodeobject.c` (the hash).
struct SAMPythonOrder {
  private enum Slot {
    case free
    case removed
    case key(String)
  }

  /// The slots that a new dictionary has.
  private static let fewest = 8
  private static let perturbation: UInt64 = 5
  /// More keys than this keep the order that they have: names can be chosen so that all have one hash, and each key put in would
  /// then be compared with all others. A stack has 500 resources at most ("AWS CloudFormation quotas").
  fileprivate static let most = 2_000

  private var slots = [Slot](repeating: .free, count: fewest)
  private var used = 0
  /// Slots that are or were in use.
  private var filled = 0

  /// Takes keys in the order in which they are put in. They must differ.
  init(_ keys: [String]) { for key in keys { add(key) } }

  /// The keys, in order.
  var keys: [String] { slots.compactMap { if case .key(let key) = $0 { key } else { nil } } }

  /// Puts a key in; nothing happens if it is there.
  mutating func add(_ key: String) {
    let place = place(of: key)
    switch slots[place] {
    case .key: return
    case .removed: break
    case .free: filled += 1
    }
    slots[place] = .key(key)
    used += 1
    guard filled * 3 >= slots.count * 2 else { return }
    var size = Self.fewest
    // Fourfold; twofold above 50,000, which are never here.
    while size <= used * 4 { size *= 2 }
    let old = keys
    slots = [Slot](repeating: .free, count: size)
    (used, filled) = (0, 0)
    for key in old { add(key) }
  }

  /// Takes a key out, whose slot stays taken.
  mutating func remove(_ key: String) {
    let place = place(of: key)
    guard case .key = slots[place] else { return }
    slots[place] = .removed
    used -= 1
  }

  /// The slot that a key has, or would get.
  private func place(of key: String) -> Int {
    let mask = UInt64(slots.count - 1)
    var perturb = Self.hash(key)
    var walker = perturb & mask
    var removed: Int?
    // Ends, since a third of the slots is always free and the walk comes to each.
    while true {
      let place = Int(walker & mask)
      switch slots[place] {
      case .free: return removed ?? place
      case .removed: removed = removed ?? place
      case .key(let other): if other == key { return place }
      }
      walker = (walker << 2) &+ walker &+ perturb &+ 1
      perturb >>= Self.perturbation
    }
  }

  private static func hash(_ key: String) -> UInt64 {
    guard let first = key.unicodeScalars.first else { return 0 }
    var hash = UInt64(first.value) << 7
    for scalar in key.unicodeScalars { hash = (1_000_003 &* hash) ^ UInt64(scalar.value) }
    hash ^= UInt64(key.unicodeScalars.count)
    // -1 says that there is an error.
    return hash == .max ? .max - 1 : hash
  }
}

extension SAMTranslation {
  /// Puts resources and events in the order in which SAM goes through them.
  mutating func orderAsPython() {
    guard resources.count <= SAMPythonOrder.most, hasRESTAPI || hasDefaultHTTPAuthorizer else { return }
    var order = SAMPythonOrder(resources.keys)
    // The implicit APIs are put in, and taken out again where no event needs them.
    for id in [SAMImplicitAPI.rest.id, SAMImplicitAPI.http.id] where resources[id] == nil {
      order.add(id)
      order.remove(id)
    }
    resources = resources.inOrder(of: order.keys)
    for entry in resources.resources(where: SAMTypes.haveEvents.contains) {
      guard let events = entry.value["Properties"]?["Events"]?.map, events.count > 1 else { continue }
      var body = entry.value
      body[in: "Properties"]["Events"] = SAMValue(
        .map(events.inPythonOrder), entry.value["Properties"]?["Events"]?.span)
      resources.set(entry.key, body)
    }
  }

  private var hasRESTAPI: Bool {
    types.events.contains(SAMImplicitAPI.rest.eventType) || types.resources.contains(SAMImplicitAPI.rest.type)
  }

  private var hasDefaultHTTPAuthorizer: Bool {
    let (type, eventType) = (SAMImplicitAPI.http.type, SAMImplicitAPI.http.eventType)
    guard types.resources.contains(type) || types.events.contains(eventType) else { return false }
    let isDefault = sections["Globals"]?["HttpApi"]?["Auth"]?["DefaultAuthorizer"]?.isTruthy == true
    return resources.resources(where: { $0 == type }).contains { entry in
      isDefault || entry.value["Properties"]?["Auth"]?["DefaultAuthorizer"]?.isTruthy == true
    } || isDefault && types.events.contains(eventType)
  }
}

extension SAMMap {
  /// The same members in the order in which Python 2.7 goes through them.
  var inPythonOrder: SAMMap {
    (2...SAMPythonOrder.most).contains(count) ? inOrder(of: SAMPythonOrder(keys).keys) : self
  }

  /// The same members in the order of their names.
  fileprivate func inOrder(of names: [String]) -> SAMMap {
    let entries = entries
    let places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
    return SAMMap(unique: names.compactMap { name in places[name].map { entries[$0] } })
  }
}
