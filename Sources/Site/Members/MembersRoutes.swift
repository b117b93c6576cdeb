import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// The administrator's pages: who works here, and inviting. No page here shows contents.
struct MembersRoutes: Sendable {
    private static let roles: Set<Role> = [.administrator]

    let desk: Desk
    private var membership: Membership { desk.ground.membership }

    var all: [SiteRoute] {
        [
            .member(Self.roles, .get, "/{language}/members", "members") { visit, session in
                try await list(visit, session)
            },
            .member(Self.roles, .post, "/{language}/members", "members.invite") { visit, session in
                try await invite(visit, session)
            },
            .member(Self.roles, .get, "/{language}/members/{member}", "members.member") { visit, session in
                try await show(visit, session)
            },
        ] + leaving.all
    }

    private var leaving: LeavingRoutes { LeavingRoutes(desk: desk, members: self) }

    private func list(
        _ visit: Visit, _ session: Session, _ problems: Problems = Problems(), name: String = "", role: Role? = nil
    ) async throws -> Reply {
        let id = session.organisation.id
        let (members, invitations) = try await desk.ground.database.read { [membership] tx in
            (try membership.members(of: id, in: tx), try membership.invitations(of: id, in: tx))
        }
        let page = MembersPage(
            words: .of(visit.language), session: session, members: members, invitations: invitations,
            newMember: MemberID(desk.ground.chance), problems: problems, name: name, role: role,
            done: try visit.queryFields()["done"])
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func invite(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        let name = fields.text("name") ?? ""
        let role = fields["role"].flatMap(Role.init)
        var problems = Problems()
        if !(2...120).contains(name.count) { problems.add("name", words("refusal.malformedName")) }
        if role == nil { problems.add("role", words("members.invite.role.missing")) }
        guard problems.isEmpty, let role else {
            return try await list(visit, session, problems, name: name, role: role)
        }
        guard let id = fields["member"].flatMap({ try? MemberID($0) }) else { throw ErrorPage.malformed }
        do {
            let made = try await desk.invitations.make(id, by: session.member.id, at: visit.now) {
                [membership, database = desk.ground.database] in
                try await database.write { tx in
                    let session = try membership.present(session, in: tx)
                    return try membership.invite(
                        name, as: role, to: session.organisation.id, member: id, by: .member(session.member.id),
                        acting: session.member.role, in: tx)
                }
            }
            // Followed or withdrawn meanwhile, the link is of no use.
            guard try await member(id, session).state == .invited else {
                return .see(MembersAddress.members(visit.language))
            }
            return try await invitation(made, visit, session)
        } catch MembershipRefusal.alreadyInvited {
            return .see(MembersAddress.members(visit.language))
        }
    }

    /// The link of an invitation that was just made; to nobody else, and never later.
    func invitation(_ made: NewInvitation, _ visit: Visit, _ session: Session) async throws -> Reply {
        let member = try await member(made.member, session)
        let page = InvitationPage(
            words: .of(visit.language), session: session, member: member, token: made.token,
            until: visit.now + InvitationToken.validity, publicAddress: desk.settings.publicAddress ?? "")
        return .page(page.document().render())
    }

    /// - Parameter typed: the form that changes name and role, as it was refused.
    func show(
        _ visit: Visit, _ session: Session, refused: MembershipRefusal? = nil, typed: FormFields? = nil
    ) async throws -> Reply {
        let id: MemberID = try visit.id("member")
        let member = try await member(id, session)
        let invitation = try await desk.ground.database.read { [membership] tx in
            try membership.invitations(of: session.organisation.id, in: tx)[id]
        }
        let page = MemberPage(
            words: .of(visit.language), session: session, member: member, invitedUntil: invitation, refused: refused,
            typed: typed, done: try visit.queryFields()["done"])
        return .page(page.document().render(), status: refused == nil ? .ok : .unprocessableContent)
    }

    /// A member of the session's own organisation; anybody else does not exist.
    func member(_ id: MemberID, _ session: Session) async throws -> Member {
        let found = try await desk.ground.database.read { [membership] tx in try membership.member(id, in: tx) }
        guard let found, found.organisation == session.organisation.id else { throw ErrorPage.notFound }
        return found
    }
}
