import NIOCore
import NIOHTTP1
import Values

/// An operation with everything worked out that does not depend on the call.
struct PreparedOperation: Sendable {
    let operation: RESTOperation
    private let method: HTTPMethod
    private let path: RequestTemplate
    private let query: [(name: String, value: RequestTemplate)]
    private let headers: [(name: String, value: RequestTemplate)]
    private let known: Set<String>
    private let basePath: String

    /// - Throws: `connectorSettings` naming the operation.
    init(
        _ operation: RESTOperation, name: String, endpoint: WebAddress, common: [RESTHeader]
    ) throws(JunctionError) {
        guard HeaderRules.isName(operation.method), operation.method == operation.method.uppercased() else {
            throw Self.error("the method of '\(name)' is not an HTTP method in capitals", name)
        }
        self.operation = operation
        method = HTTPMethod(rawValue: operation.method)
        path = try RequestTemplate(operation.path, use: .path)
        var query: [(name: String, value: RequestTemplate)] = []
        for item in operation.query {
            query.append((PercentEncoding.encode(item.name), try RequestTemplate(item.value, use: .query)))
        }
        self.query = query
        var headers: [(name: String, value: RequestTemplate)] = []
        for header in common + operation.headers {
            guard HeaderRules.isUsable(header) else {
                throw Self.error("the header '\(header.name)' of '\(name)' cannot be set", name)
            }
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append((header.name, try RequestTemplate(header.value, use: .header)))
        }
        self.headers = headers
        basePath = endpoint.basePath
        known = Set(path.parameters + query.flatMap(\.value.parameters) + headers.flatMap(\.value.parameters))
    }

    /// - Throws: `requestInvalid`.
    func request(
        parameters: [String: String], headers added: [RESTHeader], contentType: String?, body: [UInt8]?
    ) throws(JunctionError) -> PreparedRequest {
        for name in parameters.keys where !known.contains(name) {
            throw JunctionError(.requestInvalid, "the operation has no parameter '\(name)'")
        }
        var target = basePath + (try path.filled(parameters))
        if target.isEmpty { target = "/" }
        for (position, item) in query.enumerated() {
            target += position == 0 ? "?" : "&"
            target += item.name + "=" + (try item.value.filled(parameters))
        }
        var headers = HTTPHeaders()
        headers.reserveCapacity(self.headers.count + added.count + 4)
        for header in self.headers { headers.add(name: header.name, value: try header.value.filled(parameters)) }
        for header in added {
            guard HeaderRules.isUsable(header) else {
                throw JunctionError(.requestInvalid, "the header '\(header.name)' cannot be sent")
            }
            headers.replaceOrAdd(name: header.name, value: header.value)
        }
        if body != nil, let type = contentType ?? operation.contentType {
            guard HeaderRules.isValue(type) else {
                throw JunctionError(.requestInvalid, "the content type cannot be sent")
            }
            headers.replaceOrAdd(name: "content-type", value: type)
        }
        if let expects = operation.expects, !headers.contains(name: "accept") {
            headers.add(name: "accept", value: expects)
        }
        headers.add(name: "accept-encoding", value: "gzip, deflate")
        return PreparedRequest(method: method, target: target, headers: headers, body: body)
    }

    private static func error(_ message: String, _ name: String) -> JunctionError {
        JunctionError(.connectorSettings, message, place: Place(path: "operations.\(name)"))
    }
}

/// One request, complete but for its proof of identity.
struct PreparedRequest: Sendable {
    var method: HTTPMethod
    /// Path and query.
    var target: String
    var headers: HTTPHeaders
    var body: [UInt8]?

    mutating func addQuery(_ name: String, _ value: String) {
        target +=
            (target.contains("?") ? "&" : "?") + PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value)
    }

    /// RFC 9110 section 15.4: 303, and by custom 301 and 302 of a POST, become a GET without a body.
    mutating func redirect(to target: String, status: Int) {
        self.target = target
        if status == 303 && method != .HEAD || (status == 301 || status == 302) && method == .POST {
            method = .GET
            body = nil
            headers.remove(name: "content-type")
        }
    }
}
