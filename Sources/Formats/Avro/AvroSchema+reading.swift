import Values

/// Why data written by one schema may not be read by another (specification, Schema Resolution), told of the schemas alone.
extension AvroSchema {
    /// Places of this schema, the reader's, and what is wrong there, in plain words; empty when everything written by
    /// `writer` can be read.
    package func obstacles(toReading writer: AvroSchema) -> [(path: String, message: String)] {
        var reading = AvroReading(reader: self, writer: writer)
        reading.check(writer.root, root, "")
        return reading.obstacles
    }
}

private struct AvroReading {
    private struct Pair: Hashable {
        var writer: Int
        var reader: Int
    }

    let reader: AvroSchema
    let writer: AvroSchema
    private(set) var obstacles: [(path: String, message: String)] = []
    /// Records may hold themselves: what is being looked at is not looked at again.
    private var seen: Set<Pair> = []

    init(reader: AvroSchema, writer: AvroSchema) {
        self.reader = reader
        self.writer = writer
    }

    mutating func check(_ written: Int, _ wanted: Int, _ path: String) {
        guard seen.insert(Pair(writer: written, reader: wanted)).inserted else { return }
        if case .union(let branches) = writer[written].kind {
            for branch in branches { check(branch, wanted, path) }
            return
        }
        if case .union(let branches) = reader[wanted].kind {
            let fitting = branches.filter { canRead(written, $0) }
            if fitting.isEmpty { note(path, "no branch takes \(writer[written].words)") }
            return
        }
        switch (writer[written].kind, reader[wanted].kind) {
        case (.array(let item), .array(let other)): check(item, other, "\(path)/items")
        case (.map(let item), .map(let other)): check(item, other, "\(path)/values")
        case (.record(let fields), .record(let others)):
            if namesAgree(written, wanted) {
                check(fields, others, path)
            } else {
                note(path, "the record was called '\(writer[written].name)'")
            }
        case (.enumeration(let symbols, _), .enumeration(let others, let fallback)):
            guard namesAgree(written, wanted) else {
                return note(path, "the enum was called '\(writer[written].name)'")
            }
            let missing = fallback == nil ? symbols.filter { !others.contains($0) } : []
            if !missing.isEmpty {
                note(path, "lacks the symbols \(missing.joined(separator: ", ")), and has no default")
            }
        case (.fixed(let size), .fixed(let other)):
            if size != other || !namesAgree(written, wanted) { note(path, "the fixed type differs in name or size") }
        default:
            if !isPromotable(written, wanted) {
                note(path, "\(writer[written].words) cannot be read as \(reader[wanted].words)")
            }
        }
    }

    private mutating func check(_ fields: [AvroSchema.Field], _ wanted: [AvroSchema.Field], _ path: String) {
        for field in wanted {
            let place = "\(path)/fields/\(field.name)"
            let source =
                fields.first { $0.name == field.name } ?? fields.first { field.aliases.contains($0.name) }
            if let source {
                check(source.type, field.type, place)
            } else if field.defaultValue == nil {
                note(place, "is needed, has no default, and is not written")
            }
        }
    }

    private mutating func note(_ path: String, _ message: String) { obstacles.append((path, message)) }

    /// Whether all that was written as one type can be read as another.
    private func canRead(_ written: Int, _ wanted: Int) -> Bool {
        var attempt = AvroReading(reader: reader, writer: writer)
        attempt.seen = seen
        attempt.check(written, wanted, "")
        return attempt.obstacles.isEmpty
    }

    private func namesAgree(_ written: Int, _ wanted: Int) -> Bool {
        func last(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }
        let name = writer[written].name
        return last(name) == last(reader[wanted].name)
            || reader[wanted].aliases.contains { $0 == name || last($0) == last(name) }
    }

    private func isPromotable(_ written: Int, _ wanted: Int) -> Bool {
        switch (writer[written].kind, reader[wanted].kind) {
        case (.null, .null), (.boolean, .boolean), (.int, .int), (.long, .long), (.float, .float), (.double, .double),
            (.bytes, .bytes), (.string, .string), (.int, .long), (.int, .float), (.int, .double), (.long, .float),
            (.long, .double), (.float, .double), (.string, .bytes), (.bytes, .string):
            true
        default: false
        }
    }
}

extension AvroSchema.Node {
    fileprivate var words: String {
        switch kind {
        case .null: "null"
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .array: "array"
        case .map: "map"
        case .union: "a union"
        case .record: "the record '\(name)'"
        case .enumeration: "the enum '\(name)'"
        case .fixed: "the fixed '\(name)'"
        }
    }
}
