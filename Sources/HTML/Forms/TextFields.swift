/// What kind of text a field takes; it decides the keyboard that a phone shows, and nothing is refused for its form.
public enum TextKind: Sendable {
    case text, telephone, email, search, password
    /// Digits only, such as a one-time code; spaces and hyphens are for the server to remove.
    case digits

    var attributes: [Attribute] {
        switch self {
        case .text: [Attribute("type", "text")]
        case .telephone: [Attribute("type", "tel")]
        case .email: [Attribute("type", "email")]
        case .search: [Attribute("type", "search")]
        case .password: [Attribute("type", "password")]
        case .digits: [Attribute("type", "text"), Attribute("inputmode", "numeric")]
        }
    }
}

/// A field of one line.
///
/// - Parameters:
///   - autocomplete: `off` unless told otherwise: on a shared computer nothing of a reporter may be offered again.
///   - suggestions: values that the browser offers while one types; any other is accepted too.
///   - width: a width that fits the answer (`narrow`, `code`), or `nil` for the width of the column.
public func textField(
    _ field: Field, value: String = "", kind: TextKind = .text, autocomplete: String = "off",
    maxLength: Int? = nil, suggestions: [String] = [], width: FieldWidth? = nil, _ attributes: Attribute...
) -> HTML {
    let list = field.id + "-list"
    var all = [.id(field.id), Attribute("name", field.name)] + kind.attributes
    if !value.isEmpty { all.append(Attribute("value", value)) }
    all.append(Attribute("autocomplete", autocomplete))
    if autocomplete == "off" { all += [Attribute("spellcheck", "false"), Attribute("autocapitalize", "off")] }
    if let maxLength { all.append(Attribute("maxlength", String(maxLength))) }
    if !suggestions.isEmpty { all.append(Attribute("list", list)) }
    if let width { all.append(.class(width.rawValue)) }
    return field.wrap(
        HTML {
            void("input", all + field.described() + attributes)
            if !suggestions.isEmpty {
                element("datalist", [.id(list)]) {
                    HTML { for suggestion in suggestions { void("option", [Attribute("value", suggestion)]) } }
                }
            }
        })
}

/// How wide a field is, as a hint of how long the answer is.
public enum FieldWidth: String, Sendable {
    /// A year, a one-time code.
    case narrow
    /// A receipt code, in letters of one width.
    case code
}

/// A field of several lines.
///
/// - Parameter maxLength: characters the browser accepts; say it in the hint too.
public func textArea(
    _ field: Field, value: String = "", rows: Int = 8, maxLength: Int? = nil, _ attributes: Attribute...
) -> HTML {
    var all = [
        .id(field.id), Attribute("name", field.name), Attribute("rows", String(rows)), .dir(.auto),
        Attribute("autocomplete", "off"),
    ]
    if let maxLength { all.append(Attribute("maxlength", String(maxLength))) }
    return field.wrap(
        // The parser drops one line break after the start tag, so that one typed first survives only behind another.
        element("textarea", all + field.described() + attributes) { HTML(text: "\n" + value) })
}

/// A date as three fields of digits, never a picker.
///
/// - Parameters:
///   - parts: the labels of day, month and year; they are sent as `<name>.day`, `<name>.month`, `<name>.year`.
///   - value: what was typed before, in the same order.
public func dateField(
    _ field: Field, parts: (day: String, month: String, year: String),
    value: (day: String, month: String, year: String) = ("", "", "")
) -> HTML {
    let inputs = [("day", parts.day, value.day), ("month", parts.month, value.month), ("year", parts.year, value.year)]
    return field.group(
        div(.class("date")) {
            for (index, (part, label, value)) in inputs.enumerated() {
                let id = index == 0 ? field.id : field.id + "-" + part
                div {
                    element("label", [Attribute("for", id)]) { HTML(text: label) }
                    void(
                        "input",
                        [
                            .id(id), Attribute("name", field.name + "." + part), Attribute("type", "text"),
                            Attribute("inputmode", "numeric"), Attribute("value", value), .class("narrow"),
                            Attribute("autocomplete", "off"), Attribute("maxlength", part == "year" ? "4" : "2"),
                        ] + (field.error == nil ? [] : [Attribute("aria-invalid", "true")]))
                }
            }
        })
}

/// A date as exactly as it is known: the year, then a month or a season of it, then the day.
///
/// - Parameters:
///   - parts: the labels of year, month and day; they are sent as `<name>.year`, `<name>.month`, `<name>.day`.
///   - months: what can be chosen beside the year; the first line leaves it open.
///   - value: what was typed before, in the same order.
public func partialDateField(
    _ field: Field, parts: (year: String, month: String, day: String), months: [Choice], empty: String,
    value: (year: String, month: String, day: String) = ("", "", "")
) -> HTML {
    func digits(_ id: String, _ part: String, _ label: String, _ value: String, _ most: Int) -> HTML {
        div {
            element("label", [Attribute("for", id)]) { HTML(text: label) }
            void(
                "input",
                [
                    .id(id), Attribute("name", field.name + "." + part), Attribute("type", "text"),
                    Attribute("inputmode", "numeric"), Attribute("value", value), .class("narrow"),
                    Attribute("autocomplete", "off"), Attribute("maxlength", String(most)),
                ] + (field.error == nil ? [] : [Attribute("aria-invalid", "true")]))
        }
    }
    let month = field.id + "-month"
    return field.group(
        div(.class("date")) {
            digits(field.id, "year", parts.year, value.year, 4)
            div {
                element("label", [Attribute("for", month)]) { HTML(text: parts.month) }
                element("select", [.id(month), Attribute("name", field.name + ".month"), Attribute("autocomplete", "off")]) {
                    HTML {
                        element("option", [Attribute("value", "")]) { HTML(text: empty) }
                        for choice in months {
                            let selected = choice.value == value.month ? [Attribute("selected", nil)] : []
                            element("option", [Attribute("value", choice.value)] + selected) { HTML(text: choice.label) }
                        }
                    }
                }
            }
            digits(field.id + "-day", "day", parts.day, value.day, 2)
        })
}
