import Terms
import Testing

@testable import Site
@testable import Web

/// Which role reaches which address, written down by hand: nothing of it is taken from the routes.
@Suite("Every role")
struct RoleTableTests {
    private static let everyone = Set(Role.allCases)
    private static let caseWork: Set<Role> = [.intake, .coordinator]

    /// A name, or with a star how names begin; the first that fits counts.
    private static let table: [(names: [String], roles: Set<Role>)] = [
        (["journal"], [.auditor]),
        (["figures"], [.analyst, .coordinator]),
        (["organisation.newCode"], [.coordinator]),
        (["organisation", "organisation.confirm", "organisation.profile", "organisation.profile.set"], [.administrator, .coordinator]),
        (["reception", "reception.page", "members", "members.*"], [.administrator]),
        (["organisations", "organisations.one", "guide"], [.administrator, .intake, .coordinator]),
        (["account.notices", "account.notices.choose", "day", "day.seen", "news"], caseWork),
        (["logOut", "inbox", "account", "account.*"], everyone),
        (["case", "case.*", "search", "search.page", "record", "record.*"], caseWork),
        (["dossier.*", "dossiers", "dossiers.*", "task", "task.*", "consultation.*", "retention", "retention.*"], caseWork),
        (["colleagues", "colleagues.*"], caseWork),
    ]

    private static func roles(_ name: String) -> Set<Role>? {
        table.first { line in
            line.names.contains { $0 == name || ($0.hasSuffix("*") && name.hasPrefix($0.dropLast())) }
        }?.roles
    }

    @Test("reaches the addresses that the table says, and no others")
    func all() async throws {
        try await withScene { scene in
            var count = 0
            for route in scene.routes {
                guard case .member(let roles) = route.access else { continue }
                count += 1
                #expect(roles == Self.roles(route.name), "\(route.name)")
            }
            #expect(count > 90)
            for line in Self.table {
                for name in line.names where !name.hasSuffix("*") {
                    #expect(scene.routes.contains { $0.name == name }, "\(name) is gone")
                }
            }
        }
    }
}
