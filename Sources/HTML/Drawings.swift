// Drawings within a page (SVG): what one shows is said by its label and by the text beside it; how it looks, by the style.

/// A drawing of so many units wide and high, which grows and shrinks with the page.
///
/// - Parameter label: what it shows; screen readers announce it.
public func drawing(
    _ label: String, width: Int, height: Int, _ attributes: Attribute..., @HTML.Builder content: () -> HTML
) -> HTML {
    element(
        "svg",
        [Attribute("viewBox", "0 0 \(width) \(height)"), .role("group"), .aria("label", label)] + attributes, content)
}

/// A square with rounded corners.
public func square(x: Int, y: Int, size: Int, rounded: Int = 0) -> HTML {
    element(
        "rect",
        [
            Attribute("x", String(x)), Attribute("y", String(y)), Attribute("width", String(size)),
            Attribute("height", String(size)), Attribute("rx", String(rounded)),
        ]
    ) { .empty }
}

/// A place that can be pressed, also where nothing is drawn.
public func touchArea(x: Int, y: Int, width: Int, height: Int) -> HTML {
    element(
        "rect",
        [
            .class("touch"), Attribute("x", String(x)), Attribute("y", String(y)), Attribute("width", String(width)),
            Attribute("height", String(height)),
        ]
    ) { .empty }
}

/// A short text of which the midst of the line stands at the place.
public func lettering(_ text: String, x: Int, y: Int) -> HTML {
    element(
        "text", [Attribute("x", String(x)), Attribute("y", String(y)), Attribute("text-anchor", "middle")]
    ) { HTML(text: text) }
}

/// A short text that begins at the place.
public func lettering(_ text: String, from x: Int, y: Int) -> HTML {
    element("text", [Attribute("x", String(x)), Attribute("y", String(y))]) { HTML(text: text) }
}

/// A straight line from one place to another; its class tells how it looks.
public func stroke(_ from: (x: Int, y: Int), to: (x: Int, y: Int), _ attributes: Attribute...) -> HTML {
    element(
        "line",
        [
            Attribute("x1", String(from.x)), Attribute("y1", String(from.y)), Attribute("x2", String(to.x)),
            Attribute("y2", String(to.y)),
        ] + attributes
    ) { .empty }
}
