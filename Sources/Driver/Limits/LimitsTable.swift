import Source
public import Spec

/// The documented limits as a table or as JSON.
public enum LimitsTable {
  /// The limits whose service, id or subject contains every word.
  public static func rows(matching words: [String]) -> [ServiceLimit] {
    ServiceLimit.all.filter { limit in
      words.allSatisfy { word in
        let word = word.lowercased()
        return limit.service == word || limit.id.lowercased() == word || limit.subject.lowercased().contains(word)
      }
    }
  }

  /// One limit a line: id, subject, what it bounds, value with unit; then what becomes of it, what changed, and the
  /// source; last the counts.
  public static func text(_ rows: [ServiceLimit]) -> String {
    let lines = rows.map { limit in
      let facts =
        [LimitDisposition(limit).phrase] + [limit.note].compactMap { $0 } + ["\(limit.source) (\(limit.asOf))"]
      return "\(line(limit))\n" + facts.map { "         \($0)\n" }.joined()
    }
    return lines.joined() + "\n\(LimitCounts(rows).line)\n"
  }

  /// One limit without its source.
  static func line(_ limit: ServiceLimit) -> String {
    let mark = limit.isAdjustable ? ", can be raised" : ""
    let doubt = limit.isVerified ? "" : ", not verified"
    return "\(limit.id)  \(limit.subject): \(limit.kindWord) \(limit.valueText)\(mark)\(doubt)"
  }

  /// The same as a JSON array.
  public static func json(_ rows: [ServiceLimit]) -> String {
    var json = JSONWriter()
    json.array { json in
      for limit in rows {
        json.object { json in
          json.member("id", limit.id)
          json.member("service", limit.service)
          json.member("subject", limit.subject)
          json.member("kind", limit.kindWord)
          json.key("value")
          json.value(limit.value)
          json.member("unit", limit.unit)
          json.member("adjustable", limit.isAdjustable)
          json.member("verified", limit.isVerified)
          json.member("source", limit.source)
          json.member("asOf", limit.asOf)
          let disposition = LimitDisposition(limit)
          json.member("checkedBy", disposition.codes)
          json.member("enforcedByRun", disposition.isEnforced)
          if let excuse = disposition.excuse { json.member("notChecked", excuse) }
          if let note = limit.note { json.member("note", note) }
        }
      }
    }
    json.newline()
    return json.text
  }
}

extension ServiceLimit {
  /// What it bounds: `max`, `min`, `count`, ….
  fileprivate var kindWord: String { "\(kind)" }

  /// The value with its unit, for people.
  var valueText: String {
    let text =
      switch value {
      case .number(let number): Self.plain(number)
      case .text(let text): text
      case .list(let items): items.joined(separator: ", ")
      case .range(let low, let high): "\(low.map(Self.plain) ?? "") to \(high.map(Self.plain) ?? "")"
      }
    return unit.isEmpty ? text : "\(text) \(unit)"
  }

  static func plain(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? String(number)
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ value: ServiceLimit.Value) {
    switch value {
    case .number(let number): raw(ServiceLimit.plain(number))
    case .text(let text): string(text)
    case .list(let items): array { json in for item in items { json.string(item) } }
    case .range(let low, let high):
      array { json in
        for bound in [low, high] { if let bound { json.raw(ServiceLimit.plain(bound)) } else { json.null() } }
      }
    }
  }
}
