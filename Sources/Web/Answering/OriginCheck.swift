import HTTPTypes

/// Whether a form that arrives was sent from a page of this site. It takes the place of a token in each form: browsers
/// say by themselves where a form came from (Fetch Metadata; RFC 6454).
///
/// Where nothing is said at all, it is not a browser of this decade, or not a browser. A public form is sealed, and its
/// cookie never comes along from another site (`SameSite=Strict`), so nobody's authority can be borrowed with it and it is
/// taken; a member's is refused. `Origin: null` says nothing:
/// browsers write it on every form of a site that, as ours, sends no referrer.
struct OriginCheck: Sendable {
    /// The addresses under which the site is known, as origins (`https://meld.example`), in lower case.
    private let known: Set<String>

    init(publicAddresses: [String]) { known = Set(publicAddresses.map { $0.lowercased() }) }

    func allows(_ request: HTTPRequest, needsSession: Bool) -> Bool {
        if let site = request.headerFields[.secFetchSite] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headerFields[.origin]?.lowercased(), origin != "null" else { return !needsSession }
        if known.contains(origin) { return true }
        guard let host = request.authority?.lowercased(), !host.isEmpty else { return false }
        return origin == "https://\(host)" || origin == "http://\(host)"
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
