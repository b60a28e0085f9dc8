/// An SVG path through points: a monotone cubic (Fritsch and Carlson, "Monotone piecewise cubic interpolation", 1980), which
/// leaves and arrives level and never swings beyond a point.
struct CurvePath {
  private let points: [DrawnGraph.Point]

  init(_ points: [DrawnGraph.Point]) { self.points = points }

  /// The path's data ("Paths", Scalable Vector Graphics 2).
  var data: String {
    guard let first = points.first, points.count > 1 else { return "" }
    var data = "M\(Self.number(first.x)) \(Self.number(first.y))"
    guard isMonotone else {
      for point in points.dropFirst() { data += "L\(Self.number(point.x)) \(Self.number(point.y))" }
      return data
    }
    let slopes = slopes
    for index in points.indices.dropLast() {
      let (a, b) = (points[index], points[index + 1])
      // A level end pulls further: the curve leaves a box straight before it bends.
      let isWhole = points.count == 2
      let reach = (b.x - a.x) * (isWhole ? 0.5 : 0.4)
      data += "C\(Self.number(a.x + reach)) \(Self.number(a.y + slopes[index] * reach))"
      data += " \(Self.number(b.x - reach)) \(Self.number(b.y - slopes[index + 1] * reach))"
      data += " \(Self.number(b.x)) \(Self.number(b.y))"
    }
    return data
  }

  /// Points on the curve between two points, close enough together to see what it touches.
  var samples: [DrawnGraph.Point] {
    guard points.count == 2 else { return points }
    let (a, b) = (points[0], points[1])
    return (0...24).map { step in
      let t = Double(step) / 24
      let s = 1 - t
      // Handles are level and reach to the middle, as in ``data``.
      let x = s * s * s * a.x + 3 * s * t * (a.x + b.x) / 2 + t * t * t * b.x
      let y = s * s * (s + 3 * t) * a.y + t * t * (t + 3 * s) * b.y
      return DrawnGraph.Point(x: x, y: y)
    }
  }

  private var isMonotone: Bool {
    let steps = zip(points, points.dropFirst()).map { $1.x - $0.x }
    return steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 }
  }

  /// The slope at each point: level at both ends and wherever the curve turns, else a harmonic mean.
  private var slopes: [Double] {
    let secants = zip(points, points.dropFirst()).map { ($1.y - $0.y) / ($1.x - $0.x) }
    return points.indices.map { index in
      guard index > 0, index < secants.count else { return 0 }
      let (a, b) = (secants[index - 1], secants[index])
      return a * b <= 0 ? 0 : 2 * a * b / (a + b)
    }
  }

  /// A number with at most one digit after the point, the same on every machine.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}
