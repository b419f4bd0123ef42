import APIContract

/// Finds the route of a request.
struct RouteTable: Sendable {
    enum Outcome {
        case found(Route, RouteMeters, pathValues: [Substring])
        case wrongMethod(allowed: [String])
        case unknown
    }

    private struct Entry: Sendable {
        /// Segments of the template; nil where a value stands.
        var segments: [String?]
        var routes: [OperationDescription.Method: (Route, RouteMeters)] = [:]

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
        for route in routes { add(route, meters(route)) }
    }

    private mutating func add(_ route: Route, _ meters: RouteMeters) {
        let path = route.description.path
        let method = route.description.method
        guard path.contains("{") else {
            precondition(plain[path]?.routes[method] == nil, "\(path) is declared twice")
            plain[path, default: Entry(segments: [])].routes[method] = (route, meters)
            return
        }
        let segments = Self.split(path).map { $0.hasPrefix("{") ? nil : String($0) }
        var entries = templates[segments.count] ?? []
        if let index = entries.firstIndex(where: { $0.segments == segments }) {
            precondition(entries[index].routes[method] == nil, "\(path) is declared twice")
            entries[index].routes[method] = (route, meters)
        } else {
            entries.append(Entry(segments: segments, routes: [method: (route, meters)]))
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
        guard let method, let (route, meters) = entry.routes[method] else {
            return .wrongMethod(allowed: allowed(entry))
        }
        return .found(route, meters, pathValues: values)
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
