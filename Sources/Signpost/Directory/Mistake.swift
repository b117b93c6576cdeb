/// Something in the files of the directory that cannot be right.
public struct Mistake: Error, Sendable, Hashable {
    /// What is wrong; its sentence stands in the catalogues under `directory.mistake.<code>`.
    public enum Code: String, CaseIterable, Sendable {
        case unreadable, notYAML, notList, notMapping, notText
        case unknownKey, missingKey, doubleKey, emptyValue, wrongValue
        case malformedID, malformedDate, malformedHours, malformedAddress, malformedLanguage, malformedTile
        case emptyPeriod, doubleEntry, doubleTile
        case unknownPoint, unknownRegion, wrongKind, foreignID, doubleService
        case emptyRule, doublePoint
        case header, columns, malformedCode, noRegion, twoRegions, endWithoutSuccessor, unknownSuccessor
    }

    /// The file as it was named; for what comes with the program, its name only.
    public let file: String
    /// 1 is the first.
    public let line: Int
    public let code: Code
    /// What the sentence leaves open.
    public let values: [String: String]
}

/// Everything that is wrong with a directory, in the order of files and lines.
public struct Mistakes: Error, Sendable, Hashable {
    public let all: [Mistake]
}
