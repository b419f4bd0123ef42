package import Values

/// `application/x-www-form-urlencoded`, as browsers send forms (WHATWG URL, section 5): an object of strings.
///
/// A name that repeats becomes an array of its values. Writing takes an object; an array is the name repeated, null and
/// absent are left out, numbers are written plainly.
package struct FormFormat: Format {
    package static let name = "form"
    package static let spec = FormatSpec(
        "Form fields, URL-encoded.", aliases: ["form-urlencoded"], mediaTypes: ["application/x-www-form-urlencoded"],
        options: [
            FormatOption("sizeMost", "Largest document accepted, in bytes.", default: .integer(Int64(sizeMostDefault)))
        ])

    package static let sizeMostDefault = 16 << 20
    package static let fieldsMost = 10_000

    package var sizeMost = sizeMostDefault

    package init() {}

    package init(_ options: FormatOptions) throws {
        var options = options
        sizeMost = try options.number("sizeMost", default: Self.sizeMostDefault)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= sizeMost else {
            throw JunctionError(.formatLimit, "The form has \(bytes.count) bytes, more than sizeMost \(sizeMost).")
        }
        var object = Object()
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            if end > start {
                let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
                let key = try text(bytes, start..<mark)
                Self.add(key, .string(try text(bytes, min(mark + 1, end)..<end)), to: &object)
                guard object.count <= Self.fieldsMost else {
                    throw JunctionError(
                        .formatLimit, "There are more fields than fieldsMost \(Self.fieldsMost).",
                        place: Place(line: 1, column: start + 1))
                }
            }
            start = end + 1
        }
        return .object(object)
    }

    private static func add(_ key: String, _ value: Value, to object: inout Object) {
        guard object[key] != nil else { return object.append(key, value) }
        object.update(key, default: .null) { existing in
            if case .array(var values) = existing {
                existing = .null
                values.append(value)
                existing = .array(values)
            } else {
                existing = .array([existing, value])
            }
        }
    }

    /// Resolves `+` and `%XX`; the result must be UTF-8.
    private func text(_ bytes: [UInt8], _ range: Range<Int>) throws -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "+"): plain.append(.space)
            case UInt8(ascii: "%"):
                guard index + 2 < range.upperBound, let high = bytes[index + 1].hexadecimal,
                    let low = bytes[index + 2].hexadecimal
                else {
                    throw JunctionError(
                        .malformed, "After '%' two hexadecimal digits should stand.",
                        place: Place(line: 1, column: index + 1))
                }
                plain.append(high << 4 | low)
                index += 2
            default: plain.append(bytes[index])
            }
            index += 1
        }
        guard let text = String(strict: plain.span) else {
            throw JunctionError(
                .malformed, "The field is not UTF-8.", place: Place(line: 1, column: range.lowerBound + 1))
        }
        return text
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        guard case .object(let object) = value else { throw unfit("A form is an object.", "$") }
        var output: [UInt8] = []
        for member in object.members {
            for value in member.value.array ?? [member.value] where !value.isNull {
                if !output.isEmpty { output.append(UInt8(ascii: "&")) }
                Self.escape(member.key, &output)
                output.append(UInt8(ascii: "="))
                Self.escape(try text(value, member.key), &output)
            }
        }
        return output
    }

    private func text(_ value: Value, _ key: String) throws -> String {
        switch value {
        case .string(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return String(number)
        case .decimal(let number): return number.description
        case .bytes(let bytes): return String(decoding: Base64.encode(bytes), as: UTF8.self)
        case .double(let number):
            guard let text = PlainNumber.text(number) else {
                throw unfit("A number that is not finite has no form.", key)
            }
            return text
        case .null, .array, .object: throw unfit("A field holds one value, not \(value.kindName).", key)
        }
    }

    private static func escape(_ text: String, _ output: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case .space: output.append(UInt8(ascii: "+"))
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F: output.append(byte)
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
    }

    private func unfit(_ message: String, _ path: String) -> JunctionError {
        JunctionError(.notRepresentable, message, place: Place(path: path))
    }
}
