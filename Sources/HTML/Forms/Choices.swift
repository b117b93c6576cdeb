/// One of the answers to choose from.
public struct Choice: Sendable, Hashable {
    /// What is sent.
    public var value: String
    public var label: String
    public var hint: String?

    public init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

/// Answers under a heading of their own.
public struct ChoiceGroup: Sendable, Hashable {
    public var legend: String
    public var choices: [Choice]

    public init(_ legend: String, _ choices: [Choice]) {
        self.legend = legend
        self.choices = choices
    }
}

/// A question with one answer (radio buttons).
///
/// - Parameter inline: beside each other where there is room; for two or three short answers.
public func radios(_ field: Field, _ choices: [Choice], chosen: String? = nil, inline: Bool = false) -> HTML {
    field.group(
        div(.class(inline ? "choices inline" : "choices")) {
            for (index, choice) in choices.enumerated() {
                field.choice("radio", choice, index, isChosen: choice.value == chosen)
            }
        })
}

/// A question with any number of answers (checkboxes).
public func checkboxes(_ field: Field, _ choices: [Choice], chosen: Set<String> = []) -> HTML {
    field.group(
        div(.class("choices")) {
            for (index, choice) in choices.enumerated() {
                field.choice("checkbox", choice, index, isChosen: chosen.contains(choice.value))
            }
        })
}

/// A question with any number of answers, in groups that each have a legend.
public func checkboxes(_ field: Field, _ groups: [ChoiceGroup], chosen: Set<String> = []) -> HTML {
    var parts: [HTML] = []
    var count = 0
    for group in groups {
        let choices = group.choices.enumerated().map { index, choice in
            field.choice("checkbox", choice, count + index, isChosen: chosen.contains(choice.value))
        }
        count += choices.count
        parts.append(
            fieldset(group.legend, .class("choice-group")) {
                div(.class("choices")) { choices }
            })
    }
    return field.group(HTML { parts })
}

/// One box to tick: "I have written the code down". The field's label is the sentence beside the box.
public func checkbox(_ field: Field, value: String = "yes", isChosen: Bool = false) -> HTML {
    div(.class(field.error == nil ? "field" : "field invalid")) {
        field.hintAndError
        div(.class("choices")) {
            div(.class("choice")) {
                void("input", field.choiceAttributes("checkbox", value, field.id, isChosen) + field.described())
                element("label", [Attribute("for", field.id)]) { field.labelText }
            }
        }
    }
}

/// A list that opens: only for more answers than fit on a page as radio buttons.
///
/// - Parameter empty: the first line when nothing is chosen yet.
public func select(
    _ field: Field, _ choices: [Choice], chosen: String? = nil, empty: String? = nil, _ attributes: Attribute...
) -> HTML {
    let all = [.id(field.id), Attribute("name", field.name), Attribute("autocomplete", "off")]
    return field.wrap(
        element("select", all + field.described() + attributes) {
            HTML {
                if let empty { element("option", [Attribute("value", "")]) { HTML(text: empty) } }
                for choice in choices {
                    let selected = choice.value == chosen ? [Attribute("selected", nil)] : []
                    element("option", [Attribute("value", choice.value)] + selected) { HTML(text: choice.label) }
                }
            }
        })
}

extension Field {
    fileprivate func choiceAttributes(
        _ type: String, _ value: String, _ id: String, _ isChosen: Bool
    ) -> [Attribute] {
        [
            .id(id), Attribute("type", type), Attribute("name", name), Attribute("value", value),
            Attribute("autocomplete", "off"),
        ] + (isChosen ? [Attribute("checked", nil)] : [])
    }

    fileprivate func choice(_ type: String, _ choice: Choice, _ index: Int, isChosen: Bool) -> HTML {
        let id = index == 0 ? id : "\(id)-\(index + 1)"
        let described = choice.hint == nil ? [] : [Attribute("aria-describedby", id + "-hint")]
        return div(.class("choice")) {
            void("input", choiceAttributes(type, choice.value, id, isChosen) + described)
            element("label", [Attribute("for", id)]) { HTML(text: choice.label) }
            if let hint = choice.hint { div(.class("hint"), .id(id + "-hint")) { hint } }
        }
    }
}
