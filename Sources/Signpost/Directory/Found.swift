/// An entry, and where it stands in the files.
struct Found<Entry: Sendable>: Sendable {
    /// The id of something else that the entry names.
    struct Mention: Sendable {
        enum Target: Sendable {
            case point
            case region(Reach)
            /// A region or a municipality.
            case area
            case municipality
        }

        let id: String
        let target: Target
        let line: Int
    }

    let entry: Entry
    let id: String
    let period: Period
    let file: String
    let line: Int
    let mentions: [Mention]

    /// A mistake of this entry.
    func mistake(_ code: Mistake.Code, line: Int? = nil, _ values: [String: String]) -> Mistake {
        Mistake(file: file, line: line ?? self.line, code: code, values: values)
    }
}
