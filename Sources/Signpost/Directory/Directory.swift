import Embedded
import Foundation
import Synchronization
public import Terms

/// Every reporting point, branch, region, municipality and rule that is known, with the dates between which each holds
/// (Dutch: wegwijzer). ``on(_:)`` gives what holds on a day.
public struct Directory: Sendable {
    let points: [Found<Point>]
    let branches: [Found<BranchFacts>]
    let regions: [Found<Region>]
    let municipalities: [Found<Municipality>]
    let rules: [Found<Rule>]
    private let shelf = GuideShelf()

    /// The directory that is part of the program. That it reads well is tested with every build.
    public static let embedded: Directory = {
        do { return try Directory(DirectoryText.embedded) } catch {
            preconditionFailure("the embedded directory cannot be read: \(error)")
        }
    }()

    /// The embedded directory, overlaid by the files of the same names in a folder: an entry of the same id stands in
    /// place of ours, a new one is added. A file that is not there adds nothing.
    public init(folder: String) throws(Mistakes) { try self.init(.embedded, DirectoryText(folder: folder)) }

    /// - Parameters:
    ///   - text: The files.
    ///   - overlay: Files whose entries stand in place of those of the same ids.
    init(_ text: DirectoryText, _ overlay: DirectoryText? = nil) throws(Mistakes) {
        var mistakes: [Mistake] = []
        func read<Entry>(
            _ name: String, _ parse: (String, FileReading) -> [Found<Entry>]
        ) -> [Found<Entry>] {
            func entries(_ text: DirectoryText) -> [Found<Entry>] {
                guard let file = text.files[name] else { return [] }
                let reading = FileReading(file.path)
                var entries: [Found<Entry>] = []
                if let text = file.text {
                    // Spreadsheets begin a file with a mark that says how it is encoded.
                    entries = parse(text.first == "\u{FEFF}" ? String(text.dropFirst()) : text, reading)
                } else {
                    reading.note(.unreadable, line: 1)
                }
                mistakes += reading.mistakes
                return entries
            }
            return Self.overlay(entries(text), overlay.map(entries) ?? [])
        }
        points = read("points.yaml", PointReading.points)
        branches = read("branches.yaml", PointReading.branches)
        regions = read("regions.yaml", PlaceReading.regions)
        municipalities = read("municipalities.csv", PlaceReading.municipalities)
        rules = read("rules.yaml", RuleReading.rules)
        mistakes += consistencyMistakes()
        guard mistakes.isEmpty else {
            throw Mistakes(
                all: mistakes.sorted { ($0.file, $0.line, $0.code.rawValue) < ($1.file, $1.line, $1.code.rawValue) })
        }
    }

    /// What both lists hold, the second standing in place of the first, at its place, where ids are the same.
    private static func overlay<Entry>(_ ours: [Found<Entry>], _ theirs: [Found<Entry>]) -> [Found<Entry>] {
        let replacing = Dictionary(grouping: theirs, by: \.id)
        var placed: Set<String> = []
        var all: [Found<Entry>] = []
        for entry in ours {
            guard let others = replacing[entry.id] else {
                all.append(entry)
                continue
            }
            if placed.insert(entry.id).inserted { all += others }
        }
        return all + theirs.filter { !placed.contains($0.id) }
    }

    /// How many entries there are of each kind, whenever they hold.
    public var counts: (points: Int, branches: Int, regions: Int, municipalities: Int, rules: Int) {
        (points.count, branches.count, regions.count, municipalities.count, rules.count)
    }

    /// What holds on a day. Asked again for a day on which the same holds, it is the same and costs nothing.
    public func on(_ day: Day) -> Guide { shelf.guide(on: day) { Guide(self, on: day) } }

    /// What holds at a moment.
    public func at(_ instant: Instant) -> Guide { on(Day(instant)) }
}

/// The files of a directory.
struct DirectoryText: Sendable {
    struct File: Sendable {
        let path: String
        /// Absent when it is there and cannot be read as text.
        let text: String?
    }

    var files: [String: File] = [:]

    static let names = ["points.yaml", "branches.yaml", "regions.yaml", "municipalities.csv", "rules.yaml"]

    static var embedded: DirectoryText {
        let files: [EmbeddedFile] = [.points_yaml, .branches_yaml, .regions_yaml, .municipalities_csv, .rules_yaml]
        var text = DirectoryText()
        for (name, file) in zip(names, files) {
            text.files[name] = File(path: name, text: String(decoding: file.bytes, as: UTF8.self))
        }
        return text
    }

    init() {}

    init(folder: String) {
        for name in Self.names {
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { continue }
            files[name] = File(
                path: path, text: FileManager.default.contents(atPath: path).flatMap { Self.text($0, of: name) })
        }
    }

    /// A Dutch spreadsheet that is not told to keep UTF-8 saves a table in the code page of Windows.
    private static func text(_ bytes: Data, of name: String) -> String? {
        String(bytes: bytes, encoding: .utf8)
            ?? (name.hasSuffix(".csv") ? String(bytes: bytes, encoding: .windowsCP1252) : nil)
    }
}

/// Keeps the guide of the day that was asked for last.
private final class GuideShelf: Sendable {
    private let kept = Mutex<Guide?>(nil)

    func guide(on day: Day, make: () -> Guide) -> Guide {
        kept.withLock { kept in
            if let kept, kept.day == day { return kept }
            let guide = make()
            kept = guide
            return guide
        }
    }
}
