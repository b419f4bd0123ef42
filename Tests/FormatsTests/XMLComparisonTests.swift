import Foundation
import Testing
import Values

@testable import Formats

/// Compares verdict and value with libxml2's, through `scripts/compare/xml.py`. Runs where Python has lxml.
@Suite struct XMLComparisonTests {
    @Test(.enabled(if: Python.has("lxml")), arguments: 1...Fuzz.seeds)
    func agreesWithLibxml2(seed: Int) throws {
        var checked = 0
        for line in try Python.lines("xml.py", "\(seed)", "1500") {
            let object = try #require(try JSONFormat().decode(Array(line.utf8)).object)
            let document = try #require(Base64.decode(Array(object["document"]?.string?.utf8 ?? "".utf8)))
            let (ours, error) = Self.decode(document)
            let text = String(decoding: document, as: UTF8.self)
            checked += 1
            if Self.isKnownDifference(text, object, error) { continue }
            #expect(
                (ours != nil) == object["accepted"]?.bool, "\(text.debugDescription) \(object["reason"]?.string ?? "")")
            guard let ours, let theirs = object["value"] else { continue }
            #expect(Self.withoutDeclarations(ours) == theirs, "\(text.debugDescription)")
        }
        #expect(checked == 1500)
    }

    private static func decode(_ document: [UInt8]) -> (Value?, JunctionError?) {
        do {
            return (try XMLFormat().decode(document), nil)
        } catch {
            return (nil, error as? JunctionError)
        }
    }

    /// Where libxml2 or lxml departs from the recommendation, or is asked for more than it is.
    private static func isKnownDifference(_ text: String, _ object: Object, _ error: JunctionError?) -> Bool {
        let reason = object["reason"]?.string ?? ""
        // A namespace's name is any string here; libxml2 wants a URI.
        if reason.contains("is not a valid URI") || reason.contains("URI is not absolute") { return true }
        // A fragment in a system identifier is an error that need not be reported (4.2.2).
        if reason.contains("Fragment not allowed") { return true }
        // libxml2 lets some names pass that are no qualified names, and declarations of a prefix that name no namespace.
        let ours = error?.message ?? ""
        if ours.contains("colon out of place") || ours.contains("names no namespace") { return true }
        // lxml lets an undeclared prefix pass when the same tag has an error of the kind in its attributes.
        if error?.message.contains("prefix of this name is not declared") == true { return true }
        // lxml refuses external entities, and any it does not find, even where the document may declare them elsewhere.
        return reason.contains("not defined")
            && (text.contains("SYSTEM") || text.contains("PUBLIC") || text.contains("%"))
    }

    /// lxml does not list namespace declarations as attributes, nor attributes' prefixes.
    private static func withoutDeclarations(_ value: Value) -> Value {
        switch value {
        case .array(let elements): return .array(elements.map(withoutDeclarations))
        case .object(let object):
            let members = object.members.compactMap { member -> Object.Member? in
                if member.key == "@xmlns" || member.key.hasPrefix("@xmlns:") { return nil }
                var key = member.key
                if key.hasPrefix("@"), let colon = key.firstIndex(of: ":"), !key.hasPrefix("@xml:") {
                    key = "@?" + key[colon...]
                }
                return Object.Member(key: key, value: withoutDeclarations(member.value))
            }
            if members.isEmpty { return "" }
            if members.count == 1, members[0].key == "#text" { return members[0].value }
            return .object(Object(members))
        default: return value
        }
    }
}

/// Runs the comparison scripts.
enum Python {
    static func has(_ module: String) -> Bool { (try? run(["-c", "import \(module)"])) != nil }

    static func lines(_ script: String, _ arguments: String...) throws -> [Substring] {
        let path = Fixtures.folder.deletingLastPathComponent().appending(path: "scripts/compare/" + script).path
        return try run([path] + arguments).split(separator: "\n")
    }

    private struct Failed: Error {}

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        // What scripts/setup made; else the machine's own.
        let made = Fixtures.folder.deletingLastPathComponent().appending(path: ".build/venv/bin/python3").path
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [FileManager.default.isExecutableFile(atPath: made) ? made : "python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: data, as: UTF8.self)
    }
}
