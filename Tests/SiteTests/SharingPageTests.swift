import Collaboration
import Organisations
import Support
import Terms
import Testing

@testable import Site

@Suite("Sharing a part of a dossier")
struct SharingPageTests {
    /// The form as it is filled in by hand.
    private func filled(_ receiver: Crew, until: Instant) -> [(String, String)] {
        [("part", "general"), ("receiver", receiver.id.text), ("share.what", "What she told"), ("earlier", "all")]
            + TypedDate(until).fields() + Grounds.filledIn
    }

    @Test("is done in two steps without a script; the other reads it with its grounds, and leaves it again")
    func shares() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier("A barn full of people", at: ours)
            let path = "dossiers/" + id.text
            let hidden = try await scene.intake(theirs).see(path + "/sharing")
            #expect(hidden.status == 404)
            let first = try await scene.intake(ours).see(path + "/sharing")
            #expect(first.text.contains("method=\"get\"") && first.text.contains("beheert dit deel"))
            let second = try await scene.intake(ours).see(
                path + "/sharing?part=general&receiver=\(theirs.id.text)&basis=consent")
            #expect(second.text.contains("Wie gaf toestemming?") && !second.text.contains("wetsartikel"))
            #expect(second.text.contains("kun je niet terugnemen"))
            let shared = try await scene.intake(ours).sendsAtOnce(
                "share", to: path, seeing: "/sharing?part=general&receiver=\(theirs.id.text)&basis=consent",
                filled(theirs, until: scene.clock.now + .days(60)))
            #expect(shared.text.contains("Het deel is gedeeld") && shared.text.contains("leest mee tot en met"))
            let read = try await scene.coordinator(theirs).see(path + "/sharing")
            #expect(read.status == 200 && read.text.contains("What she told") && read.text.contains("To find a bed"))
            #expect(!read.text.contains("/share\""))
            let end = try #require(read.first("\\?end=(shr_[a-z0-9]+)"))
            let leaving = try await scene.intake(theirs).see(path + "/sharing?end=" + end)
            #expect(leaving.text.contains("niet meer nodig") && leaving.text.contains("blijft in het dossier staan"))
            let silent = try await scene.intake(theirs).sends("end-share", to: path, from: leaving, [("share", end)])
            #expect(silent.status == 422 && silent.text.contains("f-end-reason-error"))
            let left = try await scene.intake(theirs).sends(
                "end-share", to: path, from: leaving, [("share", end), ("end.reason", "She is safe")])
            #expect(left.location == "/nl/dossiers")
            let gone = try await scene.intake(theirs).see(path + "/sharing")
            #expect(gone.status == 410 && gone.text.contains("niet meer gedeeld"))
            let after = try await scene.intake(ours).see(path + "/sharing")
            #expect(after.text.contains("gestopt") && after.text.contains("She is safe"))
        }
    }

    @Test("tells the new coordinator why the old one, which read on after a warm transfer, reads no more")
    func warm() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let path = "dossiers/" + (try await scene.dossier(at: ours)).text
            let offer = [("receiver", theirs.id.text), ("offer.reason", "She moved"), ("warm", "until")]
            let warm = TypedDate(scene.clock.now + .days(20)).fields()
            _ = try await scene.intake(ours).sendsAtOnce(
                "offer", to: path, seeing: "/tasks?form=offer&basis=consent", offer + warm + Grounds.filledIn)
            _ = try await scene.intake(theirs).sendsAtOnce("accept-offer", to: path, seeing: "/tasks")
            let page = try await scene.intake(ours).see(path + "/sharing")
            let share = try #require(page.first("\\?end=(shr_[a-z0-9]+)"))
            let left = try await scene.intake(ours).sendsAtOnce(
                "end-share", to: path, seeing: "/sharing?end=" + share,
                [("share", share), ("end.reason", "She settled in")])
            #expect(left.status == 200 && !left.text.contains("She settled in"))
            let after = try await scene.intake(theirs).see(path + "/sharing")
            #expect(after.text.contains("She settled in") && after.text.contains("Shelter") && after.text.contains("gestopt"))
        }
    }

    @Test("tells everything that is missing at once, each at its field, and gives back what was typed")
    func refuses() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            let worker = scene.intake(ours)
            let page = try await worker.see(path + "/sharing?part=general&receiver=\(theirs.id.text)&basis=publicTask")
            let refused = try await worker.sends(
                "share", to: path, from: page,
                [
                    ("part", "general"), ("receiver", theirs.id.text), ("basis", "publicTask"),
                    ("share.what", "The plan of Tuesday"), ("view", "objected"),
                ] + TypedDate(scene.clock.now - .days(3)).fields())
            #expect(refused.status == 422 && refused.text.contains("The plan of Tuesday</textarea>"))
            for field in [
                "earlier", "grounds-purpose", "answer-taskAndArticle", "grounds-viewReason", "grounds-proportionality",
                "grounds-subsidiarity",
            ] { #expect(refused.text.contains("id=\"f-\(field)-error\""), "\(field)") }
            #expect(refused.text.contains("value=\"objected\" autocomplete=\"off\" checked"))
            let late = try await worker.sends(
                "share", to: path, from: page, filled(theirs, until: scene.clock.now - .days(3)))
            #expect(late.status == 422 && late.text.contains("f-due-error"))
            let notFitting = try await worker.see(
                path + "/sharing?part=general&receiver=\(theirs.id.text)&basis=conflictOfDuties")
            #expect(notFitting.text.contains("past niet bij dit deel"))
        }
    }

    @Test("is ended by who keeps the part, with the reason; of a part of another nothing can be shared")
    func ends() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let third = try await scene.open("Police")
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            try await scene.share(id, of: ours, with: theirs)
            let ourForm = try await scene.intake(ours).see(
                path + "/sharing?part=general&receiver=\(third.id.text)&basis=consent")
            let foreign = try await scene.intake(theirs).sends(
                "share", to: path, from: ourForm,
                filled(third, until: scene.clock.now + .days(9)))
            #expect(foreign.status == 422)
            let page = try await scene.intake(ours).see(path + "/sharing")
            let share = try #require(page.first("\\?end=(shr_[a-z0-9]+)"))
            let ended = try await scene.intake(ours).sendsAtOnce(
                "end-share", to: path, seeing: "/sharing?end=" + share,
                [("share", share), ("end.reason", "The plan is done")])
            #expect(ended.text.contains("The plan is done") && !ended.text.contains("?end="))
            #expect(try await scene.intake(theirs).see(path + "/sharing").status == 410)
        }
    }
}
