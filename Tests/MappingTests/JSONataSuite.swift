import Formats
import Foundation
import Mapping
import Testing
import Values

/// The cases of the official suite that are kept in `Fixtures/jsonata`.
struct JSONataSuite {
    struct Case: Sendable {
        var name: String
        var source: String
        var input: Value?
        var bindings: [String: Value]
        var limits: JSONataLimits
        var expected: Expected
        var unordered: Bool
    }

    enum Expected: Sendable {
        case result(Value)
        case undefined
        case error(code: String, token: String?)
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/jsonata")

    static func read(_ url: URL) throws -> Value { try JSONFormat().decode(readable([UInt8](Data(contentsOf: url)))) }

    /// Half a surrogate pair has no UTF-8 form: the one case that has it means a text that cannot be encoded.
    private static func readable(_ bytes: [UInt8]) throws -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains(#"'\uD800'"#) else { return bytes }
        return Array(text.replacing(#"\uD800"#, with: #"\uFFFD"#).utf8)
    }

    static func cases() throws -> [Case] {
        var datasets: [String: Value] = [:]
        for file in try files(folder.appending(path: "datasets")) {
            datasets[file.deletingPathExtension().lastPathComponent] = try read(file)
        }
        var cases: [Case] = []
        for group in try files(folder.appending(path: "groups")) {
            for file in try files(group) where file.pathExtension == "json" {
                let content = try read(file)
                for (index, item) in (content.array ?? [content]).enumerated() {
                    let name = "\(group.lastPathComponent)/\(file.lastPathComponent)[\(index)]"
                    cases.append(try Self.case(item, name: name, group: group, datasets))
                }
            }
        }
        return cases
    }

    private static func files(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func `case`(
        _ item: Value, name: String, group: URL, _ datasets: [String: Value]
    ) throws -> Case {
        var source = item["expr"]?.string ?? ""
        if let file = item["expr-file"]?.string {
            source = try String(contentsOf: group.appending(path: file), encoding: .utf8)
        }
        var bindings: [String: Value] = [:]
        for member in item["bindings"]?.object?.members ?? [] { bindings[member.key] = member.value }
        var limits = JSONataLimits(timeout: .seconds(30))
        if let depth = item["depth"]?.integer { limits.depthMost = Int(depth) }
        if let time = item["timelimit"]?.integer { limits.timeout = .milliseconds(time * 10) }
        let expected: Expected
        if let result = item["result"] {
            expected = .result(result)
        } else if let code = (item["error"]?["code"] ?? item["code"])?.string {
            expected = .error(code: code, token: (item["error"]?["token"] ?? item["token"])?.string)
        } else {
            expected = .undefined
        }
        let input = item["dataset"]?.string.flatMap { datasets[$0] } ?? item["data"]
        return Case(
            name: name, source: source, input: input, bindings: bindings, limits: limits, expected: expected,
            unordered: item["unordered"]?.bool ?? false)
    }

    /// Nil when the case passes, else what it gave.
    static func failure(of test: Case) -> String? {
        let environment = JSONataEnvironment(
            clock: realClock, now: Instant(seconds: 1_760_000_000), limits: test.limits)
        do throws(JSONataError) {
            let expression = try JSONataExpression(test.source)
            let result = try expression.evaluate(test.input, bindings: test.bindings, environment: environment)
            switch (test.expected, result) {
            case (.undefined, nil): return nil
            case (.result(let expected), let result?):
                let isSame = test.unordered ? isSameSet(expected, result) : isClose(expected, result)
                return isSame ? nil : "gave \(text(result)), not \(text(expected))"
            default: return "gave \(result.map(text) ?? "undefined"), not \(test.expected)"
            }
        } catch {
            guard case .error(let code, let token) = test.expected else { return "failed: \(error)" }
            guard code == error.code else { return "failed with \(error.code), not \(code)" }
            return token == nil || token == error.token ? nil : "failed at \(error.token ?? "nil"), not \(token ?? "")"
        }
    }

    static let realClock: @Sendable () -> Instant = { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }

    private static func text(_ value: Value) -> String {
        String(String(decoding: (try? JSONFormat().encode(value)) ?? [], as: UTF8.self).prefix(300))
    }

    private static func isSameSet(_ left: Value, _ right: Value) -> Bool {
        guard let a = left.array, var b = right.array, a.count == b.count else { return isClose(left, right) }
        for item in a {
            guard let match = b.firstIndex(where: { isClose(item, $0) }) else { return false }
            b.remove(at: match)
        }
        return true
    }

    /// Equal as data, numbers by their double value.
    static func isClose(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy(isClose)
        case (.object(let a), .object(let b)):
            a.count == b.count
                && a.members.allSatisfy { member in b[member.key].map { isClose(member.value, $0) } ?? false }
        default:
            if let a = number(left), let b = number(right) { a == b } else { left == right }
        }
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .integer(let whole): Double(whole)
        case .double(let double): double
        case .decimal(let decimal): decimal.double
        default: nil
        }
    }
}
