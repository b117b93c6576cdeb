package import HTTPTypes
package import Terms

/// How the addresses below a prefix are answered when they are not pages: their errors, and what every answer says.
package struct Manner: Sendable {
    /// Such as `/api`: for this address and all that begin with it and a slash.
    package let prefix: String
    /// Whether pages of every other site may ask here. Nothing below it goes by a cookie.
    package let isOpen: Bool
    /// What every answer says, in place of what pages say.
    package let fields: HTTPFields
    /// What is answered with. Whoever accepts none of these hears so; all are accepted where nothing is said.
    package let mediaTypes: [String]
    /// The whole answer for an error.
    package let apology: @Sendable (ErrorPage, Language) -> Reply

    package init(
        prefix: String, isOpen: Bool, fields: HTTPFields, mediaTypes: [String],
        apology: @escaping @Sendable (ErrorPage, Language) -> Reply
    ) {
        self.prefix = prefix
        self.isOpen = isOpen
        self.fields = fields
        self.mediaTypes = mediaTypes
        self.apology = apology
    }

    func covers(_ path: String) -> Bool {
        guard path.hasPrefix(prefix) else { return false }
        let rest = path.utf8.dropFirst(prefix.utf8.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }
}

/// What is served beside the pages: its routes, and how they answer.
package struct Neighbour<Session: Sendable>: Sendable {
    package let routes: [Route<Session>]
    package let manner: Manner

    package init(routes: [Route<Session>], manner: Manner) {
        self.routes = routes
        self.manner = manner
    }
}
