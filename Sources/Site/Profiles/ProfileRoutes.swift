import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// The addresses of the pages on how organisations work.
enum ProfileAddress {
    static func list(_ language: Language) -> String { "/\(language.rawValue)/organisations" }
    static func organisation(_ id: OrganisationID, _ language: Language) -> String { list(language) + "/" + id.text }
    static func guide(_ kind: OrganisationKind, _ language: Language) -> String {
        "/\(language.rawValue)/guides/\(kind.rawValue)"
    }
    static func own(_ language: Language) -> String { MembersAddress.organisation(language) + "/profile" }
}

extension Role {
    /// Who may read how other organisations work.
    static let partners: Set<Role> = [.administrator, .intake, .coordinator]
}

/// Knowing each other's way of working: every organisation here, each kind of organisation, and one's own page.
struct ProfileRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.partners, .get, "/{language}/organisations", "organisations") { visit, session in
                let (organisations, profiles) = try await known()
                return .page(
                    ProfilesPage(words: .of(visit.language), session: session).list(organisations, profiles).render())
            },
            .member(Role.partners, .get, "/{language}/organisations/{organisation}", "organisations.one") {
                visit, session in
                let id: OrganisationID = try visit.id("organisation")
                let (organisations, profiles) = try await known()
                guard let found = organisations.first(where: { $0.id == id }) else { throw ErrorPage.notFound }
                return .page(
                    ProfilesPage(words: .of(visit.language), session: session).one(found, profiles[id]).render())
            },
            .member(Role.partners, .get, "/{language}/guides/{kind}", "guide") { visit, session in
                guard let kind = OrganisationKind(rawValue: try visit.value("kind")), kind != .other else {
                    throw ErrorPage.notFound
                }
                return .page(ProfilesPage(words: .of(visit.language), session: session).guide(kind).render())
            },
            .member([.administrator, .coordinator], .get, "/{language}/organisation/profile", "organisation.profile") {
                visit, session in
                let profile = try await known().profiles[session.organisation.id]
                return .page(ProfilesPage(words: .of(visit.language), session: session).ownForm(profile).render())
            },
            .member(
                [.administrator, .coordinator], .post, "/{language}/organisation/profile", "organisation.profile.set"
            ) { visit, session in try await set(visit, session) },
        ]
    }

    private func known() async throws -> (organisations: [Organisation], profiles: [OrganisationID: Profile]) {
        try await desk.ground.database.read { [ground = desk.ground] tx in
            (try ground.membership.organisations(in: tx), try ground.profiles.all(in: tx))
        }
    }

    private func set(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        func text(_ name: String) -> String { fields.text("profile." + name) ?? "" }
        guard let kind = fields["organisationKind"].flatMap(OrganisationKind.init) else { throw ErrorPage.malformed }
        let profile = Profile(
            kind: kind, can: text("can"), cannot: text("cannot"), replyTime: text("time"), approach: text("approach"),
            needs: text("need"), reached: text("reached"))
        do {
            try await desk.ground.database.write { [ground = desk.ground] tx in
                let session = try ground.membership.present(session, in: tx)
                try ground.profiles.set(
                    profile, of: session.organisation.id, by: .member(session.member.id), acting: session.member.role,
                    in: tx)
            }
            return .see(ProfileAddress.organisation(session.organisation.id, visit.language))
        } catch MembershipRefusal.profileTooLong {
            var problems = Problems()
            for (name, value) in profile.answers where value.count > Profile.mostCharacters {
                problems.add("profile." + name, words("refusal.profileTooLong"))
            }
            let page = ProfilesPage(words: words, session: session).ownForm(profile, problems)
            return .page(page.render(), status: .unprocessableContent)
        }
    }
}

extension Profile {
    /// Its answers by the name of their question: as the guide of a kind asks them, and how the organisation is reached.
    var answers: [(name: String, value: String)] {
        [
            ("can", can), ("cannot", cannot), ("time", replyTime), ("need", needs), ("approach", approach),
            ("reached", reached),
        ]
    }
}
