/// A graph with a place for everything, in pixels from the top left.
struct DrawnGraph {
  /// A box.
  struct Box {
    /// Position of its node in the graph.
    let node: Int
    var x: Double
    var y: Double
    let width: Double
    let height: Double
  }

  /// An arrow.
  struct Arrow {
    /// Position of its edge in the graph.
    let edge: Int
    /// Points that the curve goes through, from tail to head.
    var points: [Point]
    /// The middle of its label.
    var label: Point?
    /// The lines of its label.
    let lines: [String]
  }

  /// A place.
  struct Point {
    var x: Double
    var y: Double
  }

  var boxes: [Box] = []
  var arrows: [Arrow] = []
  var width = 0.0
  var height = 0.0

  /// Moves everything.
  mutating func move(byX dx: Double, y dy: Double) {
    for index in boxes.indices {
      boxes[index].x += dx
      boxes[index].y += dy
    }
    for index in arrows.indices {
      for point in arrows[index].points.indices {
        arrows[index].points[point].x += dx
        arrows[index].points[point].y += dy
      }
      arrows[index].label?.x += dx
      arrows[index].label?.y += dy
    }
  }
}

/// Sizes in pixels.
enum DrawingMetrics {
  static let labelSize = 13.5
  static let detailSize = 11.0
  static let edgeSize = 11.0
  static let boxHeight = 52.0
  static let narrowestBox = 116.0
  static let widestBox = 250.0
  /// From a box's left side to its text.
  static let textInset = 50.0
  static let lineHeight = 14.0
  /// Lines at an arrow; further labels are counted.
  static let mostLines = 3
  static let widestEdgeLabel = 190.0
  /// Room for a curve to bend, on each side of a column of labels.
  static let bend = 34.0
  static let boxGap = 24.0
  static let laneGap = 12.0
  static let componentGap = 44.0
  /// Boxes without arrows stand in rows of at least this width.
  static let rowWidth = 860.0
}
