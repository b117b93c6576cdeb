import HTTPTypes

/// Whether a form that arrives was sent from a page of this site. It takes the place of a token in each form: browsers
/// say by themselves where a form came from (Fetch Metadata; RFC 6454).
///
/// Where nothing is said at all, it is not a browser of this decade, or not a browser. A public form is sealed, and its
/// cookie never comes along from another site (`SameSite=Strict`), so nobody's authority can be borrowed with it and it is
/// taken; a member's is refused. `Origin: null` says nothing. Where the connection is not encrypted, as on an onion address
/// in Chromium, there is no `Sec-Fetch-Site`, and `Origin` tells: our own pages let browsers write it
/// (`Referrer-Policy: same-origin`).
struct OriginCheck: Sendable {
    /// The addresses under which the site is known, as origins (`https://meld.example`), in lower case.
    private let known: Set<String>
    /// Whether members may work over http under any name.
    private let allowsPlain: Bool

    init(publicAddresses: [String], allowsPlain: Bool) {
        known = Set(publicAddresses.map { $0.lowercased() })
        self.allowsPlain = allowsPlain
    }

    func allows(_ request: HTTPRequest, needsSession: Bool) -> Bool {
        if let site = request.headerFields[.secFetchSite] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = Self.origin(of: request) else { return !needsSession }
        if known.contains(origin) { return true }
        guard let host = request.authority?.lowercased(), !host.isEmpty else { return false }
        return origin == "https://\(host)" || origin == "http://\(host)"
    }

    /// Whether a request came over http under a name, where whoever shares the network reads along. Of what is encrypted,
    /// or never leaves the machine, browsers send `Sec-Fetch-Site`; onion addresses encrypt by themselves.
    func isPlain(_ request: HTTPRequest) -> Bool {
        guard !allowsPlain, request.headerFields[.secFetchSite] == nil else { return false }
        if let origin = Self.origin(of: request) {
            return origin.hasPrefix("http://") && !Self.isPrivate(origin.dropFirst("http://".count))
        }
        guard !known.contains(where: { $0.hasPrefix("https://") }), let host = request.authority?.lowercased() else {
            return false
        }
        return !Self.isPrivate(host[...])
    }

    private static func origin(of request: HTTPRequest) -> String? {
        request.headerFields[.origin].map { $0.lowercased() }.flatMap { $0 == "null" ? nil : $0 }
    }

    /// Whether what is said to this host, with or without a port, is read by nobody on the way.
    private static func isPrivate(_ host: Substring) -> Bool {
        if host.hasPrefix("[") { return host.hasPrefix("[::1]") }
        let name = host.prefix { $0 != ":" }
        if name == "localhost" || name.hasSuffix(".localhost") || name.hasSuffix(".onion") { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && !numbers.contains(nil) && numbers[0] == 127
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
