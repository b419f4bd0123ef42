import HTTPTypes
import Testing
import Values

@testable import API

@Suite struct WebSocketHandshakeTests {
    private static func request(_ adjust: (inout HTTPRequest) -> Void = { _ in }) -> HTTPRequest {
        var request = HTTPRequest(method: .get, scheme: "http", authority: "junction.example.org:8080", path: "/")
        request.headerFields = [
            .upgrade: "websocket", .connection: "keep-alive, Upgrade", .secWebSocketVersion: "13",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        adjust(&request)
        return request
    }

    private func refusal(_ adjust: (inout HTTPRequest) -> Void) -> ErrorCode? {
        do { _ = try WebSocketHandshake(Self.request(adjust), origins: ["https://app.example.org"]) } catch {
            return (error as? JunctionError)?.code
        }
        return nil
    }

    /// RFC 6455, section 1.3.
    @Test func `The example of the standard is accepted as it says`() throws {
        let handshake = try WebSocketHandshake(Self.request(), origins: [])
        #expect(handshake.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(handshake.subprotocols.isEmpty)
    }

    @Test func `Names are taken in any case of letters, lists in their order`() throws {
        let handshake = try WebSocketHandshake(
            Self.request {
                $0.headerFields[.upgrade] = "WebSocket"
                $0.headerFields[.connection] = "UPGRADE"
                $0.headerFields[.secWebSocketProtocol] = "b ,\ta"
            }, origins: [])
        #expect(handshake.subprotocols == ["b", "a"])
    }

    @Test func `What is no request for it is told to ask`() {
        #expect(refusal { $0.headerFields[.upgrade] = nil } == .upgradeRequired)
        #expect(refusal { $0.headerFields[.upgrade] = "h2c" } == .upgradeRequired)
        #expect(refusal { $0.headerFields[.connection] = "keep-alive" } == .upgradeRequired)
        #expect(refusal { $0.headerFields[.secWebSocketVersion] = "8" } == .upgradeRequired)
        #expect(refusal { $0.method = .head } == .upgradeRequired)
    }

    @Test func `A key must be sixteen bytes, and nothing may follow`() {
        #expect(refusal { $0.headerFields[.secWebSocketKey] = nil } == .badRequest)
        #expect(refusal { $0.headerFields[.secWebSocketKey] = "AAAA" } == .badRequest)
        #expect(refusal { $0.headerFields[.secWebSocketKey] = "not base64" } == .badRequest)
        #expect(refusal { $0.headerFields[.contentLength] = "5" } == .badRequest)
        #expect(refusal { $0.headerFields[.transferEncoding] = "chunked" } == .badRequest)
    }

    @Test func `Pages of others may not connect unless they are named`() {
        #expect(refusal { $0.headerFields[.origin] = "http://junction.example.org:8080" } == nil)
        #expect(refusal { $0.headerFields[.origin] = "https://App.example.org" } == nil)
        for origin in [
            "https://evil.example.org", "null", "", "http://junction.example.org", "https://app.example.org.evil.org",
        ] {
            #expect(refusal { $0.headerFields[.origin] = origin } == .originRefused, "\(origin)")
        }
    }

    @Test func `A browser's key stands among the subprotocols`() {
        #expect(
            WebSocketHandshake.authorization([.secWebSocketProtocol: "cloudevents.json, bearer.jn_a_b"])
                == "Bearer jn_a_b")
        #expect(
            WebSocketHandshake.authorization([.authorization: "Basic x", .secWebSocketProtocol: "bearer.y"])
                == "Basic x")
        #expect(WebSocketHandshake.authorization([.secWebSocketProtocol: "cloudevents.json"]) == nil)
    }
}
