import Reporting
import Support
import Terms
import Testing

@Suite("References and signs")
struct ReferenceTests {
    @Test("a reference leads to the beginning of its report's id, however it is typed")
    func references() {
        for seed in 1...50 as ClosedRange<UInt64> {
            let id = ReportID(.seeded(seed))
            let reference = Envelope.reference(of: id)
            let lookAlikes = reference.lowercased().replacing("0", with: "o").replacing("1", with: "l")
            for typed in [reference, reference.replacing("-", with: ""), " " + lookAlikes] {
                let beginning = Envelope.idBeginning(withReference: typed)
                #expect(beginning.map { id.text.hasPrefix($0) && $0.utf8.count == 12 } == true, "\(typed)")
            }
        }
        for typed in ["", "ABCD-EFG", "ABCD-EFGH-J", "ABCD-EFGU", "<b>-1234"] {
            #expect(Envelope.idBeginning(withReference: typed) == nil, "\(typed)")
        }
    }

    @Test("there are signs in every group, each known by its id")
    func signs() {
        let ids = SignGroup.allCases.flatMap(\.signs)
        #expect(SignGroup.allCases.allSatisfy { !$0.signs.isEmpty })
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy(Sign.exists) && !Sign.exists("young.nothing"))
    }
}
