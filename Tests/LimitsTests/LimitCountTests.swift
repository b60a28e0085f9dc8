import Driver
import Foundation
import Spec
import Testing

/// How many limits are checked, enforced and excused; `floors.json` keeps the counts from falling.
@Suite struct LimitCountTests {
  struct Floors: Decodable {
    /// Limits that a rule checks.
    let checked: Int
    /// Those, and what a local run alone holds to.
    let enforced: Int
  }

  static let floors: Floors = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "floors.json")
    guard let data = try? Data(contentsOf: file), let floors = try? JSONDecoder().decode(Floors.self, from: data) else {
      return Floors(checked: .max, enforced: .max)
    }
    return floors
  }()

  @Test func countsDoNotFall() {
    let counts = LimitCounts(ServiceLimit.all)
    print(counts.line)
    // A floor below what is reached would let the count fall again, so that a new one is written down at once.
    #expect(counts.checked == Self.floors.checked, "if there are more, raise the floor in floors.json")
    #expect(
      counts.checked + counts.enforced == Self.floors.enforced, "if there are more, raise the floor in floors.json")
  }

  @Test func everyLimitIsDecided() {
    let open = ServiceLimit.all.filter { LimitDisposition($0).isUndecided }.map(\.id)
    #expect(open.isEmpty, "a rule, a run or an excuse must decide: \(open.joined(separator: " "))")
  }

  /// What nobody found in a document may be told, and no rule may rest on it.
  @Test func noRuleReliesOnWhatIsNotVerified() {
    let relied = ServiceLimit.all.filter { !$0.isVerified && !LimitDisposition($0).codes.isEmpty }
    #expect(relied.isEmpty, "not verified: \(relied.map { "\($0.id) of \(LimitDisposition($0).codes)" })")
    for limit in ServiceLimit.all where limit.isVerified {
      #expect(limit.source.contains("https://") && limit.asOf != "n/a", "\(limit.id) names no document")
    }
  }

  @Test func everyCheckedLimitHasACase() {
    let shown = Set(LimitCase.all.flatMap(\.rows) + PropertyCase.all.map(\.limit)).union(LimitCase.shownElsewhere)
    let missing = ServiceLimit.all.filter { !LimitDisposition($0).codes.isEmpty && !shown.contains($0.id) }.map(\.id)
    #expect(missing.isEmpty, "checked without a case: \(missing.joined(separator: " "))")
  }

  @Test func nothingIsExcusedThatIsChecked() {
    let both = ServiceLimit.all.filter { !LimitDisposition($0).codes.isEmpty && $0.excuse != nil }.map(\.id)
    #expect(both.isEmpty, "checked, so drop the excuse in Tools/facts/tables/limits.json: \(both)")
  }

  @Test func whatARunEnforcesIsThere() {
    let runtime = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/LocalRuntime")
    for limit in ServiceLimit.all {
      guard let file = limit.enforcement else { continue }
      #expect(FileManager.default.fileExists(atPath: runtime.appending(path: file).path), "\(limit.id): no \(file)")
    }
  }

  @Test func anExcusePointsAtARowThatIsDecided() {
    for limit in ServiceLimit.all where limit.excuse == .otherRow {
      let other = ServiceLimit.id(limit.excuseDetail)
      #expect(other.map { !LimitDisposition($0).isUndecided } ?? false, "\(limit.id): \(limit.excuseDetail)")
    }
  }
}
