package import Values
import Yams

/// YAML 1.2, core schema: one document.
///
/// Plain scalars are resolved as the core schema says (so `no` and `2026-10-01` are strings, `0x1F` is 31); numbers keep what
/// they said, as in JSON. Anchors and aliases are resolved, and `<<` merges mappings that have no key of their own for it.
/// `!!str`, `!!int`, `!!float`, `!!bool`, `!!null` and `!!binary` are followed; other tags are left out. Keys are strings as
/// written, and none may repeat. The option `documents: all` makes an array of the documents of a stream.
///
/// Writing: block style, strings quoted wherever any reader of YAML 1.1 or 1.2 could take them for something else.
package struct YAMLFormat: Format {
    package static let name = "yaml"
    package static let spec = FormatSpec(
        "YAML 1.2 (core schema).", aliases: ["yml"],
        mediaTypes: ["application/yaml", "text/yaml", "application/x-yaml"],
        options: [
            FormatOption(
                "documents", "Whether there is one document, or an array is made of all: single, all.",
                default: "single"),
            FormatOption("sizeMost", "Largest document accepted, in bytes.", default: .integer(Int64(sizeMostDefault))),
        ])

    package enum Documents: String, Sendable, CaseIterable {
        case single, all
    }

    package static let sizeMostDefault = 16 << 20

    package var documents = Documents.single
    package var sizeMost = sizeMostDefault
    /// Values that aliases may make in all: an alias bomb ends here.
    package var nodesMost = 2_000_000
    package var depthMost = 256

    package init() {}

    package init(_ options: FormatOptions) throws {
        var options = options
        documents = try options.choice("documents", default: .single)
        sizeMost = try options.number("sizeMost", default: Self.sizeMostDefault)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= sizeMost else {
            throw JunctionError(.formatLimit, "The document has \(bytes.count) bytes, more than sizeMost \(sizeMost).")
        }
        guard let text = String(strict: bytes.span) else {
            let fault = UTF8Strictness.firstFault(in: bytes.span)
            throw JunctionError(
                .malformed, "The bytes here are not valid UTF-8.", place: Place(at: fault, in: bytes.span))
        }
        try YAMLGuard.check(bytes.span)
        do {
            return try value(of: Parser(yaml: text, encoding: .utf8))
        } catch let error as YamlError {
            throw Self.located(error)
        }
    }

    private func value(of parser: Parser) throws -> Value {
        var reader = YAMLReader(nodesMost: nodesMost, depthMost: depthMost)
        var values: [Value] = []
        while let node = try parser.nextRoot() {
            guard documents == .all || values.isEmpty else {
                throw JunctionError(
                    .malformed, "There is more than one document.",
                    remedy: "Set documents: all to read an array of them.",
                    place: node.mark.map { Place(line: $0.line, column: $0.column) })
            }
            values.append(try reader.value(node, depth: 0))
        }
        return documents == .all ? .array(values) : values.first ?? .null
    }

    private static func located(_ error: YamlError) -> JunctionError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let limit = problem.contains("nesting level")
            return JunctionError(
                limit ? .formatLimit : .malformed, "This is no YAML: \(problem).",
                place: Place(line: mark.line, column: mark.column))
        case .duplicatedKeysInMapping(_, let context):
            return JunctionError(
                .malformed, "This key occurs twice in one mapping.",
                place: Place(line: context.mark.line, column: context.mark.column))
        case .reader(let problem, _, _, _):
            return JunctionError(.malformed, "This is no YAML: \(problem).", place: Place(line: 1))
        default: return JunctionError(.malformed, "This is no YAML.", place: Place(line: 1))
        }
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        var writer = YAMLWriter(depthMost: depthMost)
        guard documents == .all, case .array(let values) = value else {
            try writer.write(document: value)
            return writer.output
        }
        for value in values {
            writer.output.append(literal: "---\n")
            try writer.write(document: value)
        }
        return writer.output
    }
}

/// Refuses the one kind of document whose parsing alone could take for ever: aliases of aliases within a key, which the parser
/// expands to compare keys.
enum YAMLGuard {
    /// Sixteen aliases make at most some hundreds of nodes.
    private static let aliasesMost = 16

    static func check(_ bytes: Span<UInt8>) throws {
        var aliases = 0
        var complexKey: Int?
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "*") where isAlias(bytes, index):
                aliases += 1
                if isKey(bytes, after: endOfAlias(bytes, index)) { complexKey = complexKey ?? index }
            case UInt8(ascii: "?") where index + 1 == bytes.count || bytes[index + 1] <= .space:
                complexKey = complexKey ?? index
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isKey(bytes, after: index + 1) { complexKey = complexKey ?? index }
            case 0xEF where index > 0 && beginsText(bytes, index) && bytes.starts(with: [0xBB, 0xBF], at: index + 1),
                .backslash where beginsText(bytes, index) && isEscapedMark(bytes, index + 1):
                throw JunctionError(
                    .malformed, "A text that begins with U+FEFF cannot be read; elsewhere in a text it can.",
                    place: Place(at: index, in: bytes))
            default: break
            }
        }
        guard aliases > aliasesMost, let complexKey else { return }
        throw JunctionError(
            .formatLimit, "A key that is no string, in a document with more than \(aliasesMost) aliases, is not read.",
            place: Place(at: complexKey, in: bytes))
    }

    /// The parser takes U+FEFF at the beginning of a text for a byte order mark, and would leave it out in silence.
    private static func beginsText(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index > 0 && (bytes[index - 1] <= .space || "\"',[{-:".utf8.contains(bytes[index - 1]))
    }

    /// After a backslash: `uFEFF` or `U0000FEFF`.
    private static func isEscapedMark(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let digits = bytes.starts(with: [UInt8(ascii: "u")], at: start) ? start + 1 : start + 5
        guard digits + 4 <= bytes.count else { return false }
        if digits > start + 1, !bytes.starts(with: Array("U0000".utf8), at: start) { return false }
        return (0..<4).allSatisfy { bytes[digits + $0] | 0x20 == Array("feff".utf8)[$0] }
    }

    private static func isAlias(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        let begins = index == 0 || bytes[index - 1] <= .space || ",[{:-?".utf8.contains(bytes[index - 1])
        return begins && index + 1 < bytes.count && bytes[index + 1] > .space
    }

    private static func endOfAlias(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] > .space { index += 1 }
        return index
    }

    private static func isKey(_ bytes: Span<UInt8>, after start: Int) -> Bool {
        var index = start
        while index < bytes.count, bytes[index] == .space || bytes[index] == .tab { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }
}

extension Span<UInt8> {
    fileprivate func starts(with wanted: [UInt8], at start: Int) -> Bool {
        start + wanted.count <= count && wanted.indices.allSatisfy { self[start + $0] == wanted[$0] }
    }
}
