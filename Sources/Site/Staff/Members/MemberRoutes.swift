import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Words

/// The members of an organisation: inviting, letting in, a new start, removing, and the recovery code.
struct MemberRoutes: Sendable {
    private static let administrator: Set<Role> = [.administrator]

    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.seesMembers, .get, "/{language}/members", "members") { visit, session in
                try await list(visit, session)
            },
            .member(Self.administrator, .post, "/{language}/members", "members.invite") { visit, session in
                try await invite(visit, session)
            },
            .member(Self.administrator, .post, "/{language}/members/recovery", "members.recovery") { visit, session in
                try await confirmRecovery(visit, session)
            },
            .member(Role.caseWork, .post, "/{language}/members/{member}/admit", "members.admit") { visit, session in
                let id: MemberID = try visit.id("member")
                return try await deed(visit, session, refusedAt: "admit") { membership, tx in
                    try membership.admit(id, by: session.member, with: session.memberKey, in: tx)
                }
            },
        ] + MemberDeed.allCases.flatMap { deed in
            let path = RoutePath(stringLiteral: "/{language}/members/{member}/" + deed.rawValue)
            return [
                SiteRoute.member(Self.administrator, .get, path, "members.\(deed.rawValue).page") { visit, session in
                    try await ask(deed, visit, session)
                },
                SiteRoute.member(Self.administrator, .post, path, "members.\(deed.rawValue)") { visit, session in
                    try await self.do(deed, visit, session)
                },
            ]
        }
    }

    private func list(
        _ visit: Visit, _ session: Session, _ problems: Problems = Problems(), name: String = "", role: Role? = nil
    ) async throws -> Reply {
        let membership = desk.ground.membership
        let (organisation, members) = try await desk.ground.database.read { tx in
            (
                try membership.organisation(session.organisation.id, in: tx) ?? session.organisation,
                try membership.members(of: session.organisation.id, in: tx)
            )
        }
        let page = MembersPage(
            words: .of(visit.language), session: session, organisation: organisation, members: members,
            problems: problems, name: name, role: role)
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// A deed told by the list as it is afterwards.
    private func deed(
        _ visit: Visit, _ session: Session, refusedAt field: String,
        _ body: @escaping @Sendable (Membership, any Transaction) throws -> Void
    ) async throws -> Reply {
        let membership = desk.ground.membership
        do {
            try await desk.ground.database.write { tx in try body(membership, tx) }
            return .see(StaffAddress.members(visit.language))
        } catch let refusal as MembershipRefusal {
            var problems = Problems()
            problems.add(field, Words.of(visit.language).sentence(refusal))
            return try await list(visit, session, problems)
        }
    }

    private func invite(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        let name = fields.text("name") ?? ""
        let role = fields["role"].flatMap(Role.init)
        var problems = Problems()
        if name.isEmpty { problems.add("name", words("staff.members.invite.name.error")) }
        if role == nil { problems.add("role", words("form.choose")) }
        guard problems.isEmpty, let role else { return try await list(visit, session, problems, name: name, role: role) }
        let membership = desk.ground.membership
        do {
            let invitation = try await desk.ground.database.write { tx in
                try membership.invite(
                    name, as: role, to: session.organisation.id, by: .member(session.member.id), in: tx)
            }
            return invited(words, session, name, invitation, isReset: false)
        } catch let refusal as MembershipRefusal {
            problems.add("name", words.sentence(refusal))
            return try await list(visit, session, problems, name: name, role: role)
        }
    }

    private func confirmRecovery(_ visit: Visit, _ session: Session) async throws -> Reply {
        let typed = try await visit.form()["code"] ?? ""
        guard let code = try? Receipt(typed: String(typed.prefix(200))) else {
            var problems = Problems()
            problems.add("code", Words.of(visit.language).sentence(MembershipRefusal.wrongRecoveryCode))
            return try await list(visit, session, problems)
        }
        return try await deed(visit, session, refusedAt: "code") { membership, tx in
            try membership.confirmRecovery(
                code, of: session.organisation.id, by: .member(session.member.id), in: tx)
        }
    }

    /// The page that tells what a deed means before it is done.
    private func ask(
        _ deed: MemberDeed, _ visit: Visit, _ session: Session, _ problems: Problems = Problems(), isLast: Bool = false
    ) async throws -> Reply {
        let member = try await member(visit, session)
        let page = MemberDeedPage(
            words: .of(visit.language), session: session, deed: deed, member: member, problems: problems,
            isLast: isLast)
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func `do`(_ deed: MemberDeed, _ visit: Visit, _ session: Session) async throws -> Reply {
        let member = try await member(visit, session)
        let words = Words.of(visit.language)
        let fields = try await visit.form()
        let typed = fields.text("code")
        let code = typed.flatMap { try? Receipt(typed: String($0.prefix(200))) }
        let us = session.organisation.id
        let actor = Actor.member(session.member.id)
        let membership = desk.ground.membership
        do {
            if typed != nil, code == nil { throw MembershipRefusal.wrongRecoveryCode }
            switch deed {
            case .remove:
                let evenTheLast = fields["evenTheLast"] != nil
                try await desk.ground.database.write { tx in
                    try membership.remove(
                        member.id, of: us, evenTheLast: evenTheLast, by: actor, as: session.member.role, in: tx)
                }
            case .recover:
                guard let code else { throw MembershipRefusal.wrongRecoveryCode }
                try await desk.ground.database.write { tx in
                    try membership.recover(member.id, of: us, with: code, by: actor, in: tx)
                }
            case .reset:
                let invitation = try await desk.ground.database.write { tx in
                    let keys = try code.map { try membership.keys(of: us, openedBy: $0, in: tx) }
                    return try membership.reset(member.id, of: us, carrying: keys, by: actor, in: tx)
                }
                return invited(words, session, member.name, invitation, isReset: true)
            }
            return .see(StaffAddress.members(visit.language))
        } catch let refusal as MembershipRefusal {
            var problems = Problems()
            let isLast = refusal == .lastAbleMember
            problems.add(isLast && deed == .remove ? "evenTheLast" : "code", words.sentence(refusal))
            return try await ask(deed, visit, session, problems, isLast: isLast)
        }
    }

    /// Somebody of the own organisation other than oneself; anybody else is absent.
    private func member(_ visit: Visit, _ session: Session) async throws -> Member {
        let id: MemberID = try visit.id("member")
        let membership = desk.ground.membership
        let found = try await desk.ground.database.read { tx in try membership.member(id, in: tx) }
        guard let found, found.organisation == session.organisation.id, found.state != .removed,
            found.id != session.member.id
        else { throw ErrorPage.notFound }
        return found
    }

    /// The link of an invitation, shown once.
    private func invited(
        _ words: Words, _ session: Session, _ name: String, _ invitation: NewInvitation, isReset: Bool
    ) -> Reply {
        let path = StaffAddress.invitation(invitation.token.text, words.language)
        let title = words(isReset ? "staff.members.reset.done" : "staff.members.invited")
        let document = memberPage(words, session, title: title, current: .members) {
            h1 { title }
            p(.role("status")) { words("staff.members.invited.text", ["name": name]) }
            pre { (desk.settings.publicAddress ?? "") + path }
            p { words("staff.members.invited.once") }
            buttons {
                linkButton(words("staff.members.back"), to: StaffAddress.members(words.language), .secondary)
            }
        }
        return .page(document.render())
    }
}

extension Words {
    /// Why a deed of membership was not done, in a sentence.
    func sentence(_ refusal: MembershipRefusal) -> String { self(Key("refusal", refusal.rawValue)) }
}
