import Values

/// Writes values as JSON text.
struct JSONWriter: ~Copyable {
    let pretty: Bool
    let depthMost: Int
    var output = ByteOutput(capacity: 512)

    init(pretty: Bool, depthMost: Int) {
        self.pretty = pretty
        self.depthMost = depthMost
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
        case .decimal(let number): output.append(number.description.utf8.span)
        case .string(let text): write(text)
        case .bytes(let bytes):
            output.append(.quote)
            output.append(Base64.encode(bytes).span)
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
        let span = elements.span
        for index in span.indices {
            separate(&first, depth)
            try write(span[index], depth: depth)
        }
        close(UInt8(ascii: "]"), empty: first, depth)
    }

    private mutating func write(_ object: Object, depth: Int) throws {
        output.append(UInt8(ascii: "{"))
        var first = true
        let span = object.members.span
        for index in span.indices {
            separate(&first, depth)
            write(span[index].key)
            output.append(UInt8(ascii: ":"))
            if pretty { output.append(.space) }
            try write(span[index].value, depth: depth)
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
        if write(plain: number) { return }
        guard let text = PlainNumber.text(number) else {
            throw JunctionError(.notRepresentable, "JSON has no form for a number that is not finite.")
        }
        output.append(text.utf8.span)
    }
}

extension JSONWriter {
    /// Writes a number that has at most 15 digits, of which at most four after the point, as nearly all have; false when it has more.
    /// A decimal of 15 digits is the shortest that reads back as its double.
    private mutating func write(plain number: Double) -> Bool {
        let magnitude = number.magnitude
        guard magnitude < 1e11, magnitude > 0 else { return false }
        var power: UInt64 = 1
        for digits in 0...4 {
            let whole = (magnitude * Double(power)).rounded()
            if whole / Double(power) == magnitude {
                let digitsAsOne = UInt64(whole)
                if number < 0 { output.append(UInt8(ascii: "-")) }
                output.append(decimal: Int64(digitsAsOne / power))
                if digits > 0 { write(fraction: digitsAsOne % power, power: power) }
                return true
            }
            power *= 10
        }
        return false
    }

    private mutating func write(fraction: UInt64, power: UInt64) {
        output.append(UInt8(ascii: "."))
        var place = power / 10
        while place > 0 {
            output.append(UInt8(truncatingIfNeeded: fraction / place % 10) &+ .zero)
            place /= 10
        }
    }

    /// A string in quotes.
    mutating func write(_ text: String) { output.append(quoting: text.utf8.span) }
}
