import Foundation
import Support
import Testing

@testable import Terms

@Suite("An id")
struct IDTests {
    /// Every prefix, as ids of its kind begin.
    private static let prefixes = [
        Kinds.Attachment.prefix, Kinds.Compartment.prefix, Kinds.Duty.prefix, Kinds.Entry.prefix, Kinds.HandOver.prefix,
        Kinds.Invitation.prefix, Kinds.Member.prefix, Kinds.Organisation.prefix, Kinds.Record.prefix,
        Kinds.Report.prefix, Kinds.Session.prefix,
    ]

    @Test("of one kind begins as no other kind does")
    func prefixes() {
        #expect(Set(Self.prefixes).count == Self.prefixes.count)
        for prefix in Self.prefixes {
            #expect(
                (3...4).contains(prefix.utf8.count) && prefix.utf8.allSatisfy { (97...122).contains($0) }, "\(prefix)")
        }
    }

    @Test("is read again as it was written, by its own kind only")
    func kinds() throws {
        let chance = Randomness.seeded(1)
        for _ in 0..<200 {
            let id = ReportID(chance)
            #expect(try ReportID(id.text) == id)
            #expect(throws: MalformedID(expected: "rec")) { try RecordID(id.text) }
            let json = try JSONEncoder().encode([id])
            #expect(try JSONDecoder().decode([ReportID].self, from: json) == [id])
            #expect(throws: (any Error).self) { try JSONDecoder().decode([RecordID].self, from: json) }
        }
    }

    @Test("carries all of its 128 bits")
    func bits() {
        var seen: Set<String> = []
        for bit in 0..<128 {
            var bytes = [UInt8](repeating: 0, count: 16)
            bytes[bit / 8] = 128 >> UInt8(bit % 8)
            seen.insert(MemberID(Randomness { [bytes] _ in bytes }).text)
        }
        #expect(seen.count == 128)
    }

    @Test("that begins with the time stands after every one that was made before, and is unlike any of its own moment")
    func ordered() {
        let chance = Randomness.seeded(2)
        let moments = [0, 1, 31, 32, 255, 256, 1_763_000_000_000, 1_763_000_000_001, (1 << 47) - 1].map {
            Instant(milliseconds: $0)
        }
        let ids = moments.map { now in (0..<50).map { _ in EntryID(chance, at: now) } }
        for (earlier, later) in zip(ids, ids.dropFirst()) { #expect(earlier.max()! < later.min()!) }
        #expect(Set(ids.joined()).count == moments.count * 50)
    }

    @Test(
        "is refused when it is anything else",
        arguments: [
            "", "rep", "rep_", "rep_0f9c", "REP_00000000000000000000000000", "rep_0000000000000000000000000",
            "rep_000000000000000000000000000", "rep_0000000000000000000000000i", "rep_0000000000000000000000000l",
            "rep_0000000000000000000000000o", "rep_0000000000000000000000000u", "rep_0000000000000000000000000A",
            "rep__00000000000000000000000000", " rep_00000000000000000000000000", "rep_00000000000000000000000000 ",
            "rep-00000000000000000000000000", "rep_0000000000000000000000000é", "mem_00000000000000000000000000",
            "rep_0000000000000000000000000\0",
        ])
    func malformed(text: String) {
        #expect(throws: MalformedID(expected: "rep")) { try ReportID(text) }
    }
}

@Suite("A moment and a term")
struct InstantTests {
    @Test("add up to the millisecond, before 1970 too")
    func sums() {
        for milliseconds in [-86_400_000, -1, 0, 1, 1_772_366_400_000] as [Int64] {
            let moment = Instant(milliseconds: milliseconds)
            for term in [Term.seconds(1), .minutes(5), .hours(24), .days(-3), Term(milliseconds: 1)] {
                #expect((moment + term).since(moment) == term)
                #expect(moment + term - term == moment)
                #expect((moment + term > moment) == (term > Term(milliseconds: 0)))
            }
        }
        #expect(Term.days(1) == .hours(24) && .hours(1) == Term.minutes(60) && .minutes(1) == Term.seconds(60))
    }

    @Test("are kept as whole milliseconds")
    func coded() throws {
        let json = try JSONEncoder().encode([Instant(milliseconds: 1_772_366_400_123)])
        #expect(String(decoding: json, as: UTF8.self) == "[1772366400123]")
        #expect(try JSONDecoder().decode([Instant].self, from: json) == [Instant(milliseconds: 1_772_366_400_123)])
    }
}

@Suite("The system's chance")
struct RandomnessTests {
    @Test("gives as many bytes as were asked for, and others each time")
    func bytes() {
        for count in [0, 1, 7, 8, 9, 32, 100] { #expect(Randomness.system.bytes(count).count == count) }
        #expect(Set((0..<100).map { _ in Randomness.system.bytes(16) }).count == 100)
    }
}
