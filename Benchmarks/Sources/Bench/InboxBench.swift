import Foundation
import Reporting
import Storage
import Terms
import Vault

/// The inbox of an organisation with a thousand reports and with a hundred thousand, and search among ten thousand.
enum InboxBench {
    static func run(_ table: inout Table) async throws {
        let (small, large) = (try await Installation(), try await Installation())
        try await small.seed(1_000)
        try await large.seed(100_000)
        let times = try await small.serving { smallPort in
            try await large.serving { largePort in
                var (few, many): ([Double], [Double]) = ([], [])
                for _ in 0..<Bench.rounds * 40 {
                    few.append(try time(smallPort, small.cookie))
                    many.append(try time(largePort, large.cookie))
                }
                return (few.median, many.median)
            }
        }
        table.add("inbox page at 1,000 reports, ms", written(times.0 * 1_000))
        table.add("inbox page at 100,000 reports, ms", written(times.1 * 1_000))
        table.add("inbox at 100,000 : at 1,000", written(times.1 / times.0), aim: "at most 1.5")
        try await search(&table)
    }

    private static func time(_ port: Int, _ cookie: String) throws -> Double {
        let connection = try Connection(port: port)
        let begun = ContinuousClock.now
        let answer = try connection.exchange(request("GET", "/en/inbox", cookie: cookie))
        guard answer.status == 200, answer.body.count > 5_000 else { throw Connection.Broken() }
        return begun.duration(to: .now) / .seconds(1)
    }

    /// Real reports, sealed, sent, and indexed as they are when somebody logs in.
    private static func search(_ table: inout Table) async throws {
        let installation = try await Installation()
        let ground = installation.ground
        let submission = Submission(ground)
        let intake = Intake(ground)
        let words = ["hotel", "phone", "money", "night", "house", "car", "border", "kitchen", "garden", "station"]
        _ = try await Tasks.rate(10_000, tasks: 64) { number in
            let text = (0..<12).map { words[(number / (1 + $0 * 3) + $0) % words.count] }.joined(separator: " ")
            let report = try NewReport(
                subject: .victim, role: .bystander, directDanger: false, age: .adult, forms: [.sexual],
                municipality: nil,
                contents: ReportContents(words: text + " number\(number)"), contact: nil)
            _ = try await submission.submit(report, receipt: Receipt(ground.chance), place: nil)
        }
        while try await intake.catchUp(for: installation.session, limit: 200).waiting > 0 {}
        var (rare, common): ([Double], [Double]) = ([], [])
        for round in 0..<40 {
            rare.append(try await time(intake, "number\(1_000 + round * 100)", 1, installation))
            common.append(try await time(intake, "hotel", Query.mostResults, installation))
        }
        table.add("search among 10,000, one report found, ms", written(rare.median * 1_000))
        table.add("search among 10,000, a common word, ms", written(common.median * 1_000))
    }

    private static func time(_ intake: Intake, _ text: String, _ wanted: Int, _ installation: Installation) async throws
        -> Double
    {
        let begun = ContinuousClock.now
        let found = try await intake.find(Query(text: text), by: installation.session)
        guard found.envelopes.count == wanted else { throw Connection.Broken() }
        return begun.duration(to: .now) / .seconds(1)
    }
}

extension Installation {
    /// Envelopes and duties as they are stored, without contents: the inbox reads nothing else.
    func seed(_ count: Int) async throws {
        let now = clock.now
        for start in stride(from: 0, to: count, by: 1_000) {
            try await ground.database.write { tx in
                for number in start..<min(start + 1_000, count) {
                    let report = ReportID(ground.chance)
                    let urgency: Urgency = [.danger, .urgent, .normal, .normal, .normal][number % 5]
                    let duty = try ground.duties.begin(
                        Debts([Step.firstLook: now + .minutes(number % 5_000)]), on: report.text, of: organisation,
                        urgency,
                        in: tx)
                    try tx.execute(
                        """
                        INSERT INTO report (id, look_up, reporter_key, subject, role, age, forms, municipality, channel,
                                            urgency, state, has_contact, received_at, look_due_at, owner,
                                            parties, duty)
                        VALUES (\(report), \(ground.chance.bytes(16)), \(ground.chance.bytes(32)), 'victim', 'bystander',
                                'adult', 'sexual', NULL, 'web', \(urgency), 'received', 0, \(now), \(now + .days(5)), \(organisation),
                                \(ground.chance.bytes(32)), \(duty))
                        """)
                }
            }
        }
    }
}
