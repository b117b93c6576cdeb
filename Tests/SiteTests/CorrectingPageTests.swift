import HTTPTypes
import Organisations
import Reporting
import Support
import Terms
import Testing
import Words

@testable import Site
@testable import Web

@Suite("Correcting on the page")
struct CorrectingPageTests {
    @Test("a report: what it was, what it is, who and why stand among what happened")
    func report() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let wrong = try await worker.does(
                "correct", on: id, from: worker.open(id), [("age", "adult"), ("place", "Nergenshuizen"), ("correct.text", "x")])
            #expect(wrong.status == 422 && wrong.text.contains("Nergenshuizen") && wrong.text.contains("f-place-error"))
            let done = try await worker.doesAtOnce(
                "correct", on: id,
                [("age", "adult"), ("exploitation", "labour"), ("place", "Utrecht"), ("correct.text", "Her file says so")])
            let words = Words.of(.nl)
            #expect(done.text.contains(words("staff.case.done.correct")) && done.text.contains("Her file says so"))
            let line = words(
                "staff.case.correct.line",
                [
                    "what": words("staff.case.place"), "before": words("step.check.place.unknown"), "after": "Utrecht",
                ])
            #expect(done.text.contains(line), "\(line)")
            let same = try await worker.does(
                "correct", on: id, from: worker.open(id),
                [("age", "adult"), ("exploitation", "labour"), ("place", "Utrecht"), ("correct.text", "x")])
            #expect(same.status == 422 && same.text.contains(words("refusal.nothingChanged")))
        }
    }

    @Test("what came from the reporter directly is passed on, not sent back; what is closed is not urgent")
    func words() async throws {
        try await withScene { scene in
            _ = try await scene.open("Other", isFallback: true)
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let page = try await worker.open(id)
            let words = Words.of(.nl)
            #expect(page.text.contains(">" + words("staff.case.passOn") + "<") && !page.text.contains(">" + words("staff.case.sendBack") + "<"))
            _ = try await worker.doesAtOnce("judgement", on: id, [("urgency", "danger"), ("judgement.text", "x")])
            let badge = "badge danger"
            #expect(try await worker.open(id).text.contains(badge))
            let safer = try await worker.doesAtOnce("judgement", on: id, [("urgency", "urgent"), ("judgement.text", "Safe")])
            #expect(safer.text.contains("badge warning"))
            let closed = try await worker.doesAtOnce("close", on: id, [("closing", "helped"), ("close.text", "Safe")])
            #expect(!closed.text.contains(badge) && !closed.text.contains("badge warning"))
        }
    }

    @Test("every question that was left open is named where it is told, and an empty date is not called a wrong one")
    func named() async throws {
        for language in Language.allCases {
            let words = Words.of(language)
            for field in Choosing.labels.keys {
                let sentence = Choosing.sentence(at: field, words)
                #expect(!sentence.contains("«") && !sentence.contains("{"), "\(sentence)")
            }
            #expect(Choosing.label(of: "kind.3") != nil && Choosing.label(of: "fact-part") != nil)
        }
        #expect(TypedDate().error() == "staff.date.missing")
        var date = TypedDate()
        date.day = "31"
        date.month = "2"
        date.year = "2026"
        #expect(date.error() == "staff.date.error")
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let refused = try await worker.does("close", on: id, from: worker.open(id), [("closing", ""), ("close.text", "x")])
            #expect(refused.status == 422 && refused.text.contains(Words.of(.nl)("staff.case.closing")))
            #expect(refused.text.contains(Choosing.sentence(at: "closing", Words.of(.nl))))
        }
    }
}
