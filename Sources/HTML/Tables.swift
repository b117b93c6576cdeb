/// A table with its caption. It stands in a block that scrolls sideways by keyboard too, so that the page never does.
///
/// - Parameter caption: what the table lists; screen readers announce it.
public func table(
    _ caption: String, showsCaption: Bool = true, _ attributes: Attribute..., @HTML.Builder content: () -> HTML
) -> HTML {
    div(.class("table-scroll"), .role("region"), .aria("label", caption), .reachable) {
        element("table", attributes) {
            HTML {
                element("caption", showsCaption ? [] : [.class("visually-hidden")]) { HTML(text: caption) }
                content()
            }
        }
    }
}

public func thead(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("thead", attributes, content)
}

public func tbody(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("tbody", attributes, content)
}

public func tr(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("tr", attributes, content)
}

/// A heading of the cells that the scope names.
public func th(_ scope: Scope, _ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("th", [Attribute("scope", scope.rawValue)] + attributes, content)
}

/// A cell. Its heading is repeated as `data-label`, which a phone shows beside it where the row becomes a card.
public func td(_ label: String? = nil, _ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("td", (label.map { [.data("label", $0)] } ?? []) + attributes, content)
}

/// What a table heading is the heading of.
public enum Scope: String, Sendable {
    case column = "col"
    case row
}
