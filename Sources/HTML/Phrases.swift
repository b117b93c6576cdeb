// Elements within a sentence. Each function is the element of its name, with its attributes first and its contents in the block.

public func span(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("span", attributes, content)
}

public func strong(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("strong", attributes, content)
}

public func em(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("em", attributes, content)
}

public func small(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("small", attributes, content)
}

public func code(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("code", attributes, content)
}

public func kbd(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("kbd", attributes, content)
}

public func bdi(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("bdi", attributes, content)
}

public func mark(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("mark", attributes, content)
}

public func output(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("output", attributes, content)
}

/// A link. An address that could run a script becomes `#`.
public func a(to address: String, _ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("a", [.address("href", address)] + attributes, content)
}

/// A moment, as people read it, with the form that machines read (RFC 3339).
public func time(_ machineReadable: String, _ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("time", [Attribute("datetime", machineReadable)] + attributes, content)
}

/// The end of a line within an address or a poem; never for space.
public func br() -> HTML { void("br", []) }

/// A picture and what it shows; an empty text for one that only decorates.
public func img(_ source: String, alt: String, width: Int, height: Int, _ attributes: Attribute...) -> HTML {
    void(
        "img",
        [
            .address("src", source), Attribute("alt", alt), Attribute("width", String(width)),
            Attribute("height", String(height)),
        ] + attributes)
}

/// Words that somebody typed: kept as they are, line breaks too, in their own writing direction.
public func ownWords(_ text: String, _ attributes: Attribute...) -> HTML {
    element("div", [.class("own-words"), .dir(.auto)] + attributes) { HTML(text: text) }
}
