import Formats
import Values

/// Answers FHIR transactions and batches entry by entry, as a server would that takes everything it is sent.
///
/// Ids are counted from 1 for each resource type, so the same bundles in the same order get the same answers.
struct FHIRTransactions: Sendable {
    private static let types: Set<String> = ["transaction", "batch"]
    private static let format = JSONFormat()
    private var counts: [String: Int] = [:]

    mutating func answer(_ body: [UInt8]) -> SandboxReply {
        guard let bundle = try? Self.format.decode(body) else {
            return Self.outcome(400, "structure", "the body is not JSON")
        }
        guard bundle["resourceType"]?.string == "Bundle", let type = bundle["type"]?.string, Self.types.contains(type)
        else { return Self.outcome(400, "invalid", "the body is not a transaction or batch Bundle") }
        var entries: [Value] = []
        for (index, entry) in (bundle["entry"]?.array ?? []).enumerated() {
            guard let response = response(to: entry) else {
                return Self.outcome(400, "required", "entry \(index) lacks request.method or request.url")
            }
            entries.append(["response": response])
        }
        let reply: Value = ["resourceType": "Bundle", "type": .string(type + "-response"), "entry": .array(entries)]
        return SandboxReply(status: 200, contentType: "application/fhir+json", body: Self.encoded(reply))
    }

    private mutating func response(to entry: Value) -> Value? {
        guard let request = entry["request"], let method = request["method"]?.string, let url = request["url"]?.string
        else { return nil }
        let type = entry["resource"]?["resourceType"]?.string ?? String(url.prefix { $0 != "/" && $0 != "?" })
        switch method {
        case "POST": return created(type, next(type))
        case "PUT":
            let parts = url.split(separator: "?")[0].split(separator: "/")
            guard parts.count == 2 else { return created(type, next(type)) }
            return ["status": "200 OK", "location": .string("\(type)/\(parts[1])/_history/1"), "etag": "W/\"1\""]
        case "DELETE": return ["status": "204 No Content"]
        case "GET", "HEAD", "PATCH": return ["status": "200 OK"]
        default: return nil
        }
    }

    private mutating func next(_ type: String) -> Int {
        counts[type, default: 0] += 1
        return counts[type, default: 1]
    }

    private func created(_ type: String, _ id: Int) -> Value {
        ["status": "201 Created", "location": .string("\(type)/\(id)/_history/1"), "etag": "W/\"1\""]
    }

    private static func outcome(_ status: Int, _ code: String, _ text: String) -> SandboxReply {
        let outcome: Value = [
            "resourceType": "OperationOutcome",
            "issue": [["severity": "error", "code": .string(code), "diagnostics": .string(text)]],
        ]
        return SandboxReply(status: status, contentType: "application/fhir+json", body: encoded(outcome))
    }

    private static func encoded(_ value: Value) -> [UInt8] { (try? format.encode(value)) ?? [] }
}
