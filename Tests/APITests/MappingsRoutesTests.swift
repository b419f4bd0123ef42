import API
import APIContract
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct MappingsRoutesTests {
    static let path = "/api/integration/mappings"
    static let mapping = #"{"id":"m","definition":{"source":"json","target":"json","expression":"$"}}"#

    @Test func `A mapping is kept, shown, changed at its revision and removed`() async throws {
        try await APIHarness().route { api async throws in
            let made = try await api.send(.post, Self.path, Self.mapping)
            #expect(made.status == 201 && made.headers[.location] == "\(Self.path)/m")
            #expect(made.json["revision"] == 1 && made.json["origin"] == "server" && made.json["kind"] == "fields")
            #expect(try await api.send(.post, Self.path, Self.mapping).status == 409)
            #expect(try await api.get(Self.path).json["items"]?.array == [made.json])
            let stale = try await api.send(.put, "\(Self.path)/m", #"{"definition":"id: m","revision":7}"#)
            #expect(stale.status == 409)
            let changed = try await api.send(.put, "\(Self.path)/m", #"{"definition":"id: m","revision":1}"#)
            #expect(changed.status == 200 && changed.json["revision"] == 2)
            #expect(try await api.get("\(Self.path)/m").json == changed.json)
            #expect(try await api.send(.delete, "\(Self.path)/m").status == 204)
            #expect(try await api.get("\(Self.path)/m").status == 404)
        }
    }

    @Test func `Data is mapped, checked and converted`() async throws {
        try await APIHarness().route { api async throws in
            _ = try await api.send(.post, Self.path, Self.mapping)
            let preview = try await api.send(.post, "\(Self.path)/m/preview", #"{"data":{"a":1}}"#, key: .write)
            #expect(preview.status == 200 && preview.json["result"] == ["a": 1])
            #expect(preview.json["accounting"]?["ignored"] == [["path": "b", "reason": "why"]])
            let root = "/api/integration"
            let mapped = try await api.send(.post, "\(root)/transform", #"{"mappingId":"m","data":[1]}"#, key: .write)
            #expect(mapped.status == 200 && mapped.json["mappingId"] == "m" && mapped.json["result"] == [1])
            let checked = try await api.send(.post, "\(root)/validate", #"{"data":1,"schema":{}}"#, key: .write)
            #expect(checked.json["valid"] == false && checked.json["findings"]?[0]?["path"] == "/a")
            let converted = try await api.send(
                .post, "\(root)/convert", #"{"data":"a\n1\n","fromFormat":"csv","toFormat":"json"}"#, key: .write)
            #expect(converted.json == ["format": "json", "encoding": "text", "data": "{}"])
        }
    }

    @Test(arguments: [
        ("/mappings", #"{"id":"m"}"#, "/definition"), ("/transform", #"{"data":1}"#, "/mappingId"),
        ("/validate", #"{"data":1,"schema":{},"format":7}"#, "/format"),
        ("/convert", #"{"data":"","fromFormat":"csv","toFormat":"json","encoding":"hex"}"#, "/encoding"),
        ("/mappings/m/preview", #"{"date":1}"#, "/data"),
    ])
    func `What is missing or wrong is named by its place`(_ path: String, _ body: String, place: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, "/api/integration\(path)", body)
            #expect(answer.status == 422 && answer.code == "J8008 api.fieldInvalid")
            #expect(answer.places.contains { $0["pointer"]?.string == place }, "\(answer.text)")
        }
    }

    @Test func `Reading takes a reader's key, work a writer's, changes an administrator's`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get(Self.path, key: .read).status == 200)
            #expect(try await api.send(.post, Self.path, Self.mapping, key: .write).status == 403)
            #expect(try await api.send(.put, "\(Self.path)/m", #"{"definition":""}"#, key: .write).status == 403)
            #expect(try await api.send(.delete, "\(Self.path)/m", key: .write).status == 403)
            for path in ["transform", "validate", "convert", "mappings/m/preview"] {
                #expect(try await api.send(.post, "/api/integration/\(path)", "{}", key: .read).status == 403)
            }
        }
    }
}
