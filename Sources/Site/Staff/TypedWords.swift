import Web

/// The words that a member typed, among everything that their form carries.
///
/// It goes by the names of the fields, and a field that is not meant here is never shown again: so no password, code or
/// sealed state is, whatever form it stands in.
enum TypedWords {
    private static let names: Set = ["words", "place", "phone", "email", "safely", "regions"]
    private static let beginnings = ["value.", "about."]
    private static let ending = ".text"
    /// The parts of a date, which are typed anew, and what is chosen for a row.
    private static let dates = [".day", ".month", ".year"]
    private static let choices = ["kind.", "whose."]

    /// Each text in the order of its form, without those that are empty.
    static func of(_ fields: FormFields) -> [String] {
        fields.all.filter { isTyped($0.name) || isOfDeed($0.name) }.map(\.value.trimmed).filter { !$0.isEmpty }
    }

    static func isTyped(_ name: String) -> Bool {
        names.contains(name) || name.hasSuffix(ending) || beginnings.contains(where: name.hasPrefix)
    }

    /// A field of words of a deed (`task.goal`). Passwords, codes, choices, versions and sealed states have no dot in their
    /// names.
    static func isOfDeed(_ name: String) -> Bool {
        name.contains(".") && !dates.contains(where: name.hasSuffix) && !choices.contains(where: name.hasPrefix)
    }
}
