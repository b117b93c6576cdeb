/// What every field of a form has: a name, a label, and perhaps a hint and an error. No field is made without them.
///
/// The ids follow from the name, so that label, hint, error and summary find each other.
public struct Field: Sendable, Hashable {
    /// The name under which the value is sent.
    public var name: String
    public var label: String
    /// One sentence that helps to answer, under the label.
    public var hint: String?
    /// What is wrong with the value, in the words that the summary uses as well.
    public var error: String?
    /// The mark after the label of a question that may be left open (Dutch: niet verplicht).
    public var optional: String?
    /// The label is the heading (`h1`) of its page: one question per page.
    public var isHeading: Bool

    public init(
        _ name: String, _ label: String, hint: String? = nil, error: String? = nil, optional: String? = nil,
        isHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.optional = optional
        self.isHeading = isHeading
    }

    /// The id of the field, or of the first of its choices: where the summary's link leads.
    public var id: String { Self.id(of: name) }

    static func id(of name: String) -> String {
        "f-" + String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
    var hintID: String { id + "-hint" }
    var errorID: String { id + "-error" }

    /// `aria-describedby` and `aria-invalid`, as far as they apply.
    func described(by more: [String] = []) -> [Attribute] {
        let ids = (hint == nil ? [] : [hintID]) + (error == nil ? [] : [errorID]) + more
        return (ids.isEmpty ? [] : [Attribute("aria-describedby", ids.joined(separator: " "))])
            + (error == nil ? [] : [Attribute("aria-invalid", "true")])
    }

    /// The words of the label with its mark.
    @HTML.Builder var labelText: HTML {
        label
        if let optional { HTML { " "; span(.class("optional")) { optional } } }
    }

    @HTML.Builder var hintAndError: HTML {
        if let hint { div(.class("hint"), .id(hintID)) { hint } }
        if let error { p(.class("error"), .id(errorID)) { error } }
    }

    /// Label above, hint under it, error under that, then the control.
    func wrap(_ control: HTML) -> HTML {
        div(.class(error == nil ? "field" : "field invalid")) {
            if isHeading {
                h1(.class("label-heading")) { element("label", [Attribute("for", id)]) { labelText } }
            } else {
                element("label", [Attribute("for", id)]) { labelText }
            }
            hintAndError
            control
        }
    }

    /// A group of choices with its question as the legend.
    func group(_ choices: HTML) -> HTML {
        element("fieldset", [.class(error == nil ? "field" : "field invalid")] + described()) {
            HTML {
                element("legend", []) {
                    HTML { if isHeading { h1(.class("label-heading")) { labelText } } else { labelText } }
                }
                hintAndError
                choices
            }
        }
    }
}
