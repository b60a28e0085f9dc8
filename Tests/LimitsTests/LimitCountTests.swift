import Driver
import Foundation
import Spec
import Testing

/// How many limits are checked, enforced and excused; `floors.json` keeps the counts from falling.
@Suite struct LimitCountTests {
  struct Floors: Decodable {
    let checked: Int
    let enforced: Int
    /// Most limits of which nobody has decided anything.
    let undecided: Int
    /// Most limits that a rule checks and no case shows.
    let withoutCase: Int
  }

  static let floors: Floors = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "floors.json")
    guard let data = try? Data(contentsOf: file), let floors = try? JSONDecoder().decode(Floors.self, from: data) else {
      return Floors(checked: .max, enforced: .max, undecided: 0, withoutCase: 0)
    }
    return floors
  }()

  @Test func countsDoNotFall() {
    let counts = LimitCounts(ServiceLimit.all)
    print(counts.line)
    #expect(counts.checked >= Self.floors.checked)
    #expect(counts.checked + counts.enforced >= Self.floors.enforced)
    let open = ServiceLimit.all.filter { LimitDisposition($0).isUndecided }.map(\.id)
    #expect(open.count <= Self.floors.undecided, "undecided: \(open.joined(separator: " "))")
  }

  @Test func everyCheckedLimitHasACase() {
    let shown = Set(LimitCase.all.flatMap(\.rows) + PropertyCase.all.map(\.limit)).union(LimitCase.shownElsewhere)
    let missing = ServiceLimit.all.filter { !LimitDisposition($0).codes.isEmpty && !shown.contains($0.id) }.map(\.id)
    print("checked without a case: \(missing.joined(separator: " "))")
    #expect(missing.count <= Self.floors.withoutCase, "no case: \(missing.joined(separator: " "))")
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
