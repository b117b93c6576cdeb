// The parts of a page. Each function is the element of its name, with its attributes first and its contents in the block.

public func header(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("header", attributes, content)
}

public func main(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("main", attributes, content)
}

public func nav(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("nav", attributes, content)
}

public func footer(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("footer", attributes, content)
}

public func section(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("section", attributes, content)
}

public func article(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("article", attributes, content)
}

public func aside(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("aside", attributes, content)
}

public func div(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("div", attributes, content)
}

public func hgroup(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("hgroup", attributes, content)
}

public func search(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("search", attributes, content)
}

/// How far one is, for the eye only: say the same in words beside it.
public func progress(_ value: Int, of total: Int, _ attributes: Attribute...) -> HTML {
    element(
        "progress",
        [Attribute("value", String(value)), Attribute("max", String(total)), .aria("hidden", "true")] + attributes
    ) { .empty }
}
