import Values

/// Reads a JSON text from bytes. The bytes are handed to each call, so that the reader itself is a plain value.
struct JSONReader: ~Copyable {
    let depthMost: Int
    let duplicateKeys: JSONFormat.DuplicateKeys
    var position = 0
    /// Where keys repeat an earlier one of their object.
    private(set) var repeats: [Int] = []
    /// Repeats beyond this many are not listed.
    static let repeatsMost = 100
    /// The last object read at each depth: objects of one place tend to be alike, so that the keys of the next are guessed, and its
    /// members need not grow. Only objects whose keys had no escapes.
    private var alike: [[Object.Member]] = []
    /// Deeper objects, and keys beyond so many, are not guessed.
    private static let alikeMost = 64
    private var elements = JSONPile<Value>()
    private var members = JSONPile<Object.Member>()

    init(depthMost: Int, duplicateKeys: JSONFormat.DuplicateKeys) {
        self.depthMost = depthMost
        self.duplicateKeys = duplicateKeys
    }

    /// The one value that the text is, with nothing but white space around it.
    mutating func document(_ bytes: Span<UInt8>) throws(JSONFault) -> Value {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        skipSpace(bytes)
        let value = try value(bytes, depth: 0)
        skipSpace(bytes)
        guard position == bytes.count else { throw fault("There is text after the end of the document.") }
        return value
    }

    private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) -> Value {
        guard position < bytes.count else { throw fault("The document ends where a value should be.") }
        switch bytes[position] {
        case .quote: return .string(try string(bytes))
        case UInt8(ascii: "{"): return try object(bytes, depth: depth + 1)
        case UInt8(ascii: "["): return try array(bytes, depth: depth + 1)
        case UInt8(ascii: "-"), 0x30...0x39: return try number(bytes)
        case UInt8(ascii: "t"): return try word(bytes, "true", .bool(true))
        case UInt8(ascii: "f"): return try word(bytes, "false", .bool(false))
        case UInt8(ascii: "n"): return try word(bytes, "null", .null)
        default: throw fault("A value should be here: an object, array, string, number, true, false or null.")
        }
    }

    private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) -> Value {
        try enter(depth)
        skipSpace(bytes)
        if take(bytes, UInt8(ascii: "]")) { return .array([]) }
        let start = elements.count
        while true {
            elements.push(try value(bytes, depth: depth))
            skipSpace(bytes)
            if take(bytes, UInt8(ascii: ",")) {
                skipSpace(bytes)
            } else if take(bytes, UInt8(ascii: "]")) {
                return .array(elements.take(from: start))
            } else {
                throw fault("',' or ']' should be here.")
            }
        }
    }

    private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) -> Value {
        try enter(depth)
        skipSpace(bytes)
        if take(bytes, UInt8(ascii: "}")) { return .object(Object()) }
        let before = depth < alike.count ? alike[depth] : []
        var keys = JSONKeys(start: members.count)
        var arePlain = true
        var number = 0
        while true {
            guard position < bytes.count, bytes[position] == .quote else {
                throw fault("A key in double quotes should be here.")
            }
            let keyPosition = position
            let isExpected =
                number < before.count && JSONScan.isQuoted(before[number].key.utf8.span, in: bytes, at: position + 1)
            let key: String
            if isExpected {
                key = before[number].key
                position += key.utf8.count + 2
            } else {
                key = try string(bytes)
                arePlain = arePlain && position - keyPosition == key.utf8.count + 2
            }
            number += 1
            skipSpace(bytes)
            guard take(bytes, UInt8(ascii: ":")) else { throw fault("':' should be here.") }
            skipSpace(bytes)
            let value = try value(bytes, depth: depth)
            if !keys.add(key, value, isExpected: isExpected, &members) { try note(repeatAt: keyPosition) }
            skipSpace(bytes)
            if take(bytes, UInt8(ascii: ",")) {
                skipSpace(bytes)
            } else if take(bytes, UInt8(ascii: "}")) {
                let object = keys.large ?? Object(distinct: members.take(from: keys.start))
                if arePlain, !keys.areExpected || number != before.count { keep(object.members, depth) }
                return .object(object)
            } else {
                throw fault("',' or '}' should be here.")
            }
        }
    }

    private mutating func keep(_ object: [Object.Member], _ depth: Int) {
        guard depth < Self.alikeMost, object.count <= Self.alikeMost else { return }
        while alike.count <= depth { alike.append([]) }
        alike[depth] = object
    }

    private mutating func note(repeatAt position: Int) throws(JSONFault) {
        guard duplicateKeys == .keepLast else {
            throw JSONFault(position: position, message: "This key occurs twice in one object.")
        }
        if repeats.count < Self.repeatsMost { repeats.append(position) }
    }

    /// Steps over the opening bracket, if it is not one too many.
    private mutating func enter(_ depth: Int) throws(JSONFault) {
        guard depth <= depthMost else {
            throw fault("The document is nested deeper than depthMost \(depthMost).", .formatLimit)
        }
        position += 1
    }

    private mutating func word(_ bytes: Span<UInt8>, _ word: StaticString, _ value: Value) throws(JSONFault) -> Value {
        let length = word.utf8CodeUnitCount
        var matches = position + length <= bytes.count
        var index = 0
        while matches, index < length {
            matches = unsafe bytes[position + index] == word.utf8Start[index]
            index += 1
        }
        guard matches else { throw fault("A value should be here; '\(word)' is misspelt.") }
        position += length
        return value
    }

    @inline(__always)
    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == .space || byte == .lineFeed || byte == .carriageReturn || byte == .tab else {
                return
            }
            position += 1
        }
    }

    @inline(__always)
    private mutating func take(_ bytes: Span<UInt8>, _ wanted: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == wanted else { return false }
        position += 1
        return true
    }

    func fault(_ message: String, _ code: ErrorCode = .malformed) -> JSONFault {
        JSONFault(position: position, code: code, message: message)
    }
}
