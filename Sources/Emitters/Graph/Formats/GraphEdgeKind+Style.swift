extension GraphEdgeKind {
  /// Colour on a light ground. Each is at least 4.5 to 1 against white, and they differ for the colour-blind.
  var light: String {
    switch self {
    case .request: "#1d4ed8"
    case .event: "#6d28d9"
    case .failure: "#b91c1c"
    case .access: "#0f766e"
    case .dependency: "#64748b"
    }
  }

  /// Colour on a dark ground.
  var dark: String {
    switch self {
    case .request: "#7aa2ff"
    case .event: "#b79bff"
    case .failure: "#ff8a80"
    case .access: "#4fd1c0"
    case .dependency: "#94a3b8"
    }
  }

  /// Lengths of dashes and gaps, so that kinds can be told apart without colour; nil for a plain line.
  var dash: String? {
    switch self {
    case .request, .event: nil
    case .failure: "6 4"
    case .access: "1.5 4"
    case .dependency: "2 5"
    }
  }
}
