import Foundation
import Organisations
import Records
import Reporting
import Storage
import Synchronization
import Terms
import Vault

/// Sending a report, from the press of the button to the receipt, beside storing the same text and nothing else.
enum SubmissionBench {
    static let connections = 64
    static let count = 500
    /// 2 kB.
    static let text = String(repeating: "Every night other men come to the house. ", count: 50)

    static func run(_ table: inout Table) async throws {
        let installation = try await Installation()
        let folder = try Folder()
        let store = try Baseline.store(folder.path + "/bare.sqlite")
        let receiver = try await installation.receiver()
        let rates = try await installation.serving { port in
            try await serving({ onRunning in bare(store, onRunning) }) { barePort in
                var (ours, theirs, sealing, inside): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
                for _ in 0..<Bench.rounds {
                    let forms = try await Forms.fill(count, port: port)
                    // Whoever sends much must have had the form open for a while; these have.
                    installation.clock.advance(by: .minutes(3))
                    ours.append(try await send(forms, port))
                    theirs.append(try await keep(barePort))
                    sealing.append(try await seal(installation, receiver))
                    inside.append(try await submit(installation))
                }
                return (ours.median, theirs.median, sealing.median, inside.median)
            }
        }
        table.add("reports sent by HTTP, a second (64 connections)", written(rates.0))
        table.add("bare handler, one durable commit each, a second", written(rates.1))
        table.add("the cryptography of a report alone, a second", written(rates.2))
        table.add("Submission.submit without HTTP, a second (64 tasks)", written(rates.3))
        table.add("reports sent : bare handler", written(rates.0 / rates.1), aim: "at least 1.0")
        table.add("reports sent : cryptography alone", written(rates.0 / rates.2), aim: "at least 0.7")
        table.add("submit without HTTP : cryptography alone", written(rates.3 / rates.2), aim: "at least 0.7")
    }

    private static func send(_ forms: [[UInt8]], _ port: Int) async throws -> Double {
        let seconds = try await load(port: port, connections: connections, count: count) { connection, index in
            let answer = try connection.exchange(forms[index])
            guard answer.status == 200, answer.body.firstRange(of: Array("receipt".utf8)) != nil else {
                throw Connection.Broken()
            }
        }
        return Double(count) / seconds
    }

    private static func keep(_ port: Int) async throws -> Double {
        let kept = request("POST", "/store", form: text)
        let seconds = try await load(port: port, connections: connections, count: count) { connection, _ in
            guard try connection.exchange(kept).status == 200 else { throw Connection.Broken() }
        }
        return Double(count) / seconds
    }

    /// What the machine can do of the cryptography that a report needs, on all cores and with nothing else to do: the
    /// receipt's keys, the compartment's key sealed to owner and reporter, the record, the words of the server, the
    /// entry's seal.
    private static func seal(_ installation: Installation, _ owner: Recipient) async throws -> Double {
        let ground = installation.ground
        return try await Tasks.rate(count, tasks: ProcessInfo.processInfo.activeProcessorCount) { _ in
            let keys = ground.secret.receiptKeys(Receipt(ground.chance))
            let id = ReportID(ground.chance)
            let reporter = Recipient(party: .reporter, epoch: 0, key: keys.key.publicKey)
            let compartment = try ground.compartments.prepare(.dialogue, of: id.text, for: [owner, reporter])
            let record = try ground.records.prepare(
                ReportContents(words: text), .report, into: compartment.compartment, by: .reporter)
            _ = Digest.sha256(Array(record.id.text.utf8))
            _ = ground.vouching.vouch(for: keys.key.publicKey, Binding("public key", "reporter", id.text))
        }
    }

    private static func submit(_ installation: Installation) async throws -> Double {
        let submission = Submission(installation.ground)
        return try await Tasks.rate(count, tasks: connections) { _ in
            let report = try NewReport(
                subject: .victim, role: .bystander, directDanger: false, age: .adult, forms: [.sexual],
                municipality: nil,
                contents: ReportContents(words: text), contact: nil)
            _ = try await submission.submit(report, receipt: Receipt(installation.ground.chance), place: nil)
        }
    }
}

extension Installation {
    /// Whom reports are sealed to.
    func receiver() async throws -> Recipient {
        let found = try await ground.database.read { tx in try ground.membership.organisation(organisation, in: tx) }
        guard let found else { throw Connection.Broken() }
        return found.recipient
    }
}

/// Work without a network, on so many tasks.
enum Tasks {
    /// How many a second; each piece of work is given its number.
    static func rate(
        _ count: Int, tasks: Int, _ work: @escaping @Sendable (_ index: Int) async throws -> Void
    ) async throws -> Double {
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask { for index in stride(from: task, to: count, by: tasks) { try await work(index) } }
            }
            try await group.waitForAll()
        }
        return Double(count) / (begun.duration(to: .now) / .seconds(1))
    }
}

/// Filled forms, each up to the press of the last button.
enum Forms {
    static func fill(_ count: Int, port: Int) async throws -> [[UInt8]] {
        let forms = Mutex<[[UInt8]]>([])
        _ = try await load(port: port, connections: 8, count: count) { connection, _ in
            var state = try self.state(connection.exchange(request("GET", "/en/report/aaaa/1")))
            for answer in answers { state = try self.state(connection.exchange(post(state, answer))) }
            let last = post(state, "step=check&go=send")
            forms.withLock { $0.append(last) }
        }
        return forms.withLock { $0 }
    }

    private static let answers = [
        "step=subject&subject=victim", "step=role&role=bystander", "step=danger&danger=no",
        "step=place&placeUnknown=yes",
        "step=age&age=adult", "step=exploitation&exploitation=sexual",
        "step=words&words=" + SubmissionBench.text.replacingOccurrences(of: " ", with: "+"),
        "step=contact&contact=siteOnly",
    ]

    private static func post(_ state: String, _ answer: String) -> [UInt8] {
        request("POST", "/en/report", form: "state=\(state)&\(answer)")
    }

    /// What the page carries to the next one.
    static func state(_ answer: Connection.Answer) throws -> String {
        let mark = Array("name=\"state\" value=\"".utf8)
        guard answer.status == 200, let found = answer.body.firstRange(of: mark),
            let end = answer.body[found.upperBound...].firstIndex(of: UInt8(ascii: "\""))
        else { throw Connection.Broken() }
        return String(decoding: answer.body[found.upperBound..<end], as: UTF8.self)
    }
}
