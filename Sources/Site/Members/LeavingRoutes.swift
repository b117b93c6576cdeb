import Duties
import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// Removing a member, letting them start anew, and changing their name or role. What they had taken on is shown first, and
/// whose it is from then on is asked; when it changed while that was read, it is shown once more.
struct LeavingRoutes: Sendable {
    private static let roles: Set<Role> = [.administrator]

    let desk: Desk
    let members: MembersRoutes
    private var membership: Membership { desk.ground.membership }

    var all: [SiteRoute] {
        [
            .member(Self.roles, .get, "/{language}/members/{member}/reset", "members.reset.ask") { visit, session in
                try await ask(.reset, visit, session)
            },
            .member(Self.roles, .post, "/{language}/members/{member}/reset", "members.reset") { visit, session in
                try await does(.reset, visit, session) { [membership] id, _, successor, session, tx in
                    try membership.reset(
                        id, of: session.organisation.id, giving: successor, by: .member(session.member.id),
                        acting: session.member.role, in: tx)
                } answering: { try await members.invitation($0, visit, session) }
            },
            .member(Self.roles, .get, "/{language}/members/{member}/remove", "members.remove.ask") { visit, session in
                try await ask(.remove, visit, session)
            },
            .member(Self.roles, .post, "/{language}/members/{member}/remove", "members.remove") { visit, session in
                try await does(.remove, visit, session) { [membership] id, _, successor, session, tx in
                    try membership.remove(
                        id, of: session.organisation.id, giving: successor, by: .member(session.member.id),
                        acting: session.member.role, in: tx)
                } answering: { _ in .see(MembersAddress.done("remove", MembersAddress.members(visit.language))) }
            },
            .member(Self.roles, .post, "/{language}/members/{member}/change", "members.change") { visit, session in
                try await does(.change, visit, session) { [membership] id, fields, successor, session, tx in
                    guard let role = fields["role"].flatMap(Role.init) else { throw ErrorPage.malformed }
                    try membership.change(
                        id, of: session.organisation.id, name: fields["name"] ?? "", role: role, giving: successor,
                        by: .member(session.member.id), acting: session.member.role, in: tx)
                } answering: { _ in
                    .see(MembersAddress.done("change", MembersAddress.member(try visit.id("member"), visit.language)))
                }
            },
        ]
    }

    private func does<T: Sendable>(
        _ deed: LeavingPage.Deed, _ visit: Visit, _ session: Session,
        _ body: @escaping @Sendable (MemberID, FormFields, MemberID?, Session, any Transaction) throws -> T,
        answering answer: (T) async throws -> Reply
    ) async throws -> Reply {
        let id: MemberID = try visit.id("member")
        let fields = try await visit.form()
        let chosen = fields[LeavingPage.successor] ?? ""
        let successor = chosen.isEmpty ? nil : try MemberID(chosen)
        let done: T
        do {
            done = try await desk.ground.database.write { [membership, duties = desk.ground.duties] tx in
                let session = try membership.present(session, in: tx)
                guard try membership.member(id, in: tx)?.organisation == session.organisation.id else {
                    throw MembershipRefusal.unknownMember
                }
                let before = Set(LeavingPage.objects(try duties.held(by: id, in: tx)))
                let outcome = try body(id, fields, successor, session, tx)
                // What leaves their hands unseen was not asked about.
                let after = Set(LeavingPage.objects(try duties.held(by: id, in: tx)))
                guard before.subtracting(after).isSubset(of: fields.all(LeavingPage.seen)) else { throw WorkChanged() }
                return outcome
            }
        } catch MembershipRefusal.unknownMember {
            throw ErrorPage.notFound
        } catch is WorkChanged {
            return try await ask(deed, visit, session, fields)
        } catch MembershipRefusal.colleagueCannot {
            return try await ask(deed, visit, session, fields, refused: .colleagueCannot)
        } catch let refusal as MembershipRefusal {
            return try await members.show(visit, session, refused: refusal, typed: deed == .change ? fields : nil)
        }
        return try await answer(done)
    }

    /// - Parameter fields: what a form asked that was not done yet; nil when nothing was sent.
    private func ask(
        _ deed: LeavingPage.Deed, _ visit: Visit, _ session: Session, _ fields: FormFields? = nil,
        refused: MembershipRefusal? = nil
    ) async throws -> Reply {
        let words = Words.of(visit.language)
        let member = try await members.member(try visit.id("member"), session)
        guard member.state != .removed, member.id != session.member.id else { throw ErrorPage.notFound }
        let (work, colleagues) = try await desk.ground.database.read { [ground = desk.ground] tx in
            (
                try ground.duties.held(by: member.id, in: tx),
                try ground.membership.members(of: member.organisation, in: tx).filter { $0.isAble && $0.id != member.id }
            )
        }
        let wasSeen = fields.map { !$0.all(LeavingPage.seen).isEmpty } ?? false
        let page = LeavingPage(
            words: words, session: session, member: member, deed: deed, work: work, colleagues: colleagues, now: visit.now,
            carried: ["name", "role"].compactMap { name in fields?[name].map { (name, $0) } },
            refused: refused.map { words(Key("refusal", $0.rawValue)) }
                ?? (wasSeen ? words("members.leaving.meanwhile") : nil))
        let status: HTTPResponse.Status = refused != nil ? .unprocessableContent : wasSeen ? .conflict : .ok
        return .page(page.document().render(), status: status)
    }
}
