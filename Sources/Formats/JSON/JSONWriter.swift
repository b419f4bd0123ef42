import Values

/// Writes values as JSON text.
struct JSONWriter {
    let pretty: Bool
    let depthMost: Int
    var output: [UInt8] = []

    init(pretty: Bool, depthMost: Int) {
        self.pretty = pretty
        self.depthMost = depthMost
        output.reserveCapacity(256)
    }

    mutating func write(_ value: Value) throws {
        try write(value, depth: 0)
        if pretty { output.append(.lineFeed) }
    }

    private mutating func write(_ value: Value, depth: Int) throws {
        switch value {
        case .null: output.append(literal: "null")
        case .bool(let flag): output.append(literal: flag ? "true" : "false")
        case .integer(let number): output.append(decimal: number)
        case .double(let number): try write(number)
        case .decimal(let number): output.append(contentsOf: number.description.utf8)
        case .string(let text): write(text)
        case .bytes(let bytes):
            output.append(.quote)
            output.append(contentsOf: Base64.encode(bytes))
            output.append(.quote)
        case .array(let elements): try write(elements, depth: enter(depth))
        case .object(let object): try write(object, depth: enter(depth))
        }
    }

    private func enter(_ depth: Int) throws -> Int {
        guard depth < depthMost else {
            throw JunctionError(.formatLimit, "The value is nested deeper than depthMost \(depthMost).")
        }
        return depth + 1
    }

    private mutating func write(_ elements: [Value], depth: Int) throws {
        output.append(UInt8(ascii: "["))
        var first = true
        for element in elements {
            separate(&first, depth)
            try write(element, depth: depth)
        }
        close(UInt8(ascii: "]"), empty: first, depth)
    }

    private mutating func write(_ object: Object, depth: Int) throws {
        output.append(UInt8(ascii: "{"))
        var first = true
        for member in object.members {
            separate(&first, depth)
            write(member.key)
            output.append(UInt8(ascii: ":"))
            if pretty { output.append(.space) }
            try write(member.value, depth: depth)
        }
        close(UInt8(ascii: "}"), empty: first, depth)
    }

    @inline(__always)
    private mutating func separate(_ first: inout Bool, _ depth: Int) {
        if !first { output.append(UInt8(ascii: ",")) }
        first = false
        if pretty { breakLine(depth) }
    }

    private mutating func close(_ bracket: UInt8, empty: Bool, _ depth: Int) {
        if pretty, !empty { breakLine(depth - 1) }
        output.append(bracket)
    }

    private mutating func breakLine(_ depth: Int) {
        output.append(.lineFeed)
        output.append(contentsOf: repeatElement(.space, count: depth * 2))
    }

    private mutating func write(_ number: Double) throws {
        guard let text = PlainNumber.text(number) else {
            throw JunctionError(.notRepresentable, "JSON has no form for a number that is not finite.")
        }
        output.append(contentsOf: text.utf8)
    }
}

extension JSONWriter {
    /// A string in quotes: only what must be escaped is (RFC 8259 section 7).
    mutating func write(_ text: String) {
        output.append(.quote)
        let bytes = text.utf8.span
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte < 0x20 || byte == .quote || byte == .backslash else { continue }
            output.append(bytes.extracting(start..<index))
            escape(byte)
            start = index + 1
        }
        output.append(bytes.extracting(start..<bytes.count))
        output.append(.quote)
    }

    private mutating func escape(_ byte: UInt8) {
        output.append(.backslash)
        switch byte {
        case .quote, .backslash: output.append(byte)
        case .lineFeed: output.append(UInt8(ascii: "n"))
        case .carriageReturn: output.append(UInt8(ascii: "r"))
        case .tab: output.append(UInt8(ascii: "t"))
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        default:
            output.append(literal: "u00")
            output.append(byte >> 4 + .zero)
            let low = byte & 0xF
            output.append(low < 10 ? low + .zero : low - 10 + UInt8(ascii: "a"))
        }
    }
}
