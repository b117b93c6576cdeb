// Headings, paragraphs and lists. Each function is the element of its name, with its attributes first and its contents in the block.

public func h1(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("h1", attributes, content)
}

public func h2(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("h2", attributes, content)
}

public func h3(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("h3", attributes, content)
}

public func h4(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("h4", attributes, content)
}

public func p(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("p", attributes, content)
}

public func ul(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("ul", attributes, content)
}

public func ol(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("ol", attributes, content)
}

public func li(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("li", attributes, content)
}

public func dl(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("dl", attributes, content)
}

public func dt(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("dt", attributes, content)
}

public func dd(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("dd", attributes, content)
}

public func blockquote(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("blockquote", attributes, content)
}

public func pre(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("pre", attributes, content)
}

public func figure(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("figure", attributes, content)
}

public func figcaption(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("figcaption", attributes, content)
}

public func address(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("address", attributes, content)
}

public func details(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("details", attributes, content)
}

public func summary(_ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("summary", attributes, content)
}
