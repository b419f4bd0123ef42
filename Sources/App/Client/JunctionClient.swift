import AsyncHTTPClient
import Connectors
import Formats
import NIOCore
import NIOHTTP1
package import Values

/// The command line's way to a running server: the public HTTP API and nothing else.
package struct JunctionClient: Sendable {
    /// Where the server is, without a trailing slash: `http://127.0.0.1:8080`.
    package let server: String
    private let key: String?
    private let json = JSONFormat()

    /// No answer of the server is read beyond this.
    private static let answerBytesMost = 64 << 20
    private static let timeout = TimeAmount.seconds(30)

    package init(server: String, key: String?) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.key = key
    }

    package struct Answer: Sendable {
        package var status: Int
        package var contentType: String
        package var bytes: [UInt8]
    }

    package func get(_ path: String, query: [(String, String)] = []) async throws -> Value {
        try value(of: await send("GET", path + Self.queryText(query), body: nil, contentType: nil))
    }

    package func post(
        _ path: String, body: [UInt8] = [], contentType: String = "application/json", headers: [(String, String)] = []
    ) async throws -> Value {
        try value(of: await send("POST", path, body: body, contentType: contentType, headers: headers))
    }

    /// One request; throws `connector.connectFailed` when the server cannot be reached, whatever its status.
    package func send(
        _ method: String, _ path: String, body: [UInt8]?, contentType: String?, headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: server + path)
        request.method = .init(rawValue: method)
        if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
        if let contentType { request.headers.add(name: "content-type", value: contentType) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
            let body = try await response.body.collect(upTo: Self.answerBytesMost)
            return Answer(
                status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "",
                bytes: Array(body.readableBytesView))
        } catch {
            throw JunctionError(
                .connectFailed, "no answer from \(server)",
                remedy: "Start it with 'junction serve', or name another with --server.", cause: error)
        }
    }

    /// The JSON of a good answer; a problem document becomes the error it describes.
    private func value(of answer: Answer) throws -> Value {
        let value = answer.bytes.isEmpty ? .null : try json.decode(answer.bytes)
        guard answer.status >= 400 else { return value }
        throw ServerProblem(status: answer.status, document: value)
    }

    private static func queryText(_ query: [(String, String)]) -> String {
        guard !query.isEmpty else { return "" }
        return "?" + query.map { "\($0)=\(escaped($1))" }.joined(separator: "&")
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986 section 2.3.
    package static func escaped(_ text: String) -> String { PercentEncoding.encode(text) }
}

/// What the server said was wrong: an RFC 9457 problem document.
package struct ServerProblem: Error, CustomStringConvertible {
    package let status: Int
    package let document: Value

    package var description: String {
        let title = document["title"]?.string ?? "the server answered \(status)"
        let detail = document["detail"]?.string.map { ": \($0)" } ?? ""
        guard let remedy = document["remedy"]?.string else { return title + detail }
        return title + detail + (detail.isEmpty || detail.hasSuffix(".") ? " " : ". ") + remedy
    }
}
