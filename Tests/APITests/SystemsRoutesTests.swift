import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct SystemsRoutesTests {
    static let record =
        #"{"id":"care-record","name":"Care record","type":"fhir","endpoint":"https://records.example.org"}"#

    @Test func `A registered system is found by its location, in the list, and cannot be registered twice`()
        async throws
    {
        try await APIHarness().route { api async throws in
            let made = try await api.send(.post, "/api/integration/systems", Self.record)
            #expect(made.status == 201)
            #expect(made.json["authentication"]?["scheme"] == "none")
            #expect(made.json["lastConnected"] == nil)
            let location = try #require(made.headers[.location])
            #expect(location == "/api/integration/systems/care-record")
            let found = try await api.get(location)
            #expect(found.status == 200)
            #expect(found.json == made.json)
            let list = try await api.get("/api/integration/systems")
            #expect(list.json["items"]?.array == [made.json])
            #expect(list.json["nextCursor"] == nil)
            let again = try await api.send(.post, "/api/integration/systems", Self.record)
            #expect(again.status == 409)
            #expect(again.code == "J4006 store.alreadyExists")
        }
    }

    @Test func `A system is changed, if there is one`() async throws {
        try await APIHarness().route { api async throws in
            let path = "/api/integration/systems/care-record"
            #expect(try await api.send(.put, path, Self.record).status == 404)
            _ = try await api.send(.post, "/api/integration/systems", Self.record)
            let other = Self.record.replacing("records.example.org", with: "new.example.org")
            let changed = try await api.send(.put, path, other)
            #expect(changed.status == 200 && changed.json["endpoint"] == "https://new.example.org")
            #expect(try await api.get(path).json == changed.json)
        }
    }

    @Test func `Connecting takes credentials or nothing`() async throws {
        try await APIHarness().route { api async throws in
            _ = try await api.send(.post, "/api/integration/systems", Self.record)
            let path = "/api/integration/systems/care-record"
            let bare = try await api.send(.post, "\(path)/connect")
            #expect(bare.status == 200)
            #expect(bare.json["status"] == "connected")
            let credentials = try await api.send(.post, "\(path)/connect", #"{"secrets":{"client":"s3cret"}}"#)
            #expect(credentials.status == 200)
            #expect(!credentials.text.contains("s3cret"))
            let status = try await api.get("\(path)/status")
            #expect(status.json["breaker"] == "closed")
        }
    }

    @Test(arguments: ["", "/connect", "/status"])
    func `An unknown system is a problem with a remedy`(_ rest: String) async throws {
        try await APIHarness().route { api async throws in
            let path = "/api/integration/systems/none\(rest)"
            let answer = try await rest == "/connect" ? api.send(.post, path) : api.get(path)
            #expect(answer.status == 404)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["remedy"]?.string?.isEmpty == false)
            #expect(answer.json["instance"]?.string?.hasPrefix("urn:junction:request:") == true)
        }
    }
}
