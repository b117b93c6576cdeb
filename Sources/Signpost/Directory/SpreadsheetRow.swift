/// A row of a table as spreadsheets save it: a semicolon between columns, quotes around what holds one (RFC 4180), the
/// line ends of any system, and nothing in the columns and rows that only look used.
struct SpreadsheetRow {
    /// Where it begins; 1 is the first.
    let line: Int
    /// Without the spaces around them.
    var columns: [String]

    /// The rows of a file, but for those in which nothing stands.
    ///
    /// - Parameter count: How many columns there should be: empty ones beyond are left out.
    static func rows(of text: String, columns count: Int) -> [SpreadsheetRow] {
        var rows: [SpreadsheetRow] = []
        var row = SpreadsheetRow(line: 1, columns: [])
        var (line, column, isQuoted, justClosed) = (1, "", false, false)
        func endColumn() {
            row.columns.append(column.trimmed)
            column = ""
        }
        func endRow() {
            endColumn()
            while row.columns.count > count, row.columns.last?.isEmpty == true { row.columns.removeLast() }
            if row.columns.contains(where: { !$0.isEmpty }) { rows.append(row) }
            row = SpreadsheetRow(line: line, columns: [])
        }
        // Carriage return and line feed, as Windows writes them, are one character.
        for character in text {
            if character.isNewline { line += 1 }
            let hasJustClosed = justClosed
            justClosed = false
            switch character {
            case "\"" where isQuoted: (isQuoted, justClosed) = (false, true)
            case "\"" where hasJustClosed:
                // A quote that stands twice is one of the text.
                column.append(character)
                isQuoted = true
            case "\"" where column.isEmpty: isQuoted = true
            case ";" where !isQuoted: endColumn()
            case let character where character.isNewline && !isQuoted: endRow()
            default: column.append(character)
            }
        }
        endRow()
        return rows
    }
}
