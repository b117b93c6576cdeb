import Collaboration
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Words

@testable import Site

@Suite("The pages of keeping and destroying")
struct PartRetentionPageTests {
    /// A case of a city in which the police keep a part, closed.
    private func closed(_ scene: Scene, _ city: Crew, _ police: Crew) async throws -> DossierID {
        for (crew, kind) in [(city, OrganisationKind.municipality), (police, .traffickingDetectives)] {
            try await scene.ground.database.write { tx in
                try scene.ground.profiles.set(Profile(kind: kind), of: crew.id, in: tx)
            }
        }
        let id = try await scene.dossier(at: city)
        try await scene.share(id, of: city, with: police)
        try await scene.site.desk.dossiers.keep(
            DossierMessage("His plate is known"), in: .police, of: id, by: try await scene.session(police.intake))
        let path = "dossiers/" + id.text
        _ = try await scene.intake(city).sendsAtOnce(
            "close", to: path, [("result", "inCare"), ("close.text", "She lives elsewhere now")])
        return id
    }

    @Test("show each part's day where it is read, in the log and the extract, and on my day when it has come; two destroy it")
    func part() async throws {
        try await withScene { scene in
            let (city, police) = (try await scene.open("City"), try await scene.open("Police", isFallback: true))
            let id = try await closed(scene, city, police)
            let path = "dossiers/" + id.text
            let words = Words.of(.nl)
            let closing = scene.clock.now
            func day(_ days: Int) -> String { words.date(Day(closing + .days(days))) }
            let parts = try await scene.intake(police).see(path + "/parts")
            #expect(parts.text.contains("Bewaard door City tot \(day(5479))"))
            #expect(parts.text.contains("Bewaard door Police tot \(day(1827))"))
            let log = try await scene.intake(city).see(path + "/log")
            #expect(log.text.contains("Politie: tot \(day(1827)), door Police"))
            let extract = try await scene.intake(city).sends("extract", to: path, from: log)
            #expect(extract.status == 200 && extract.text.contains("Politie: tot \(day(1827)), door Police"))
            #expect(!log.text.contains("value=\"police\""), "another organisation's part is not offered to be destroyed")
            #expect(!log.text.contains("value=\"dossier\""), "nor the whole, while another keeps a part of it")
            #expect(try await !scene.intake(police).see("day").text.contains("id=\"to-destroy\""))

            // Nobody stays logged in for five years: the day comes to them.
            let come = scene.clock.now - .days(1)
            try await scene.ground.database.write { tx in
                try tx.execute(
                    "UPDATE dossier_part SET keep_until = \(come) WHERE dossier = \(id) AND compartment = 'police'")
            }
            let (first, second) = (scene.intake(police), scene.coordinator(police))
            let today = try await first.see("day")
            #expect(today.text.contains("id=\"to-destroy\"") && today.text.contains("/nl/retention#due"))
            #expect(try await !scene.intake(city).see("day").text.contains("id=\"to-destroy\""))
            let due = try await first.see("retention")
            #expect(due.text.contains("Het deel Politie") && due.text.contains(words.date(Day(come))))
            let proposed = try await first.sends(
                "propose", to: "retention", from: due, [("dossier", id.text), ("part", "police")])
            #expect(proposed.status == 303)
            let waiting = try await second.see("retention")
            let proposal = try #require(waiting.hidden("proposal"))
            #expect(waiting.text.contains("Het deel Politie"))
            let strange = try await scene.coordinator(city).sends(
                "confirm", to: "retention", from: waiting, [("proposal", proposal)])
            #expect(strange.status == 409)
            let done = try await second.sends("confirm", to: "retention", from: waiting, [("proposal", proposal)])
            #expect(done.status == 303)
            let rest = try await second.see(path + "/parts")
            #expect(rest.status == 200 && !rest.text.contains("His plate is known"), "what was shared with them opens still")
            #expect(!rest.text.contains("id=\"police\""))
            let left = try await scene.intake(city).see(path + "/parts")
            #expect(left.status == 200 && !left.text.contains("His plate is known"))
            let account = try await scene.intake(city).see(path + "/log")
            #expect(account.text.contains("Een deel van het dossier vernietigd"))
        }
    }

