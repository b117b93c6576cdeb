import Testing

@Suite("The walls of the house")
struct WallTests {
    /// What comes with the toolchain, and no wall stands before.
    private static let toolchain: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Swift"]

    /// The rows of the table in ARCHITECTURE.md: a target, and what it may import.
    private static func table() throws -> [String: Set<String>] {
        let text = try Repository.file("ARCHITECTURE.md").text
        let section = try #require(text.split(separator: "\n## Targets\n").last?.split(separator: "\n## ").first)
        let rows = section.matches(of: /\n\| `(\w+)` \| ([^|]+) \|/).map { row in
            (String(row.1), Set(row.2.matches(of: /\w+/).map { String($0.0) }))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The same as Package.swift declares it.
    private static func manifest() throws -> [String: Set<String>] {
        let text = Repository.withoutComments(try Repository.file("Package.swift").text, keepingStrings: true)
        let products = Dictionary(
            uniqueKeysWithValues: text.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "(\w+)"/).map {
                (String($0.1), String($0.2))
            })
        func names(_ list: Substring?) -> Set<String> {
            Set((list ?? "").matches(of: /\w+/).map { products[String($0.0)] ?? String($0.0) })
        }
        var declared: [String: Set<String>] = [:]
        for room in text.matches(of: /room\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?/) {
            declared[String(room.1)] = names(room.2)
        }
        for library in text.matches(of: /\.(?:systemLibrary|target)\(name: "(C\w+|Embedded)"/) { declared[String(library.1)] = [] }
        for program in text.matches(of: /\.executableTarget\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/) {
            declared[String(program.1)] = names(program.2)
        }
        return declared
    }

    @Test("stand as ARCHITECTURE.md draws them and as Package.swift declares them")
    func same() throws {
        let table = try Self.table()
        let manifest = try Self.manifest()
        #expect(table.count > 10)
        #expect(Set(table.keys) == Set(manifest.keys))
        for (target, imports) in table {
            #expect(imports == manifest[target], "\(target): the table in ARCHITECTURE.md and Package.swift differ")
        }
    }

    @Test("are passed by no file: each imports only what its target may")
    func imports() throws {
        let table = try Self.table()
        let files = try Repository.swiftFiles("Sources")
        #expect(files.count > 100)
        for file in files {
            let allowed = try #require(table[file.target], "\(file.path)").union(Self.toolchain)
            for match in file.code.matches(
                of: /(?m)^(?:\w+ |@\w+ )*import (?:struct |class |enum |protocol |func |var )?(\w+)/)
            {
                #expect(
                    allowed.contains(String(match.1)), "\(file.path) imports \(match.1), which \(file.target) may not")
            }
        }
    }

    @Test("have no circle: whoever is imported imports nobody on its right")
    func circles() throws {
        let table = try Self.table()
        func reached(from target: String, _ passed: Set<String>) -> Set<String> {
            (table[target] ?? []).reduce(into: passed) { found, next in
                if found.insert(next).inserted { found = reached(from: next, found) }
            }
        }
        for target in table.keys { #expect(!reached(from: target, []).contains(target), "\(target)") }
    }
}
