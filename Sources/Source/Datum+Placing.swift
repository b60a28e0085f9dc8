extension Datum {
  /// The same data at other places, each made from the place it has. The reader of JSON bounds the depth.
  public func placed(_ place: (Span) -> Span) -> Datum {
    switch kind {
    case .list(let items): Datum(.list(items.map { $0.placed(place) }), place(span))
    case .map(let members):
      Datum(
        .map(members.map { Member(key: $0.key, keySpan: place($0.keySpan), value: $0.value.placed(place)) }),
        place(span))
    case .null, .bool, .number, .string, .unknown: Datum(kind, place(span))
    }
  }
}
