import Values

extension AvroDecoder {
    /// A value written as one type, wanted as another (specification, Schema Resolution).
    mutating func resolve(
        _ writer: Int, _ target: AvroSchema, _ reader: Int, _ bytes: Span<UInt8>
    ) throws(AvroFault) -> Value {
        try enter()
        defer { leave() }
        if case .union(let branches) = schema[writer].kind {
            return try resolve(branches[try index(below: branches.count, bytes)], target, reader, bytes)
        }
        if case .union(let branches) = target[reader].kind {
            guard let branch = self.branch(for: writer, target, branches) else { throw mismatch() }
            return try resolve(writer, target, branch, bytes)
        }
        switch (schema[writer].kind, target[reader].kind) {
        case (.array(let item), .array(let wanted)): return try resolveArray(item, target, wanted, bytes)
        case (.map(let item), .map(let wanted)): return try resolveMap(item, target, wanted, bytes)
        case (.record(let fields), .record(let wanted)):
            guard namesMatch(writer, target, reader) else { throw mismatch() }
            return try resolveRecord(fields, target, wanted, bytes)
        case (.enumeration(let symbols, _), .enumeration(let wanted, let defaultSymbol)):
            guard namesMatch(writer, target, reader) else { throw mismatch() }
            let symbol = symbols[try index(below: symbols.count, bytes)]
            if wanted.contains(symbol) { return .string(symbol) }
            guard let defaultSymbol else {
                throw fault("The reader's enum lacks the symbol written, and has no default.")
            }
            return .string(defaultSymbol)
        default:
            guard matches(writer, target, reader) else { throw mismatch() }
            return Self.promoted(try read(writer, bytes), schema[writer], target[reader])
        }
    }

    private func mismatch() -> AvroFault { fault("The data's type cannot be read as the schema wanted.") }

    private mutating func resolveArray(
        _ item: Int, _ target: AvroSchema, _ wanted: Int, _ bytes: Span<UInt8>
    ) throws(AvroFault) -> Value {
        guard isCompatible(item, target, wanted) else { throw mismatch() }
        var elements: [Value] = []
        while let count = try blockCount(bytes) {
            for _ in 0..<count {
                let start = position
                elements.append(try resolve(item, target, wanted, bytes))
                try boundEmpty(start)
            }
        }
        return .array(elements)
    }

    private mutating func resolveMap(
        _ item: Int, _ target: AvroSchema, _ wanted: Int, _ bytes: Span<UInt8>
    ) throws(AvroFault) -> Value {
        guard isCompatible(item, target, wanted) else { throw mismatch() }
        var object = Object()
        while let count = try blockCount(bytes) {
            for _ in 0..<count {
                let key = try string(bytes)
                object[key] = try resolve(item, target, wanted, bytes)
            }
        }
        return .object(object)
    }

    /// Fields in the reader's order: those written under the name or an alias, else the default.
    private mutating func resolveRecord(
        _ fields: [AvroSchema.Field], _ target: AvroSchema, _ wanted: [AvroSchema.Field], _ bytes: Span<UInt8>
    ) throws(AvroFault) -> Value {
        var found: [Value?] = Array(repeating: nil, count: wanted.count)
        for field in fields {
            let place =
                wanted.firstIndex { $0.name == field.name } ?? wanted.firstIndex { $0.aliases.contains(field.name) }
            if let place {
                found[place] = try resolve(field.type, target, wanted[place].type, bytes)
            } else {
                _ = try read(field.type, bytes)
            }
        }
        var members: [Object.Member] = []
        for (field, value) in zip(wanted, found) {
            guard let value = value ?? field.defaultValue.flatMap({ Self.value(ofDefault: $0, target, field.type) })
            else {
                throw fault("The reader's field has no default, and the data lacks it.")
            }
            members.append(Object.Member(key: field.name, value: value))
        }
        return .object(Object(distinct: members))
    }

    /// The reader's branch for a type written: the first of the same type, else the first it can be promoted to.
    private func branch(for writer: Int, _ target: AvroSchema, _ branches: [Int]) -> Int? {
        branches.first { isSame(writer, target, $0) } ?? branches.first { matches(writer, target, $0) }
    }

