import AsyncHTTPClient
import Connectors
import Formats
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import Values

/// The command line's way to a running server: the public HTTP API and nothing else.
package struct JunctionClient: Sendable {
    /// Where the server is, without a trailing slash: `http://127.0.0.1:8080`.
    package let server: String
    private let key: String?
    /// How a server with TLS is spoken to.
    private var tls: TLSConfiguration
    private let json = JSONFormat()

    /// No answer of the server is read beyond this.
    private static let answerBytesMost = 64 << 20
    private static let timeout = TimeAmount.seconds(30)

    /// One for the process, and never shut down. What cannot be reached is told at once.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// One whose certificate, if it has any, the system's authorities have signed.
    package init(server: String, key: String?) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.key = key
        tls = .makeClientConfiguration()
    }

    /// One that speaks TLS by files in PEM: the authorities that are trusted, in place of the system's, and who we are.
    ///
    /// - Throws: `settingInvalid` for an address that is none, `connectorSettings` when a file cannot be used.
    package init(
        server: String, key: String?, trusting authority: String?, certificate: String? = nil,
        certificateKey: String? = nil
    ) throws(JunctionError) {
        let tls = TLSSettings(authorityFile: authority, certificateFile: certificate, keyFile: certificateKey)
        try self.init(server: server, key: key, tls: tls)
    }

    init(server: String, key: String?, tls: TLSSettings) throws(JunctionError) {
        guard server.hasPrefix("http://") || server.hasPrefix("https://") else {
            throw JunctionError(
                .settingInvalid, "'\(server)' is not a server's address",
                remedy: "Write it as http://127.0.0.1:8080, or with https.")
        }
        self.init(server: server, key: key)
        self.tls = try tls.clientConfiguration()
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
        request.tlsConfiguration = tls
        if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
        if let contentType { request.headers.add(name: "content-type", value: contentType) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        do {
            let response = try await Self.http.execute(request, timeout: Self.timeout)
            let body = try await response.body.collect(upTo: Self.answerBytesMost)
            return Answer(
                status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "",
                bytes: Array(body.readableBytesView))
        } catch { throw trouble(error) }
    }

    private func trouble(_ error: any Error) -> JunctionError {
        if let reason = TransportFailure.tlsReason(error) {
            return JunctionError(
                .connectFailed, "no trusted connection to \(server): \(reason)",
                remedy: "Name with --authority who signs its certificate, and the server as its certificate does.",
                cause: error)
        }
        return JunctionError(
            .connectFailed, "no answer from \(server)",
            remedy: "Start it with 'junction serve', or name another with --server; with https if it speaks TLS.",
            cause: error)
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
