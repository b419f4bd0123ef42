import API
import APIContract
import HTTPTypes
import SecurityCore
import Testing
import Values

/// What holds for every route, asked of every route that the description lists.
@Suite struct EveryRouteTests {
    private struct Operation: Sendable {
        var id: String
        var method: HTTPRequest.Method
        var path: String
        /// Nil when it is open to all.
        var scope: AccessScope?
        var query: Set<String>
        var takesBody: Bool
    }

    private static func operations(_ api: APIClient) async throws -> [Operation] {
        let document = try await api.get("/openapi.json", key: nil).json
        return (document["paths"]?.object ?? Object()).flatMap { path in
            (path.value.object ?? Object()).compactMap { method -> Operation? in
                guard let id = method.value["operationId"]?.string,
                    let name = HTTPRequest.Method(rawValue: method.key.uppercased())
                else { return nil }
                let text = method.value["description"]?.string ?? ""
                let parameters = method.value["parameters"]?.array ?? []
                return Operation(
                    id: id, method: name,
                    path: path.key.replacing("{id}", with: "none").replacing("{key}", with: "none"),
                    scope: AccessScope.allCases.first { text.hasSuffix("scope \($0.rawValue).") },
                    query: Set(parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.string }),
                    takesBody: method.value["requestBody"] != nil)
            }
        }
    }

    /// RFC 9457: every refusal is a problem document that says what, why, and what to do.
    private func expectProblem(_ answer: APIClient.Answer, _ status: Int, _ comment: String) {
        #expect(answer.status == status, "\(comment): \(answer.text)")
        #expect(answer.headers[.contentType] == "application/problem+json", "\(comment)")
        #expect(answer.json["status"] == .integer(Int64(status)), "\(comment)")
        for member in ["type", "title", "instance", "code", "remedy"] {
            #expect(answer.json[member]?.string?.isEmpty == false, "\(comment): \(member)")
        }
    }

    @Test func `Without a key only what is open to all is shown`() async throws {
        try await APIHarness().route { api async throws in
            let operations = try await Self.operations(api)
            #expect(operations.count > 25)
            for operation in operations where operation.scope != nil {
                let answer = try await api.send(operation.method, operation.path, key: nil)
                expectProblem(answer, 401, operation.id)
            }
            for operation in operations where operation.scope == nil && operation.method == .get {
                #expect(try await api.send(.get, operation.path, key: nil).status == 200, "\(operation.id)")
            }
        }
    }

    @Test func `A key of a lesser scope opens nothing of a greater one`() async throws {
        try await APIHarness().route { api async throws in
            let ranks = [AccessScope.read, .write, .admin]
            for operation in try await Self.operations(api) {
                guard let needed = operation.scope, let rank = ranks.firstIndex(of: needed) else { continue }
                for lesser in ranks[..<rank] {
                    expectProblem(
                        try await api.send(operation.method, operation.path, "{}", key: lesser), 403,
                        "\(operation.id) with \(lesser)")
                }
                let answer = try await api.send(operation.method, operation.path, "{}", key: needed)
                #expect(answer.status != 401 && answer.status != 403, "\(operation.id): \(answer.status)")
            }
        }
    }

    @Test func `A method that an address does not take is answered with those it does`() async throws {
        try await APIHarness().route { api async throws in
            let operations = try await Self.operations(api)
            for path in Set(operations.map(\.path)) {
                let answer = try await api.send(.patch, path, "{}", key: .admin)
                expectProblem(answer, 405, path)
                let allowed = Set((answer.headers[.allow] ?? "").split(separator: ",").map { $0.trimmed })
                let declared = Set(operations.filter { $0.path == path }.map(\.method.rawValue))
                #expect(allowed.isSuperset(of: declared), "\(path): \(allowed)")
            }
        }
    }

    @Test func `Every list is paged, and refuses pages that are none`() async throws {
        try await APIHarness().route { api async throws in
            let lists = try await Self.operations(api).filter { $0.query.contains("cursor") }
            #expect(lists.count >= 6)
            for list in lists {
                for query in ["limit=0", "limit=-1", "limit=x", "limit=100000"] {
                    let answer = try await api.send(.get, "\(list.path)?\(query)", key: .admin)
                    #expect((400...422).contains(answer.status), "\(list.id) \(query): \(answer.status)")
                }
                expectProblem(
                    try await api.send(.get, "\(list.path)?cursor=AAAA", key: .admin), 400,
                    "\(list.id) with a made-up cursor")
                let unknown = try await api.send(.get, "\(list.path)?nonsense=1", key: .admin)
                #expect(
                    (400...422).contains(unknown.status), "\(list.id) takes an unknown parameter: \(unknown.status)")
            }
        }
    }

    @Test func `A body that is none is refused wherever one is taken`() async throws {
        try await APIHarness().route { api async throws in
            for operation in try await Self.operations(api) where operation.takesBody {
                for body in ["{", "[1,", "\u{FEFF}", "nul"] {
                    let answer = try await api.send(operation.method, operation.path, body, key: .admin)
                    // Where any bytes are a message, the double takes them.
                    #expect(answer.status < 500, "\(operation.id) \(body): \(answer.text)")
                    if operation.id != "sendMessage", answer.status >= 400 {
                        #expect(answer.headers[.contentType] == "application/problem+json", "\(operation.id)")
                    }
                }
            }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
