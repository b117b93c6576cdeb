/// An element with contents.
func element(_ name: StaticString, _ attributes: [Attribute], _ content: () -> HTML) -> HTML {
    let content = content()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.bytes.count + 2 * name.utf8CodeUnitCount + 5 + attributes.count * 32)
    bytes.appendTag(name, attributes)
    bytes.append(contentsOf: content.bytes)
    bytes.append(literal: "</")
    bytes.append(literal: name)
    bytes.append(UInt8(ascii: ">"))
    return HTML(bytes: bytes)
}

/// An element that has no contents (`input`, `br`, `link`).
func void(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    var bytes: [UInt8] = []
    bytes.appendTag(name, attributes)
    return HTML(bytes: bytes)
}

extension [UInt8] {
    fileprivate mutating func appendTag(_ name: StaticString, _ attributes: [Attribute]) {
        append(UInt8(ascii: "<"))
        append(literal: name)
        for attribute in attributes {
            append(UInt8(ascii: " "))
            append(contentsOf: attribute.name.utf8)
            guard let value = attribute.value else { continue }
            append(literal: "=\"")
            appendEscaped(value)
            append(UInt8(ascii: "\""))
        }
        append(UInt8(ascii: ">"))
    }
}
