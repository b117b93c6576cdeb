import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Searching")
struct FindingTests {
    @Test("catches up a bounded number at a time, and ends", arguments: Engine.allCases)
    func bounded(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            for number in 1...3 { try await world.send("House \(number)", with: Receipt(world.ground.chance)) }
            let worker = try await world.session(shelter.intake)
            var left: [Int] = []
            for _ in 1...3 { left.append(try await world.intake.catchUp(for: worker, limit: 2).waiting) }
            #expect(left == [1, 0, 0])
            let found = try await world.intake.find(Query(text: "house"), by: worker).envelopes
            #expect(found.count == 3)
        }
    }

    @Test("tells of what a member's keys do not open, and is not held up by it", arguments: Engine.allCases)
    func closed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let damaged = try await world.send("Damaged", with: Receipt(world.ground.chance)).id
            world.clock.advance(by: .seconds(1))
            let whole = try await world.send("Whole", with: Receipt(world.ground.chance)).id
            let waiting = try await world.session(try await world.enrol("Waiting", .intake, at: shelter.id))
            await #expect(throws: ReportAbsent.self, "who was not let in does not even read how many there are") {
                _ = try await world.intake.catchUp(for: waiting)
            }
            try await world.ground.database.write { tx in
                try tx.execute(
                    "UPDATE record SET sealed = \([UInt8](repeating: 1, count: 300)) WHERE object = \(damaged)")
            }
            let worker = try await world.session(shelter.intake)
            let reach = try await world.intake.catchUp(for: worker)
            #expect(reach.waiting == 0 && reach.closed == 1)
            let found = try await world.intake.find(Query(text: "whole"), by: worker).envelopes.map(\.id)
            #expect(found == [whole])
        }
    }

    @Test("by reference, however it is typed, and before anybody opened the report", arguments: Engine.allCases)
    func reference(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let stranger = try await world.session(try await world.open("Other", isFallback: true).intake)
            let worker = try await world.session(shelter.intake)
            // So many that both look-alikes occur among their references.
            for number in 1...12 {
                let id = try await world.send("Told \(number)", with: Receipt(world.ground.chance)).id
                let reference = Envelope.reference(of: id)
                let lookAlikes = reference.lowercased().replacing("0", with: "O").replacing("1", with: "I")
                for typed in [reference, " " + lookAlikes, reference.replacing("-", with: " ")] {
                    let found = try await world.intake.find(Query(text: typed), by: worker).envelopes.map(\.id)
                    #expect(found == [id], "\(typed)")
                    let elsewhere = try await world.intake.find(Query(text: typed), by: stranger).envelopes
                    #expect(elsewhere.isEmpty)
                }
            }
        }
    }

    @Test("by state and period alone, and says when more match than are shown", arguments: Engine.allCases)
    func filtered(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let first = try await world.send("First", with: Receipt(world.ground.chance))
            world.clock.advance(by: .days(2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<Query.mostResults {
                    group.addTask { try await world.send("Later", with: Receipt(world.ground.chance)) }
                }
                try await group.waitForAll()
            }
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.open(first.id, by: worker)
            func find(_ query: Query) async throws -> Findings { try await world.intake.find(query, by: worker) }
            let all = try await find(Query())
            #expect(all.envelopes.count == Query.mostResults && all.hasMore)
            let day = first.receivedAt + .days(1)
            let early = try await find(Query(until: day))
            #expect(early.envelopes.map(\.id) == [first.id] && !early.hasMore)
            let late = try await find(Query(from: day))
            #expect(late.envelopes.count == Query.mostResults && !late.hasMore)
            let inReview = try await find(Query(state: .inReview))
            #expect(inReview.envelopes.map(\.id) == [first.id])
        }
    }

    @Test(
        "by a number in any notation, from a sentence and from a field, in whatever notation it was written",
        arguments: Engine.allCases)
    func numbers(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let notations = [
                [
                    "0683001122", "06 83001122", "06-83 00 11 22", "06 - 83 00 11 22", "+31 (0)6 83 00 11 22",
                    "+31 6 8300 1122", "0031683001122", "0031 (0)6-83001122", "(06) 83 00 11 22", "+31683001122",
                    "06.83.00.11.22", "06/83001122", "٠٦ ٨٣٠٠١١٢٢", "06 8300\u{200B}1122", "06\u{A0}83001122",
                ],
                ["AB-12-CD", "ab12cd", "AB 12 CD", "ab.12.cd", "AB–12–CD", "AB12-CD"],
                ["1234 AB", "1234AB", "1234-ab", "1234  Ab"],
                ["1-XYZ-987", "1xyz987", "1 XYZ 987"],
                ["+32 2 123 45 67", "02 123 45 67", "003221234567", "(02)1234567"],
                ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "NL91-ABNA-0417-1643-00"],
            ]
            var kept: [[(String, ReportID)]] = []
            for notation in notations {
                kept.append([])
                for (place, number) in notation.enumerated() {
                    // Half of them in the words, half in a field of their own.
                    let words = place.isMultiple(of: 2) ? "He comes in a car, \(number), at night" : "Nothing"
                    let clues = place.isMultiple(of: 2) ? [] : [Clue(kind: .phone, value: number, involvement: .unknown)]
                    let id = try await world.send(words, with: Receipt(world.ground.chance), clues: clues).id
                    kept[kept.count - 1].append((number, id))
                }
            }
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.catchUp(for: worker)
            for (notation, reports) in zip(notations, kept) {
                let wanted = Set(reports.map(\.1))
                for asked in notation {
                    let found = Set(try await world.intake.find(Query(text: asked), by: worker).envelopes.map(\.id))
                    let missing = reports.filter { !found.contains($0.1) }.map(\.0)
                    #expect(found == wanted, "\(asked) does not find \(missing)")
                }
                let both = try await world.intake.find(Query(text: "car " + notation[0]), by: worker).envelopes
                #expect(both.count == (notation.count + 1) / 2, "together with a word, \(notation[0])")
            }
            for other in ["0683001123", "AB-13-CD", "1234 AC", "1-XYZ-986"] {
                let found = try await world.intake.find(Query(text: other), by: worker).envelopes
                #expect(found.isEmpty, "\(other) is another")
            }
        }
    }

    @Test("by names as colleagues type them, whatever letters they were written with", arguments: Engine.allCases)
    func names(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let names = [
                ("Łukasz", ["lukasz", "ŁUKASZ"]), ("Işıl", ["isil", "IŞIL", "Isil"]), ("Sørensen", ["sorensen", "soerensen"]),
                ("Müller", ["muller", "mueller", "Mu\u{308}ller"]), ("Đorđević", ["dordevic", "djordjevic"]),
                ("Mueller2", ["müller2"]), ("أحمد", ["احمد"]), ("مُحَمَّد", ["محمد"]), ("Ĳsbrand", ["ijsbrand"]),
                ("Əliyev", ["eliyev", "aliyev"]), ("Ri\u{AD}co", ["rico", "Ri\u{200B}co"]), ("Þóra", ["thora"]),
                ("Gauß", ["gauss", "GAUSS"]), ("Ħarry", ["harry"]),
            ]
            var ids: [ReportID] = []
            for (name, _) in names {
                ids.append(try await world.send("I know \(name) only", with: Receipt(world.ground.chance)).id)
            }
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.catchUp(for: worker)
            for ((name, typed), id) in zip(names, ids) {
                for typed in typed + [name] {
                    let found = try await world.intake.find(Query(text: typed), by: worker).envelopes.map(\.id)
                    #expect(found == [id], "\(typed) for \(name)")
                }
            }
        }
    }

    @Test("asks for every word of several, and for none more", arguments: Engine.allCases)
    func several(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let both = try await world.send("A red car", with: Receipt(world.ground.chance)).id
            let one = try await world.send("A red bicycle", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.catchUp(for: worker)
            func find(_ text: String) async throws -> Set<ReportID> {
                Set(try await world.intake.find(Query(text: text), by: worker).envelopes.map(\.id))
            }
            #expect(try await find("red") == [both, one])
            #expect(try await find("car red") == [both])
            #expect(try await find("red car bicycle") == [])
        }
    }

    @Test("finds anew what was indexed before words were folded as they are now", arguments: Engine.allCases)
    func anew(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: Ground.migrations.filter { !$0.name.hasPrefix("records 7 ") }) { database in
            let world = try World(database)
            let shelter = try await world.open("Shelter")
            let id = try await world.send("Call 06 83001122", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            // As if an earlier program had indexed it, under tokens of its own.
            try await database.write { tx in
                let record = try tx.value("SELECT id FROM record WHERE object = \(id)", as: String.self)
                try tx.execute("INSERT INTO search_indexed (organisation, record) VALUES (\(shelter.id), \(record))")
            }
            try await database.migrate(Ground.migrations)
            #expect(try await world.intake.catchUp(for: worker).waiting == 0)
            #expect(try await world.intake.find(Query(text: "+31683001122"), by: worker).envelopes.map(\.id) == [id])
        }
    }

    @Test("by who took a report over, though who had it before made it findable for themselves", arguments: Engine.allCases)
    func takenOver(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let id = try await world.send("Giraffe", with: Receipt(world.ground.chance)).id
            let (worker, taker) = (try await world.session(shelter.intake), try await world.session(other.intake))
            let version = try await world.intake.open(id, by: worker).version
            #expect(try await world.intake.find(Query(text: "giraffe"), by: worker).envelopes.count == 1)
            try await world.handOvers.offer(id, to: other.id, "Yours", version: version, by: worker)
            try await world.handOvers.accept(id, by: taker)
            #expect(try await world.intake.catchUp(for: taker).waiting == 0)
            #expect(try await world.intake.find(Query(text: "giraffe"), by: taker).envelopes.map(\.id) == [id])
            #expect(try await world.intake.find(Query(text: "giraffe"), by: worker).envelopes.isEmpty)
        }
    }
}
