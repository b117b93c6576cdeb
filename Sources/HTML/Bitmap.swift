/// A picture of dark and light squares, drawn within the page; dark on light in every colour scheme, because what reads
/// it is a camera.
///
/// - Parameters:
///   - rows: whether each square is dark, row by row, all rows of one length.
///   - margin: so many light squares around it.
///   - alt: what it is for.
public func bitmap(_ rows: [[Bool]], margin: Int, alt: String, _ attributes: Attribute...) -> HTML {
    let (width, height) = ((rows.first?.count ?? 0) + 2 * margin, rows.count + 2 * margin)
    var path = ""
    for (y, row) in rows.enumerated() {
        var x = 0
        while x < row.count {
            let run = row[x...].prefix { $0 == row[x] }.count
            if row[x] { path += "M\(x + margin) \(y + margin)h\(run)v1h-\(run)z" }
            x += run
        }
    }
    return element(
        "svg",
        [.role("img"), .aria("label", alt), Attribute("viewBox", "0 0 \(width) \(height)")]
            + [Attribute("shape-rendering", "crispEdges"), Attribute("focusable", "false")] + attributes
    ) {
        HTML {
            element("path", [Attribute("fill", "#fff"), Attribute("d", "M0 0h\(width)v\(height)H0z")]) { .empty }
            element("path", [Attribute("fill", "#000"), Attribute("d", path)]) { .empty }
        }
    }
}
