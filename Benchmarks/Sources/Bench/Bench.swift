import Foundation

/// Everything that is measured, in one run on one machine. Speed is printed, never asserted.
enum Bench {
    /// How often each of two things is measured in turn; the medians are compared.
    static let rounds = 5

    private static let all: [(name: String, run: @Sendable (inout Table) async throws -> Void)] = [
        ("advice", { try AdviceBench.run(&$0) }),
        ("process", { try await ProcessBench.run(&$0) }), ("page", { try await PageBench("home page", "/en").run(&$0) }),
        ("directory", { try await PageBench("directory", "/en/directory").run(&$0) }),
        ("reports", { try await SubmissionBench.run(&$0) }), ("inbox", { try await InboxBench.run(&$0) }),
        ("dossier", { try await DossierBench.run(&$0) }),
    ]

    /// - Parameter only: the names of what is to be measured; everything when empty.
    static func run(only: Set<String> = []) async throws {
        var table = Table()
        for bench in all where only.isEmpty || only.contains(bench.name) { try await bench.run(&table) }
        table.show()
    }
}

/// What was measured, beside what is aimed for.
struct Table {
    private var lines: [(what: String, measured: String, aim: String)] = []

    mutating func add(_ what: String, _ measured: String, aim: String = "") {
        lines.append((what, measured, aim))
        print("… \(what): \(measured)")
        fflush(nil)
    }

    func show() {
        func width(_ texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }
        let whats = width(lines.map(\.what))
        let measures = width(lines.map(\.measured) + ["measured"])
        func row(_ what: String, _ measured: String, _ aim: String) {
            print(
                what.padding(toLength: whats, withPad: " ", startingAt: 0),
                measured.padding(toLength: measures, withPad: " ", startingAt: 0), aim, separator: "  ")
        }
        print("")
        row("", "measured", "aim")
        for line in lines { row(line.what, line.measured, line.aim) }
    }
}

extension [Double] {
    var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}

/// A number as people read it: 1,234 or 12.3 or 0.87.
func written(_ number: Double) -> String {
    switch number.magnitude {
    case 1_000...: String(Int(number.rounded()))
    case 10...: String(format: "%.1f", number)
    default: String(format: "%.2f", number)
    }
}