    /// Whether some value of a type written could be read as another: items are checked even where there are none.
    private func isCompatible(_ writer: Int, _ target: AvroSchema, _ reader: Int) -> Bool {
        if case .union(let branches) = schema[writer].kind {
            return branches.contains { isCompatible($0, target, reader) }
        }
        if case .union(let branches) = target[reader].kind {
            return branches.contains { isCompatible(writer, target, $0) }
        }
        switch (schema[writer].kind, target[reader].kind) {
        case (.array(let item), .array(let wanted)), (.map(let item), .map(let wanted)):
            return isCompatible(item, target, wanted)
        default: return matches(writer, target, reader)
        }
    }

    private func isSame(_ writer: Int, _ target: AvroSchema, _ reader: Int) -> Bool {
        switch (schema[writer].kind, target[reader].kind) {
        case (.null, .null), (.boolean, .boolean), (.int, .int), (.long, .long), (.float, .float), (.double, .double),
            (.bytes, .bytes), (.string, .string), (.array, .array), (.map, .map):
            true
        case (.record, .record), (.enumeration, .enumeration), (.fixed, .fixed):
            schema[writer].name == target[reader].name
        default: false
        }
    }

    private func matches(_ writer: Int, _ target: AvroSchema, _ reader: Int) -> Bool {
        switch (schema[writer].kind, target[reader].kind) {
        case (.int, .long), (.int, .float), (.int, .double), (.long, .float), (.long, .double), (.float, .double),
            (.string, .bytes), (.bytes, .string):
            true
        case (.fixed(let size), .fixed(let wanted)): size == wanted && namesMatch(writer, target, reader)
        case (.record, .record), (.enumeration, .enumeration): namesMatch(writer, target, reader)
        default: isSame(writer, target, reader)
        }
    }

    /// Whether unqualified names agree, or the reader has the writer's name as an alias.
    private func namesMatch(_ writer: Int, _ target: AvroSchema, _ reader: Int) -> Bool {
        func last(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }
        let name = schema[writer].name
        return last(name) == last(target[reader].name)
            || target[reader].aliases.contains { $0 == name || last($0) == last(name) }
    }

    private static func promoted(_ value: Value, _ writer: AvroSchema.Node, _ reader: AvroSchema.Node) -> Value {
        switch (value, reader.kind) {
        case (.integer(let number), .float): .double(Double(Float(number)))
        case (.integer(let number), .double): .double(Double(number))
        case (.string(let text), .bytes): .bytes(Array(text.utf8))
        case (.bytes(let bytes), .string): String(strict: bytes.span).map(Value.string) ?? value
        default: value
        }
    }

    /// A default, which the schema gives as JSON: of bytes and fixed each character is a byte, of a union it is the first branch.
    static func value(ofDefault json: Value, _ schema: AvroSchema, _ type: Int, depth: Int = 0) -> Value? {
        // A record's default may hold the record itself.
        guard depth < 64 else { return nil }
        let depth = depth + 1
        switch (schema[type].kind, json) {
        case (.union(let branches), _):
            return branches.lazy.compactMap { value(ofDefault: json, schema, $0, depth: depth) }.first
        case (.null, .null), (.boolean, .bool), (.string, .string), (.int, .integer), (.long, .integer),
            (.enumeration, .string):
            return json
        case (.float, .integer(let number)), (.double, .integer(let number)): return .double(Double(number))
        case (.float, .double), (.double, .double): return json
        case (.float, .decimal(let number)), (.double, .decimal(let number)): return .double(number.double)
        case (.bytes, .string(let text)), (.fixed, .string(let text)):
            let scalars = text.unicodeScalars.map(\.value)
            return scalars.allSatisfy { $0 < 256 } ? .bytes(scalars.map { UInt8($0) }) : nil
        case (.array(let item), .array(let elements)):
            let values = elements.compactMap { value(ofDefault: $0, schema, item, depth: depth) }
            return values.count == elements.count ? .array(values) : nil
        case (.map(let item), .object(let object)):
            let members = object.members.compactMap { member in
                value(ofDefault: member.value, schema, item, depth: depth).map {
                    Object.Member(key: member.key, value: $0)
                }
            }
            return members.count == object.count ? .object(Object(members)) : nil
        case (.record(let fields), .object(let object)):
            let members = fields.compactMap { field in
                (object[field.name] ?? field.defaultValue).flatMap {
                    value(ofDefault: $0, schema, field.type, depth: depth)
                }
                .map { Object.Member(key: field.name, value: $0) }
            }
            return members.count == fields.count ? .object(Object(members)) : nil
        default: return nil
        }
    }
}
