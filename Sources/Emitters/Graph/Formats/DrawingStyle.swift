/// The look of a drawing, in CSS; light or dark as the reader prefers.
enum DrawingStyle {
  /// The rules. Class names start with `g-`, so that a page around the drawing can have its own.
  static let css: String = {
    var light = ""
    var dark = ""
    for kind in GraphEdgeKind.allCases {
      light += "--\(kind.rawValue):\(kind.light);"
      dark += "--\(kind.rawValue):\(kind.dark);"
    }
    for kind in GraphNodeKind.allCases {
      light += "--n-\(kind.rawValue):\(tints(kind).light);"
      dark += "--n-\(kind.rawValue):\(tints(kind).dark);"
    }
    var rules = base
    for kind in GraphEdgeKind.allCases {
      let dash = kind.dash.map { "stroke-dasharray:\($0);" } ?? ""
      rules += ".g-\(kind.rawValue) .g-line{stroke:var(--\(kind.rawValue));\(dash)}\n"
      rules += ".g-\(kind.rawValue) .g-tag{fill:var(--\(kind.rawValue))}\n"
      rules += ".g-\(kind.rawValue) .g-head{fill:var(--\(kind.rawValue))}\n"
    }
    return """
      .g{--ground:#fff;--box:#fff;--rim:#cbd5e1;--ink:#0f172a;--muted:#64748b;\(light)}
      @media (prefers-color-scheme:dark){.g{--ground:#0b1220;--box:#131c2e;--rim:#334155;--ink:#e5eaf3;--muted:#94a3b8;\(dark)}}
      \(rules)
      """
  }()

  private static let base = """
    .g{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
    .g-ground{fill:var(--ground)}
    .g-title{font-size:20px;font-weight:650;fill:var(--ink);letter-spacing:-.01em}
    .g-legend text{font-size:11.5px;fill:var(--muted)}
    .g-box rect.g-card{fill:var(--box);stroke:var(--rim);stroke-width:1.2}
    .g-box.g-outside rect.g-card{stroke-dasharray:4 3}
    .g-label{font-size:13.5px;font-weight:600;fill:var(--ink)}
    .g-detail{font-size:11px;fill:var(--muted)}
    .g-badge{font-size:12px;font-weight:700;fill:#fff;text-anchor:middle}
    .g-halo{fill:none;stroke:var(--ground);stroke-width:6}
    .g-line{fill:none;stroke-width:1.7;stroke-linecap:round}
    .g-tag{font-size:11px;font-weight:500;text-anchor:middle}
    .g-tagground{fill:var(--ground)}

    """

  /// The colour behind a box's letters.
  private static func tints(_ kind: GraphNodeKind) -> (light: String, dark: String) {
    switch kind {
    case .api: ("#1d4ed8", "#2f5fd0")
    case .function: ("#c2410c", "#c2550c")
    case .queue, .topic: ("#be185d", "#b3266a")
    case .bus, .rule, .schedule, .pipe: ("#6d28d9", "#7446cf")
    case .table, .stream, .bucket: ("#0f766e", "#127c73")
    case .stateMachine, .analytics: ("#a21caf", "#a133ad")
    case .role, .network, .userPool, .identityPool, .key, .logGroup, .alarm, .glue, .external, .other:
      ("#475569", "#546178")
    }
  }
}
