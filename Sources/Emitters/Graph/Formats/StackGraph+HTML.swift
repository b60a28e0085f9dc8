extension StackGraph {
  /// The drawing in a page that needs nothing else: no network, no other file.
  var html: String {
    let drawing = SVGDrawing(self)
    let name = Markup.escaped(title.isEmpty ? "stack" : title)
    let (width, height) = drawing.contentSize
    // The policy forbids the page to fetch anything, whatever a label may hold.
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      <title>\(name)</title>
      <style>
      \(DrawingStyle.css)\(GraphPage.css)</style>
      </head>
      <body class="g">
      <header>
      <h1>\(name)</h1>
      <p class="counts">\(counts)</p>
      <label class="search"><span>Search</span><input id="search" type="search" placeholder="Search (press /)" autocomplete="off" spellcheck="false"></label>
      <div class="legend" role="group" aria-label="Arrows">
      \(legend)
      </div>
      </header>
      <main>
      <svg id="canvas" role="application" aria-label="\(name): drag to move, wheel to zoom" tabindex="0" \
      data-width="\(CurvePath.number(width))" data-height="\(CurvePath.number(height))">
      <g id="view">
      \(drawing.content)
      </g>
      </svg>
      <div class="zoom" role="group" aria-label="Zoom">
      <button id="in" title="zoom in (+)">+</button><button id="out" title="zoom out (−)">−</button>\
      <button id="fit" title="show all (0)">⤢</button>
      </div>
      <aside id="facts" aria-live="polite" hidden></aside>
      </main>
      <script>
      \(GraphPage.script)</script>
      </body>
      </html>

      """
  }

  private var counts: String {
    let outside = nodes.count { $0.kind == .external }
    let resources = nodes.count - outside
    let parts = [
      resources == 1 ? "1 resource" : "\(resources) resources", edges.count == 1 ? "1 arrow" : "\(edges.count) arrows",
      outside == 0 ? "" : "\(outside) outside",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var legend: String {
    GraphEdgeKind.allCases.compactMap { kind in
      let count = edges.count { $0.kind == kind }
      guard count > 0 else { return nil }
      return """
        <label class="g-\(kind.rawValue)"><input type="checkbox" data-kind="\(kind.rawValue)" checked>\
        <svg width="30" height="10" aria-hidden="true"><path class="g-line" d="M1 5H29"/></svg>\(kind.title) <b>\(count)</b></label>
        """
    }.joined(separator: "\n")
  }
}
