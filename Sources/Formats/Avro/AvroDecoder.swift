import Values

/// Reads values out of Avro's binary encoding, directly or resolved to a reader's schema. The bytes are handed to each call.
struct AvroDecoder {
    let schema: AvroSchema
    /// The schema the values are wanted in; nil to read them as written.
    let target: AvroSchema?
    var position = 0
    private var depth = 0
    /// Items of types that take no bytes (null, empty records) are bounded by this alone.
    private var emptyItems = 0

    private static let depthMost = 256
    private static let emptyItemsMost = 1_000_000

    init(schema: AvroSchema, target: AvroSchema?) {
        self.schema = schema
        self.target = target
    }

    /// The next value of the root type.
    mutating func value(_ bytes: Span<UInt8>) throws(AvroFault) -> Value {
        guard let target else { return try read(schema.root, bytes) }
        return try resolve(schema.root, target, target.root, bytes)
    }

    mutating func read(_ type: Int, _ bytes: Span<UInt8>) throws(AvroFault) -> Value {
        let node = schema[type]
        try enter()
        defer { depth -= 1 }
        switch node.kind {
        case .null: return .null
        case .boolean: return .bool(try boolean(bytes))
        case .int, .long:
            let number = try long(bytes, isInt: node.isInt)
            return node.logical?.value(of: number) ?? .integer(number)
        case .float: return .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try fixed(4, bytes)))))
        case .double: return .double(Double(bitPattern: try fixed(8, bytes)))
        case .bytes:
            let raw = [UInt8](bytes.extracting(try block(bytes)))
            return node.logical?.value(of: raw) ?? .bytes(raw)
        case .string: return .string(try string(bytes))
        case .fixed(let size):
            let raw = [UInt8](bytes.extracting(try take(size, bytes)))
            return node.logical?.value(of: raw) ?? .bytes(raw)
        case .enumeration(let symbols, _): return .string(symbols[try index(below: symbols.count, bytes)])
        case .union(let branches): return try read(branches[try index(below: branches.count, bytes)], bytes)
        case .array(let item):
            var elements: [Value] = []
            while let count = try blockCount(bytes) {
                for _ in 0..<count {
                    let start = position
                    elements.append(try read(item, bytes))
                    try boundEmpty(start)
                }
            }
            return .array(elements)
        case .map(let item):
            var object = Object()
            while let count = try blockCount(bytes) {
                for _ in 0..<count {
                    let key = try string(bytes)
                    object[key] = try read(item, bytes)
                }
            }
            return .object(object)
        case .record(let fields):
            var members: [Object.Member] = []
            members.reserveCapacity(fields.count)
            for field in fields { members.append(Object.Member(key: field.name, value: try read(field.type, bytes))) }
            return .object(Object(distinct: members))
        }
    }

    // MARK: - Primitives

    private mutating func boolean(_ bytes: Span<UInt8>) throws(AvroFault) -> Bool {
        let byte = bytes[try take(1, bytes).lowerBound]
        guard byte <= 1 else { throw fault("A boolean is 0 or 1.") }
        return byte == 1
    }

    /// A zig-zag number of at most ten bytes.
    mutating func long(_ bytes: Span<UInt8>, isInt: Bool = false) throws(AvroFault) -> Int64 {
        var raw: UInt64 = 0
        for shift: UInt64 in stride(from: 0, through: 63, by: 7) {
            guard position < bytes.count else { throw fault("The data ends within a number.") }
            let byte = bytes[position]
            position += 1
            raw |= UInt64(byte & 0x7F) << shift
            guard byte < 0x80 else { continue }
            guard shift < 63 || byte <= 1 else { break }
            let number = Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
            guard !isInt || Int32(exactly: number) != nil else { throw fault("The number does not fit the type int.") }
            return number
        }
        throw fault("The number has too many bytes.")
    }

    private mutating func fixed(_ size: Int, _ bytes: Span<UInt8>) throws(AvroFault) -> UInt64 {
        let range = try take(size, bytes)
        var number: UInt64 = 0
        for index in range.reversed() { number = number << 8 | UInt64(bytes[index]) }
        return number
    }

    /// The range of bytes that a length and as many bytes are.
    private mutating func block(_ bytes: Span<UInt8>) throws(AvroFault) -> Range<Int> {
        let length = try long(bytes)
        guard length >= 0, length <= Int64(bytes.count) else { throw fault("The length goes beyond the data.") }
        return try take(Int(length), bytes)
    }

    mutating func string(_ bytes: Span<UInt8>) throws(AvroFault) -> String {
        let range = try block(bytes)
        guard let text = String(strict: bytes.extracting(range)) else { throw fault("The string is not UTF-8.") }
        return text
    }

    private mutating func take(_ size: Int, _ bytes: Span<UInt8>) throws(AvroFault) -> Range<Int> {
        guard bytes.count - position >= size else { throw fault("The data ends within a value.") }
        defer { position += size }
        return position..<position + size
    }

    mutating func index(below count: Int, _ bytes: Span<UInt8>) throws(AvroFault) -> Int {
        let index = try long(bytes)
        guard index >= 0, index < Int64(count) else {
            throw fault("The data names a branch or symbol that the schema has not.")
        }
        return Int(index)
    }

    /// How many items the next block of an array or map has; nil after the last.
    mutating func blockCount(_ bytes: Span<UInt8>) throws(AvroFault) -> Int? {
        var count = try long(bytes)
        if count == 0 { return nil }
        if count < 0 {
            guard count > .min else { throw fault("The block's count is out of range.") }
            count = -count
            _ = try long(bytes)
        }
        guard count <= Int64(max(bytes.count, Self.emptyItemsMost)) else {
            throw fault("The block has more items than the data can hold.")
        }
        return Int(count)
    }

    mutating func boundEmpty(_ start: Int) throws(AvroFault) {
        guard position == start else { return }
        emptyItems += 1
        guard emptyItems <= Self.emptyItemsMost else {
            throw AvroFault(
                position: position, code: .formatLimit,
                message: "There are more empty items than \(Self.emptyItemsMost).")
        }
    }

    mutating func enter() throws(AvroFault) {
        depth += 1
        guard depth <= Self.depthMost else {
            throw AvroFault(
                position: position, code: .formatLimit, message: "The data is nested deeper than \(Self.depthMost).")
        }
    }

    mutating func leave() { depth -= 1 }

    func fault(_ message: String) -> AvroFault { AvroFault(position: position, message: message) }
}

/// What `AvroDecoder` found wrong and at which byte of the block.
struct AvroFault: Error {
    var position: Int
    var code: ErrorCode = .malformed
    var message: String
}

extension AvroSchema.Node {
    var isInt: Bool { if case .int = kind { true } else { false } }
}
