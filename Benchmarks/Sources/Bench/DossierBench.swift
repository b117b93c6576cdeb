import Collaboration
import Foundation
import Reporting
import Storage
import Terms

/// A dossier of a thousand records in five parts, opened and rendered; my day with many open dossiers; search among ten
/// thousand records.
enum DossierBench {
    private static let parts: [Compartment] = [.general, .safety, .network, .police, .care]

    static func run(_ table: inout Table) async throws {
        try await opening(&table)
        try await day(&table)
        try await search(&table)
    }

    /// The page that a member opens, over HTTP: session, keys, journal entry, decryption, page.
    private static func opening(_ table: inout Table) async throws {
        let installation = try await Installation()
        let sizes = [500, 1_000, 2_000]
        var ids: [DossierID] = []
        for size in sizes { ids.append(try await dossier(of: size, installation)) }
        let dossiers = ids
        let times = try await installation.serving { port in
            var times: [String: [Double]] = [:]
            for _ in 0..<Bench.rounds * 10 {
                for (size, id) in zip(sizes, dossiers) {
                    for page in ["", "/timeline"] {
                        times["\(size)\(page)", default: []].append(
                            try time(port, "/en/dossiers/\(id.text)\(page)", installation.cookie))
                    }
                }
            }
            return times.mapValues(\.median)
        }
        let thousand = times["1000"] ?? 0
        table.add("dossier of 1,000 records in 5 parts, opened, ms", written(thousand * 1_000), aim: "under 50")
        table.add("its timeline, ms", written((times["1000/timeline"] ?? 0) * 1_000))
        table.add("dossier of 2,000 : of 1,000 records", written((times["2000"] ?? 0) / thousand), aim: "at most 2.2")
        table.add("dossier of 500 : of 1,000 records", written((times["500"] ?? 0) / thousand))
    }

    private static func dossier(of size: Int, _ installation: Installation) async throws -> DossierID {
        let dossiers = Dossiers(installation.ground)
        let session = installation.session
        let id = try await dossiers.open(
            try NewDossier(urgency: .normal, age: .adult, forms: [.sexual], municipality: nil, words: "Begin"),
            by: session)
        for number in 1..<size {
            let part = parts[number % parts.count]
            if number % 10 == 0 {
                try await dossiers.keep(
                    Person(part: .close, name: "Person \(number)", relation: "Knows person \(number / 10)"), in: part,
                    of: id, by: session)
            } else {
                let fact = Fact(
                    from: PartialDate(year: 2_020 + number % 7, month: 1 + number % 12),
                    text: "On this day number \(number) something was seen that is told in two lines of text, "
                        + "as people who work with a case write them down", source: .professional, certainty: .likely)
                try await dossiers.keep(fact, in: part, of: id, by: session)
            }
        }
        return id
    }

    private static func day(_ table: inout Table) async throws {
        let (small, large) = (try await Installation(), try await Installation())
        try await small.seedDossiers(1_000)
        try await large.seedDossiers(100_000)
        let times = try await small.serving { smallPort in
            try await large.serving { largePort in
                var (few, many): ([Double], [Double]) = ([], [])
                for _ in 0..<Bench.rounds * 40 {
                    few.append(try time(smallPort, "/en/day", small.cookie))
                    many.append(try time(largePort, "/en/day", large.cookie))
                }
                return (few.median, many.median)
            }
        }
        table.add("my day at 1,000 open dossiers, ms", written(times.0 * 1_000))
        table.add("my day at 100,000 : at 1,000", written(times.1 / times.0), aim: "at most 1.5")
    }

    private static func search(_ table: inout Table) async throws {
        let installation = try await Installation()
        let dossiers = Dossiers(installation.ground)
        let session = installation.session
        for number in 0..<500 {
            let id = try await dossiers.open(
                try NewDossier(
                    urgency: .normal, age: .adult, forms: [], municipality: nil, words: "number\(number) begins"),
                by: session)
            for line in 0..<19 {
                let fact = Fact(
                    from: nil, text: "A car at the station, line\(number * 19 + line)", source: .report,
                    certainty: .likely)
                try await dossiers.keep(fact, in: .general, of: id, by: session)
            }
        }
        var times: [Double] = []
        for round in 0..<60 {
            let begun = ContinuousClock.now
            let found = try await dossiers.find("line\(round * 100)", by: session)
            times.append(begun.duration(to: .now) / .seconds(1))
            guard found.count == 1 else { throw Connection.Broken() }
        }
        table.add("search among 10,000 records of dossiers, ms", written(times.median * 1_000), aim: "under 20")
    }

    private static func time(_ port: Int, _ path: String, _ cookie: String) throws -> Double {
        let connection = try Connection(port: port)
        let begun = ContinuousClock.now
        let answer = try connection.exchange(request("GET", path, cookie: cookie))
        guard answer.status == 200, answer.body.count > 3_000 else { throw Connection.Broken() }
        return begun.duration(to: .now) / .seconds(1)
    }
}

extension Installation {
    /// Envelopes and duties of dossiers as they are stored, without contents: a day reads nothing else.
    func seedDossiers(_ count: Int) async throws {
        let now = clock.now
        for start in stride(from: 0, to: count, by: 1_000) {
            try await ground.database.write { tx in
                for number in start..<min(start + 1_000, count) {
                    let id = DossierID(ground.chance)
                    let duty = try ground.duties.begin(
                        Debts([DossierStep.act: now + .minutes(number % 50_000)]), on: id.text, of: organisation,
                        .normal,
                        in: tx)
                    if number % 3 == 0 { try ground.duties.assign(id.text, to: session.member.id, in: tx) }
                    try tx.execute(
                        """
                        INSERT INTO dossier (id, state, urgency, age, forms, opened_at, coordinator, roster, duty)
                        VALUES (\(id), 'open', 'normal', 'adult', '', \(now), \(organisation),
                                \(ground.chance.bytes(32)), \(duty))
                        """)
                }
            }
        }
    }
}
