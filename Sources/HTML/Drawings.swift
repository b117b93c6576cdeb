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

/// A short text of which the midst of the line stands at the place.
public func lettering(_ text: String, x: Int, y: Int) -> HTML {
    element(
        "text", [Attribute("x", String(x)), Attribute("y", String(y)), Attribute("text-anchor", "middle")]
    ) { HTML(text: text) }
}
