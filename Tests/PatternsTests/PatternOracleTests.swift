import Patterns
import Testing

/// Expressions made at random, against what their parts mean: the places where each part may end, as a set.
@Suite struct PatternOracleTests {
  private indirect enum Part {
    case letter(Character)
    case letters([Character], isNegated: Bool)
    case sequence([Part])
    case choice([Part])
    case repeated(Part, least: Int, most: Int?)
    case start, end
    case look(Part, isWanted: Bool)

    /// The part as it is written.
    var source: String {
      switch self {
      case .letter(let letter): String(letter)
      case .letters(let letters, let isNegated): "[\(isNegated ? "^" : "")\(String(letters))]"
      case .sequence(let parts): "(?:" + parts.map(\.source).joined() + ")"
      case .choice(let parts): "(?:" + parts.map(\.source).joined(separator: "|") + ")"
      case .repeated(let part, 0, nil): "(?:\(part.source))*"
      case .repeated(let part, 1, nil): "(?:\(part.source))+"
      case .repeated(let part, 0, 1): "(?:\(part.source))?"
      case .repeated(let part, let least, let most): "(?:\(part.source)){\(least),\(most.map(String.init) ?? "")}"
      case .start: "^"
      case .end: "$"
      case .look(let part, let isWanted): "(?\(isWanted ? "=" : "!")\(part.source))"
      }
    }

    /// Where the part may end if it begins at a place.
    func ends(_ text: [Character], from place: Int) -> Set<Int> {
      switch self {
      case .letter(let letter): place < text.count && text[place] == letter ? [place + 1] : []
      case .letters(let letters, let isNegated):
        place < text.count && letters.contains(text[place]) != isNegated ? [place + 1] : []
      case .sequence(let parts):
        parts.reduce([place]) { places, part in
          places.reduce(into: Set<Int>()) { $0.formUnion(part.ends(text, from: $1)) }
        }
      case .choice(let parts): parts.reduce(into: Set<Int>()) { $0.formUnion($1.ends(text, from: place)) }
      case .repeated(let part, let least, let most): repetitions(of: part, least, most, text, place)
      case .start: place == 0 ? [place] : []
      case .end: place == text.count ? [place] : []
      case .look(let part, let isWanted): part.ends(text, from: place).isEmpty == isWanted ? [] : [place]
      }
    }

    private func repetitions(of part: Part, _ least: Int, _ most: Int?, _ text: [Character], _ place: Int) -> Set<Int> {
      var places: Set<Int> = [place]
      var all: Set<Int> = least == 0 ? places : []
      // Beyond as many rounds as there are letters, no place is new.
      for round in 1...(most ?? least + text.count + 1) {
        places = places.reduce(into: []) { $0.formUnion(part.ends(text, from: $1)) }
        if round >= least { all.formUnion(places) }
      }
      return all
    }
  }

  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }

    mutating func letter() -> Character { ["a", "b", "c", "é"][roll(4)] }

    mutating func part(_ depth: Int) -> Part {
      switch roll(depth == 0 ? 3 : 10) {
      case 0, 1: return .letter(letter())
      case 2: return .letters([letter(), letter()], isNegated: roll(3) == 0)
      case 3, 4: return .sequence((0...roll(3)).map { _ in part(depth - 1) })
      case 5, 6: return .choice((0...roll(3)).map { _ in part(depth - 1) })
      case 7:
        let least = roll(3)
        return .repeated(part(depth - 1), least: least, most: roll(2) == 0 ? nil : max(1, least + roll(3)))
      case 8: return roll(2) == 0 ? .start : .end
      default: return .look(part(depth - 1), isWanted: roll(2) == 0)
      }
    }
  }

  @Test(arguments: UInt64(0)..<40) func matchesWhatItsPartsMean(seed: UInt64) throws {
    var dice = Dice(state: seed)
    for _ in 0..<25 {
      let part = dice.part(4)
      let pattern = try #require(Pattern.compiled(part.source), "\(part.source)")
      for _ in 0..<20 {
        let text = (0..<dice.roll(9)).map { _ in dice.letter() }
        let isExpected = (0...text.count).contains { !part.ends(text, from: $0).isEmpty }
        #expect(pattern.matches(String(text)) == isExpected, "\(part.source) on \(String(text))")
      }
    }
  }
}
