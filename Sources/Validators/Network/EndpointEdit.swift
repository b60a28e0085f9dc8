import Diagnostics
import Source
import Template

/// Adds an endpoint to a network of the stack language.
struct EndpointEdit {
  private let vpc: Resource
  private let map: NetworkMap

  /// The edit of a network; nil for a VPC that was written otherwise.
  init?(_ vpc: Resource, _ map: NetworkMap) {
    guard vpc.origin == .declared, vpc.typeSpan == vpc.span else { return nil }
    self.vpc = vpc
    self.map = map
  }

  /// The edits that add a service: behind the last one, or with a key of its own.
  func adding(_ word: String) -> [Edit]? {
    let own = map.endpoints(of: vpc).filter { $0.resource.origin == .derived && $0.resource.extent == vpc.extent }
    guard let last = own.map(\.resource.span).max() else {
      return EntryEdit(vpc, map.context)?.adding("endpoints: [\(word)]")
    }
    let text = Array(map.context.sources.text(vpc.extent).utf8)
    let end = Int(last.end) - Int(vpc.extent.start)
    let start = Int(last.start) - Int(vpc.extent.start)
    guard end <= text.count, start > 0 else { return nil }
    let at = Span(last.source, Int(last.end), Int(last.end))
    if let next = text[end...].first, [UInt8(ascii: "]"), UInt8(ascii: ",")].contains(next) {
      return [Edit(at, ", \(word)")]
    }
    // An item of a list in block style: another line like its own.
    let line = text[..<start].suffix(while: { $0 != 0x0A })
    guard line.last == 0x20, line.dropLast().last == UInt8(ascii: "-"), line.dropLast(2).allSatisfy({ $0 == 0x20 })
    else { return nil }
    return [Edit(at, "\n" + String(decoding: line, as: UTF8.self) + word)]
  }
}

extension ArraySlice<UInt8> {
  /// The longest end of which every byte fulfils a condition.
  fileprivate func suffix(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, condition(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
