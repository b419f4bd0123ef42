import HTTPTypes
import HummingbirdTesting
import SecurityCore
import Testing

@testable import API

/// Streams and sockets are counted, and every way to leave one gives its place back.
@Suite struct OpenPlacesTests {
    private static let stream = "/api/integration/events/stream"

    @Test func `A place is free again when nobody holds it any more`() {
        let places = OpenPlaces(2)
        var held = [places.take(), places.take()]
        #expect(held.allSatisfy { $0 != nil })
        #expect(places.take() == nil)
        held.removeLast()
        #expect(places.take() != nil, "and given back at once, since nobody has kept it")
        held = [places.take()]
        #expect(places.take() != nil)
    }

    @Test func `Asking for the head of a stream holds no place`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            for _ in 0..<300 {
                #expect(try await api.send(.head, Self.stream, key: .read).status == 200)
            }
            #expect(try await api.get(Self.stream).status == 200)
        }
    }

    @Test func `A stream ends when its key is revoked`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.read])
        let id = try #require(harness.ring.keys().first { $0.name == "read" }?.id)
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(
                    "GET \(Self.stream)?type=endless HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                        + "Connection: close\r\n\r\n")
                #expect(try await connection.read(until: "retry: ").hasPrefix("HTTP/1.1 200 "))
                try await harness.ring.revoke(id)
                #expect(try await connection.read().hasSuffix("0\r\n\r\n"))
            }
            #expect(try await api.get(Self.stream).status == 401)
        }
    }
}
