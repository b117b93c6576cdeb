package import HTTPTypes
package import Terms

/// All routes of the site, and which of them an address means. The authorisation matrix is generated from ``all``.
package struct RouteTable<Session: Sendable>: Sendable {
    package let all: [Route<Session>]
    private var nodes = [Node()]

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var language: Int?
        var value: Int?
        /// Places in ``RouteTable/all``.
        var routes: [HTTPRequest.Method: Int] = [:]
    }

    /// What stands at an address, whatever the method.
    package struct Place: Sendable {
        package let routes: [HTTPRequest.Method: Route<Session>]
        /// The language named by the address, if it names one.
        package let language: Language?
        /// The percent-decoded values of the segments in braces, in order.
        package let values: [String]

        /// What the `Allow` field says (RFC 9110, 10.2.1): HEAD with every GET, OPTIONS always.
        package var allow: String {
            var methods = Set(routes.keys.map(\.rawValue))
            if methods.contains("GET") { methods.insert("HEAD") }
            methods.insert("OPTIONS")
            return methods.sorted().joined(separator: ", ")
        }
    }

    /// Two routes of one name, or two for one method and address, are a mistake of the programmer.
    package init(_ routes: [Route<Session>]) {
        all = routes
        precondition(Set(routes.map(\.name)).count == routes.count, "a route's name is its own")
        for (index, route) in routes.enumerated() {
            precondition(
                [.get, .post].contains(route.method), "a page is got, a form is posted; all else is answered here")
            let node = place(route.path)
            precondition(nodes[node].routes[route.method] == nil, "one address and method, one route: \(route.name)")
            nodes[node].routes[route.method] = index
        }
    }

    private mutating func place(_ path: RoutePath) -> Int {
        var node = 0
        for segment in path.segments {
            let next: Int?
            switch segment {
            case .literal(let text): next = nodes[node].literals[text]
            case .language: next = nodes[node].language
            case .value: next = nodes[node].value
            }
            if let next {
                node = next
                continue
            }
            nodes.append(Node())
            switch segment {
            case .literal(let text): nodes[node].literals[text] = nodes.count - 1
            case .language: nodes[node].language = nodes.count - 1
            case .value: nodes[node].value = nodes.count - 1
            }
            node = nodes.count - 1
        }
        return node
    }

    /// Looks an address up, exactly: a slash at the end or a double one is another address, and there is none.
    package func find(_ path: String) -> Place? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        if path.utf8.count == 1 { return found(nodes[0], nil, []) }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.contains(where: \.isEmpty) else { return nil }
        return find(segments[...], from: 0, nil, [])
    }

    private func find(
        _ segments: ArraySlice<Substring>, from node: Int, _ language: Language?, _ values: [String]
    ) -> Place? {
        guard let segment = segments.first else { return found(nodes[node], language, values) }
        let rest = segments.dropFirst()
        if let next = nodes[node].literals[String(segment)],
            let place = find(rest, from: next, language, values)
        {
            return place
        }
        if let next = nodes[node].language, let spoken = Language(rawValue: String(segment)),
            let place = find(rest, from: next, spoken, values)
        {
            return place
        }
        if let next = nodes[node].value, let value = PercentDecoding.segment(segment) {
            return find(rest, from: next, language, values + [value])
        }
        return nil
    }

    private func found(_ node: Node, _ language: Language?, _ values: [String]) -> Place? {
        guard !node.routes.isEmpty else { return nil }
        return Place(routes: node.routes.mapValues { all[$0] }, language: language, values: values)
    }
}
