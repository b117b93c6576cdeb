import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("A form that is open")
struct OpenFormTests {
    private let story = Array("She is never alone".utf8)

    @Test("is remembered for whoever holds its key, for an hour after the last answer", arguments: Engine.allCases)
    func found(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let forms = OpenForms(world.ground)
            let key = FormKey(world.ground.chance)
            let kept = try await forms.keep(story, of: "k3f9", under: key)
            #expect(kept)
            world.clock.advance(by: .minutes(59))
            _ = try await forms.keep(story + [33], of: "k3f9", under: key)
            world.clock.advance(by: .minutes(59))
            let mine = try await forms.find("k3f9", under: key)
            let another = try await forms.find("k3f8", under: key)
            let foreign = try await forms.find("k3f9", under: FormKey(world.ground.chance))
            #expect(mine == story + [33] && another == nil && foreign == nil)
            world.clock.advance(by: .minutes(1))
            let late = try await forms.find("k3f9", under: key)
            #expect(late == nil, "before any sweep")
            try await world.ground.database.write { tx in try forms.sweep(in: tx) }
            #expect(try await world.count("open_form") == 0)
        }
    }

    @Test("cannot be read by who has the database and the server's secret", arguments: Engine.allCases)
    func sealed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let key = FormKey(world.ground.chance)
            _ = try await OpenForms(world.ground).keep(story, of: "k3f9", under: key)
            let stored = try await world.ground.database.read { tx in
                try tx.rows("SELECT id, owner, sealed FROM open_form").map {
                    try $0.get("id", as: [UInt8].self) + $0.get("owner", as: [UInt8].self)
                        + $0.get("sealed", as: [UInt8].self)
                }
            }
            let row = try #require(stored.first)
            #expect(stored.count == 1 && !row.contains(story) && !row.contains(Array(key.text.utf8)))
            #expect("\(key)" == "form key withheld")
        }
    }

    @Test("is forgotten alone when it was sent, and with all others of its browser when somebody leaves",
        arguments: Engine.allCases)
    func forgotten(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let forms = OpenForms(world.ground)
            let (key, other) = (FormKey(world.ground.chance), FormKey(world.ground.chance))
            for form in ["aaaa", "bbbb", "cccc"] { _ = try await forms.keep(story, of: form, under: key) }
            _ = try await forms.keep(story, of: "aaaa", under: other)
            try await forms.forget("aaaa", under: key)
            #expect(try await world.count("open_form") == 3)
            try await forms.forgetAll(under: key)
            let (mine, theirs) = (try await forms.hasAny(under: key), try await forms.hasAny(under: other))
            #expect(!mine && theirs)
        }
    }

    @Test("makes room for newer ones when a flood comes, in number and in bytes", arguments: Engine.allCases)
    func bounded(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let few = OpenForms(world.ground, mostForms: 16)
            var keys: [FormKey] = []
            for _ in 1...40 {
                keys.append(FormKey(world.ground.chance))
                _ = try await few.keep(story, of: "k3f9", under: keys[keys.count - 1])
                world.clock.advance(by: .seconds(1))
                #expect(try await world.count("open_form") <= 18)
            }
            let (first, last) = (
                try await few.find("k3f9", under: keys[0]), try await few.find("k3f9", under: keys[39])
            )
            #expect(first == nil && last == story)

            let small = OpenForms(world.ground, mostBytes: 64_000)
            for _ in 1...40 {
                let long = [UInt8](repeating: 65, count: 7_000)
                _ = try await small.keep(long, of: "k3f9", under: FormKey(world.ground.chance))
            }
            try await world.ground.database.write { tx in try small.sweep(in: tx) }
            let bytes = try await world.ground.database.read { tx in
                try tx.rows("SELECT sealed FROM open_form").reduce(0) { $0 + (try $1.get("sealed", as: [UInt8].self).count) }
            }
            #expect(bytes <= 64_000 && bytes > 40_000)
            let huge = try await small.keep(
                [UInt8](repeating: 1, count: OpenForms.mostBytesOfOne + 1), of: "k3f9", under: keys[0])
            #expect(!huge)
        }
    }
}