    @Test("a part that another organisation keeps is not offered as a new one")
    func notOffered() async throws {
        try await withScene { scene in
            let (city, police) = (try await scene.open("City"), try await scene.open("Police", isFallback: true))
            let shelter = try await scene.open("Shelter")
            let id = try await scene.dossier(at: city)
            let path = "dossiers/" + id.text
            for crew in [police, shelter] { try await scene.share(id, of: city, with: crew) }
            let offered = "name=\"message-part\" value=\"police\""
            #expect(try await scene.intake(shelter).see(path + "/parts").text.contains(offered))
            try await scene.site.desk.dossiers.keep(
                DossierMessage("His plate"), in: .police, of: id, by: try await scene.session(police.intake))
            let page = try await scene.intake(shelter).see(path + "/parts")
            #expect(!page.text.contains(offered))
            #expect(page.text.contains("name=\"message-part\" value=\"medical\""))
            #expect(try await scene.intake(police).see(path + "/parts").text.contains(offered), "its keeper writes there")
        }
    }
}

@Suite("A ground that does not fit")
struct BasisPageTests {
    @Test("is refused with its sentence at the ground, at every door; what was typed is given back")
    func doors() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            let basis = "policeAct"
            let soon = TypedDate(scene.clock.now + .days(5)).fields() + [("clock", "14.30")]
            let grounds = [
                ("basis", basis), ("view", "agreed"), ("grounds.purpose", "To find him"), ("answer.article", "16"),
                ("answer.covenant", "None"), ("answer.authorisedBy", "The chief"),
                ("grounds.proportionality", "No less will do"), ("grounds.subsidiarity", "There is no other way"),
            ]
            let doors: [(deed: String, to: String, page: String, fields: [(String, String)])] = [
                (
                    "share", path, path + "/sharing?part=general&receiver=\(theirs.id.text)&basis=\(basis)",
                    [("part", "general"), ("receiver", theirs.id.text), ("share.what", "My own words"), ("earlier", "all")]
                ),
                (
                    "call", path, path + "/tasks?form=call&basis=\(basis)",
                    [("party", theirs.id.text), ("meeting.agenda", "My own words")]
                ),
                (
                    "offer", path, path + "/tasks?form=offer&basis=\(basis)",
                    [("receiver", theirs.id.text), ("offer.reason", "My own words"), ("warm", "not")]
                ),
                (
                    "new", "consultations", "consultations/new?dossier=\(id.text)&basis=\(basis)",
                    [("receiver", theirs.id.text), ("consult.question", "My own words"), ("urgency", "normal")]
                ),
            ]
            for door in doors {
                let page = try await scene.intake(ours).see(door.page)
                #expect(page.status == 200, "\(door.deed)")
                let answer = try await scene.intake(ours).sends(
                    door.deed, to: door.to, from: page, door.fields + soon + grounds)
                #expect(answer.status == 422, "\(door.deed)")
                #expect(answer.text.contains("past niet bij dit deel, of niet bij wie deelt of ontvangt"), "\(door.deed)")
                #expect(answer.text.contains("#f-basis"), "\(door.deed)")
                #expect(answer.text.contains("My own words</textarea>"), "\(door.deed)")
            }
        }
    }

    @Test("vital interest for somebody who agrees is refused with what to choose instead")
    func vital() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            let page = try await scene.intake(ours).see(
                path + "/sharing?part=general&receiver=\(theirs.id.text)&basis=vitalInterest")
            let answer = try await scene.intake(ours).sends(
                "share", to: path, from: page,
                [
                    ("part", "general"), ("receiver", theirs.id.text), ("share.what", "What she told"), ("earlier", "all"),
                    ("basis", "vitalInterest"), ("view", "agreed"), ("grounds.purpose", "To save her"),
                    ("answer.dangerAverted", "Her life"), ("answer.whyNoConsent", "None"),
                    ("grounds.proportionality", "No less will do"), ("grounds.subsidiarity", "There is no other way"),
                ] + TypedDate(scene.clock.now + .days(5)).fields())
            #expect(answer.status == 422 && answer.text.contains("f-view-error"))
            #expect(answer.text.contains("Kies dan de grondslag toestemming"))
        }
    }
}
