import APIContract

/// A route and what counts its requests; shared, because a copy of all that a route says of itself costs each request.
final class Endpoint: Sendable {
    let route: Route
    let meters: RouteMeters
    /// What the values in its address are that are no identifiers.
    let addressName: AddressName?

    init(_ route: Route, _ meters: RouteMeters) {
        self.route = route
        self.meters = meters
        addressName = AddressName(in: route.description.path)
    }
}

/// Finds the route of a request.
struct RouteTable: Sendable {
    enum Outcome {
        case found(Endpoint, pathValues: [Substring])
        case wrongMethod(allowed: [String])
        case unknown
    }

    private struct Entry: Sendable {
        /// Segments of the template; nil where a value stands.
        var segments: [String?]
        var routes: [OperationDescription.Method: Endpoint] = [:]

        func values(of segments: [Substring]) -> [Substring]? {
            var values: [Substring] = []
            for (wanted, given) in zip(self.segments, segments) {
                if wanted == nil { values.append(given) } else if wanted! != given { return nil }
            }
            return values
        }
    }

    /// Templates without values, by their path.
    private var plain: [String: Entry] = [:]
    /// Templates with values, by how many segments they have.
    private var templates: [Int: [Entry]] = [:]

    init(_ routes: [Route], meters: (Route) -> RouteMeters) {
        for route in routes { add(Endpoint(route, meters(route))) }
    }

    private mutating func add(_ endpoint: Endpoint) {
        let path = endpoint.route.description.path
        let method = endpoint.route.description.method
        guard path.contains("{") else {
            precondition(plain[path]?.routes[method] == nil, "\(path) is declared twice")
            plain[path, default: Entry(segments: [])].routes[method] = endpoint
            return
        }
        let segments = Self.split(path).map { $0.hasPrefix("{") ? nil : String($0) }
        var entries = templates[segments.count] ?? []
        if let index = entries.firstIndex(where: { $0.segments == segments }) {
            precondition(entries[index].routes[method] == nil, "\(path) is declared twice")
            entries[index].routes[method] = endpoint
        } else {
            entries.append(Entry(segments: segments, routes: [method: endpoint]))
        }
        templates[segments.count] = entries
    }

    /// `method` is GET also for HEAD.
    func find(_ method: OperationDescription.Method?, _ path: Substring) -> Outcome {
        if let entry = plain[String(path)] { return Self.outcome(entry, method, []) }
        let segments = Self.split(path)
        for entry in templates[segments.count] ?? [] {
            if let values = entry.values(of: segments) { return Self.outcome(entry, method, values) }
        }
        return .unknown
    }

    private static func outcome(
        _ entry: Entry, _ method: OperationDescription.Method?, _ values: [Substring]
    ) -> Outcome {
        guard let method, let endpoint = entry.routes[method] else {
            return .wrongMethod(allowed: allowed(entry))
        }
        return .found(endpoint, pathValues: values)
    }

    private static func allowed(_ entry: Entry) -> [String] {
        var methods = entry.routes.keys.map { $0.rawValue.uppercased() }
        if entry.routes[.get] != nil { methods.append("HEAD") }
        return (methods + ["OPTIONS"]).sorted()
    }

    private static func split(_ path: some StringProtocol) -> [Substring] {
        Substring(path).dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}
