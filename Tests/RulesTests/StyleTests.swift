import Testing

@Suite("The style of the house")
struct StyleTests {
    /// A call that the house does without: where it stands for a reason, and what to write instead.
    struct Banned: Sendable {
        let name: String
        let pattern: String
        let instead: String
        var exceptions: [String] = []
    }

    private static let banned = [
        Banned(name: "try!", pattern: #"\btry!"#, instead: "throw on, or give nil with try?"),
        Banned(
            name: "fatalError", pattern: #"\bfatalError\("#,
            instead: "throw; or `precondition` for what the programmer promised"),
        Banned(
            name: "print", pattern: #"(?:^|[^.\w])(?:debugPrint|print|dump)\("#,
            instead: "the logger; only the roof speaks on the terminal", exceptions: ["Sources/House/"]),
        Banned(
            name: "Date()", pattern: #"\bDate(?:\.now\b|\(\)|\(timeIntervalSinceNow)"#,
            instead: "the `TimeSource` that was passed in",
            exceptions: ["Sources/House/"]),
        Banned(name: "UUID()", pattern: #"\bUUID\(\)"#, instead: "`ID(chance)`, typed by its kind"),
        Banned(
            name: "the system's chance",
            pattern: #"\bSystemRandomNumberGenerator\b|\.random\(|\.shuffled\(\)|\.randomElement\(\)"#,
            instead: "the `Randomness` that was passed in",
            exceptions: [
                "Sources/Terms/Randomness.swift", "Sources/House/SecretFile.swift",
                // The pause before a conflict is tried again: no test waits for it and nothing is made of it.
                "Sources/Storage/Postgres/PostgresEngine.swift",
            ]),
        Banned(
            name: "@unchecked", pattern: #"@unchecked|nonisolated\(unsafe\)"#,
            instead: "a value, an actor or a `Mutex`; only an adapter to C may vouch for itself",
            exceptions: ["Sources/Storage/Postgres/", "Sources/Storage/SQLite/", "Sources/Vault/"]),
        Banned(
            name: "Task.detached", pattern: #"\bTask\.detached\b"#,
            instead: "a service with a life cycle, or a task group"),
        Banned(
            name: "a forced value", pattern: #"[\w)\]]![\s.,;)\]}]"#,
            instead: "`guard let`, and say what its absence means"),
    ]

    @Test("has no file above 400 lines", arguments: ["Sources", "Tests"])
    func sizes(folder: String) throws {
        for file in try Repository.swiftFiles(folder) {
            #expect(file.lines.count <= 401, "\(file.path) has two subjects: give each a file")
        }
    }

    @Test("does without some calls, each of which has a better one")
    func calls() throws {
        for file in try Repository.swiftFiles("Sources") {
            let code = file.code
            for call in Self.banned where !call.exceptions.contains(where: { file.path.hasPrefix($0) }) {
                let pattern = try Regex(call.pattern)
                for (number, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    #expect(
                        line.firstMatch(of: pattern) == nil,
                        "\(file.path):\(number + 1) uses \(call.name); instead: \(call.instead)")
                }
            }
        }
    }

    @Test("keeps plans out of the code: what is to be done is an issue")
    func plans() throws {
        // Written apart, so that this file does not find itself.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
        for file in try Repository.swiftFiles("Sources") + Repository.swiftFiles("Tests") {
            for mark in marks {
                let hits = try file.text.matches(of: Regex("\\b\(mark)\\b"))
                #expect(hits.isEmpty, "\(file.path): \(mark)")
            }
        }
    }

    @Test("keeps SQL with the storage: no page and no command holds a statement")
    func statements() throws {
        for file in try ["Site", "HTML", "Web", "API"].flatMap({ try Repository.swiftFiles("Sources/" + $0) }) {
            let hits = file.withoutComments.matches(of: /"(?:""\s*)?(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\s/)
            #expect(hits.isEmpty, "\(file.path): ask a front door")
        }
    }
}
