/// A form.
///
/// - Parameters:
///   - action: where it is sent; a server must refuse what comes from another site.
///   - files: whether it carries files (`multipart/form-data`).
public func form(
    to action: String, method: FormMethod = .post, files: Bool = false, _ attributes: Attribute...,
    @HTML.Builder content: () -> HTML
) -> HTML {
    element(
        "form",
        [
            .address("action", action), Attribute("method", method.rawValue), Attribute("novalidate", nil),
            Attribute("autocomplete", "off"),
        ] + (files ? [Attribute("enctype", "multipart/form-data")] : []) + attributes, content)
}

/// How a form is sent: `get` only for searches, since addresses are remembered.
public enum FormMethod: String, Sendable { case get, post }

/// Fields that belong together, under a legend.
public func fieldset(_ legend: String, _ attributes: Attribute..., @HTML.Builder content: () -> HTML) -> HTML {
    element("fieldset", attributes) {
        HTML {
            element("legend", []) { HTML(text: legend) }
            content()
        }
    }
}

/// A value that the form carries along.
public func hidden(_ name: String, _ value: String) -> HTML {
    void("input", [Attribute("type", "hidden"), Attribute("name", name), Attribute("value", value)])
}

/// Files to choose.
///
/// - Parameter accept: kinds the browser offers first (`image/*`, `.pdf`); the server judges what really came.
public func fileField(
    _ field: Field, accept: [String] = [], multiple: Bool = true, _ attributes: Attribute...
) -> HTML {
    var all = [.id(field.id), Attribute("name", field.name), Attribute("type", "file")]
    if !accept.isEmpty { all.append(Attribute("accept", accept.joined(separator: ","))) }
    if multiple { all.append(Attribute("multiple", nil)) }
    return field.wrap(void("input", all + field.described() + attributes))
}

/// A button that sends its form.
///
/// - Parameters:
///   - value: a name and value sent when this button was the one pressed.
///   - action: another address than the form's.
public func button(
    _ text: String, _ look: ButtonLook = .primary, value: (name: String, value: String)? = nil,
    action: String? = nil, _ attributes: Attribute...
) -> HTML {
    var all = [Attribute("type", "submit"), .class(look.rawValue)]
    if let value { all += [Attribute("name", value.name), Attribute("value", value.value)] }
    if let action { all.append(.address("formaction", action)) }
    return element("button", all + attributes) { HTML(text: text) }
}

/// A link that looks like a button: the way on, where nothing is sent.
public func linkButton(
    _ text: String, to address: String, _ look: ButtonLook = .primary, _ attributes: Attribute...
) -> HTML {
    element("a", [.address("href", address), .class(look.rawValue)] + attributes) { HTML(text: text) }
}

/// How much a button asks for attention. A page has one primary button.
public enum ButtonLook: String, Sendable {
    case primary = "button"
    case secondary = "button secondary"
    /// It cannot be undone.
    case danger = "button danger"
    /// It looks like a link.
    case quiet = "button quiet"
}
