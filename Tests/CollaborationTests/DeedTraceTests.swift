import Collaboration
import Foundation
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// What each deed leaves: exactly these entries in the journal, exactly these notices, to exactly these people. The
/// specification is written by hand; nothing of it is taken from the code.
@Suite("Every deed")
struct DeedTraceTests {
    private static let specified = ReportTraces.all + DossierTraces.all + TaskTraces.all

    /// What reads without a trace, because it opens no contents: lists, names, bounds.
    private static let reads: Set<String> = [
        "DayDesk.day(for:)", "DayDesk.dossiers(_:after:for:)", "DayDesk.newsCount(for:since:)",
        "DayDesk.partners(of:)", "Dossiers.check(_:by:)", "Dossiers.dossiers(of:by:)", "FiguresDesk.oldest(for:)",
        "HandOvers.handedOver(by:)", "HandOvers.receivers(for:)", "Inbox.counts(for:)", "Inbox.late(of:)", "Inbox.lateElsewhere(than:)",
        "Inbox.page(of:_:after:)", "Intake.checkOwned(_:by:)", "Intake.colleagues(of:)", "Intake.isWaitedFor(_:by:)", "Intake.outcome(of:for:)", "Dossiers.outcome(of:for:)",
        "Tasks.outcome(of:for:)", "OpenedFile.read(_:)",
        "ReceptionDesk.points(for:)", "ReceptionDesk.receiver(for:)", "ReceptionDesk.receivers()",
        "Retention.due(for:)", "Retention.proposals(for:)", "Retention.years(for:)", "Retention.terms(of:)",
        "Submission.sent(with:)", "Dossiers.readings(of:)", "Tasks.readings(of:)",
        "ReceptionDesk.point(of:)",
    ]

    @Test("leaves its entries in the journal and tells whom it should, and nobody else", arguments: Engine.allCases)
    func exact(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let stage = try await Stage(test)
            for deed in Self.specified where !deed.isAlone { try await check(deed, on: stage) }
        }
        for deed in Self.specified where deed.isAlone {
            try await withCase(on: engine) { test in try await check(deed, on: Stage(test)) }
        }
    }

    private func check(_ deed: Trace, on stage: Stage) async throws {
        let name = deed.name + (deed.when.isEmpty ? "" : ", " + deed.when)
        do {
            let act = try await deed.arrange(stage)
            stage.world.clock.advance(by: .minutes(1))
            let (begun, before) = (stage.test.now, try await stage.notices())
            try await act()
            let after = try await stage.notices()
            let acts = try await stage.acts(since: begun)
            #expect(acts == deed.acts.sorted(), "\(name): the journal")
            let told = after.filter { $0.value.at >= begun && $0.value.seenAt == nil }.keys
            #expect(stage.lines(told) == deed.told.sorted(), "\(name): who is told")
            let forgotten = before.keys.filter { after[$0] == nil }
            #expect(stage.lines(forgotten) == deed.forgotten.sorted(), "\(name): what is told no more")
            let seen = after.filter { $0.value.seenAt.map { $0 >= begun } ?? false }.keys
            #expect(stage.lines(seen) == deed.seen.sorted(), "\(name): what is seen")
        } catch {
            Issue.record("\(name): \(error)")
        }
    }

    @Test("is specified: a function of a front door that nobody specified is found")
    func complete() throws {
        let found = try FrontDoors.functions()
            // What is typed and not sent yet is nobody's: it leaves no entry, and no trace once it is forgotten.
            // Adopting rows from before is done once, at a start: `PlantedMemberTests`.
            .filter { !$0.key.hasPrefix("OpenForms.") && $0.key != "Ground.adopt(_:against:)" }
        #expect(found.count > 80)
        let known = Set(Self.specified.map(\.name)).union(Self.reads)
        #expect(Set(found.keys).subtracting(known).sorted() == [], "specify what these leave and whom they tell")
        #expect(known.subtracting(found.keys).sorted() == [], "these are gone from the code")
        for name in Self.reads {
            #expect(found[name]?.firstMatch(of: /\.write \{|write\(|deed\(|settle\(|answer\(|journal/) == nil, "\(name) writes")
        }
    }

    @Test("leaves, taken together, every act that these two wings know")
    func acts() throws {
        // What is done by way of a page of the administrator, or at a start, outside the front doors.
        let elsewhere: Set<String> = ["reception.set", "installation.adopted"]
        let declared = try FrontDoors.sources().flatMap { file in
            file.matches(of: /Act\("([A-Za-z.]+)"\)/).map { String($0.1) }
        }
        let left = Set(Self.specified.flatMap(\.acts).compactMap { $0.split(separator: " ").first.map(String.init) })
        #expect(Set(declared).subtracting(left).subtracting(elsewhere).sorted() == [], "no deed is specified to leave these")
    }
}

/// The front doors of the two wings, as their sources say them.
private enum FrontDoors {
    static func sources() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var texts: [String] = []
        for wing in ["Sources/Reporting", "Sources/Collaboration"] {
            let files = FileManager.default.enumerator(
                at: root.appendingPathComponent(wing), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                texts.append(try String(contentsOf: file, encoding: .utf8))
            }
        }
        return texts
    }

    /// Every public function that waits (and so may write), with its body, by its type's and its own name with labels.
    static func functions() throws -> [String: String] {
        var found: [String: String] = [:]
        for text in try sources() {
            var type = ""
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for (number, line) in lines.enumerated() {
                if let head = line.firstMatch(of: /^(?:public )?(?:extension|struct|enum|final class|actor) (\w+)/) {
                    type = String(head.1)
                }
                guard line.contains(/^    public (?:mutating )?func\b/) else { continue }
                // A function ends with its brace at its own indentation, or on the line on which it begins.
                let isShort = line.hasSuffix("}")
                let rest = lines[number...]
                let end = isShort ? number : rest.firstIndex(of: "    }") ?? number
                let whole = lines[number...end].joined(separator: "\n")
                guard let brace = whole.range(of: isShort ? " { " : " {\n")?.lowerBound
                    ?? whole.range(of: "    {\n")?.lowerBound,
                    whole[..<brace].contains(" async ")
                else { continue }
                found[type + "." + name(of: whole)] = whole
            }
        }
        return found
    }

    /// A function's name with the labels of its parameters: `judge(_:_:version:by:)`.
    private static func name(of signature: String) -> String {
        guard let head = signature.firstMatch(of: /func (\w+)(?:<[^>]*>)?\(/) else { return signature }
        var depth = 1
        var parameters = [""]
        for character in signature[head.range.upperBound...] {
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if depth == 0 { break }
            if character == ",", depth == 1 { parameters.append("") } else { parameters[parameters.count - 1].append(character) }
        }
        let labels = parameters.compactMap { parameter in
            parameter.split(whereSeparator: \.isWhitespace).first.map { label in
                (label.hasSuffix(":") ? String(label) : label + ":")
            }
        }
        return "\(head.1)(\(labels.joined()))"
    }
}
