import Formats
import Foundation
import Mapping
import Values

/// The cases of the official suite that are kept in `Fixtures/json-schema`.
struct JSONSchemaSuite {
    struct Group: Sendable {
        var name: String
        var schema: Value
        var tests: [(description: String, data: Value, isValid: Bool)]
        var assertsFormats: Bool
    }

    static let folder = ExampleFiles.repository.appending(path: "Fixtures/json-schema")

    static func read(_ url: URL) throws -> Value { try JSONFormat().decode([UInt8](Data(contentsOf: url))) }

    static func groups() throws -> [Group] {
        let cases = folder.appending(path: "draft2020-12")
        var groups: [Group] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: cases.path).sorted()
        where path.hasSuffix(".json") {
            for group in try read(cases.appending(path: path)).array ?? [] {
                let tests = (group["tests"]?.array ?? []).map { test in
                    (test["description"]?.string ?? "", test["data"] ?? .null, test["valid"] == true)
                }
                groups.append(
                    Group(
                        name: "\(path): \(group["description"]?.string ?? "")", schema: group["schema"] ?? .null,
                        tests: tests, assertsFormats: path.hasPrefix("optional/format/")))
            }
        }
        return groups
    }

    /// `http://localhost:1234/x.json` is `remotes/x.json`.
    static let load: JSONSchema.Loader = { uri in
        let host = "http://localhost:1234/"
        guard uri.hasPrefix(host) else { return nil }
        return try? read(folder.appending(path: "remotes").appending(path: String(uri.dropFirst(host.count))))
    }

    static func options(_ group: Group) -> JSONSchema.Options {
        JSONSchema.Options(assertsFormats: group.assertsFormats, load: load)
    }

    /// What goes wrong with the cases of a group, and how many it has.
    static func failures(of group: Group) -> [String] {
        do {
            let schema = try JSONSchema(group.schema, options: options(group))
            return group.tests.compactMap { failure(of: $0, schema).map { "\(group.name): \($0)" } }
        } catch {
            return group.tests.map { "\(group.name): \($0.description): \(error)" }
        }
    }

    private static func failure(
        of test: (description: String, data: Value, isValid: Bool), _ schema: JSONSchema
    ) -> String? {
        do {
            // The quick way and the one that collects must agree.
            let quick = try schema.isMet(by: test.data)
            let findings = try schema.findings(in: test.data)
            guard quick == test.isValid else { return "\(test.description): valid is \(quick)" }
            return findings.isEmpty == quick ? nil : "\(test.description): \(findings.count) findings"
        } catch {
            return "\(test.description): \(error)"
        }
    }
}
