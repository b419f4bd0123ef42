import Values

/// What values mean beyond their type (specification 1.11, Logical Types), as text that says the same.
enum AvroLogical: Sendable, Hashable {
    case decimal(scale: Int)
    case date
    case timeMilliseconds
    case timeMicroseconds
    case timestampMilliseconds
    case timestampMicroseconds
    case localTimestampMilliseconds
    case localTimestampMicroseconds
    case duration
    /// Of a fixed; of a string it says nothing that the text does not.
    case uuid

    private static let microsecondsADay: Int64 = 86_400_000_000

    /// The logical type that a schema's attributes name; nil when they name none that the type can have, which is then ignored.
    init?(_ attributes: Object, _ kind: AvroSchema.Kind) {
        switch (attributes["logicalType"]?.string, kind) {
        case ("decimal", .bytes): self.init(decimal: attributes, precisionMost: .max)
        // The digits that every number of so many bytes has: 0.301 for each bit but the sign.
        case ("decimal", .fixed(let size)):
            self.init(decimal: attributes, precisionMost: Int64(Double(max(0, size * 8 - 1)) * 0.301_029_995_663_981))
        case ("date", .int): self = .date
        case ("time-millis", .int): self = .timeMilliseconds
        case ("time-micros", .long): self = .timeMicroseconds
        case ("timestamp-millis", .long): self = .timestampMilliseconds
        case ("timestamp-micros", .long): self = .timestampMicroseconds
        case ("local-timestamp-millis", .long): self = .localTimestampMilliseconds
        case ("local-timestamp-micros", .long): self = .localTimestampMicroseconds
        case ("duration", .fixed(12)): self = .duration
        case ("uuid", .fixed(16)): self = .uuid
        default: return nil
        }
    }

    private init?(decimal attributes: Object, precisionMost: Int64) {
        let scale = attributes["scale"]?.integer ?? 0
        guard let precision = attributes["precision"]?.integer, (1...precisionMost).contains(precision),
            (0...min(precision, 1000)).contains(scale)
        else { return nil }
        self = .decimal(scale: Int(scale))
    }

    // MARK: - Numbers

    /// A number's meaning; the number itself when it is out of range.
    func value(of number: Int64) -> Value {
        text(of: number).map(Value.string) ?? .integer(number)
    }

    private func text(of number: Int64) -> String? {
        switch self {
        case .date:
            guard (-719_528...2_932_896).contains(number) else { return nil }
            return String(Instant(seconds: number * 86400).rfc3339(fractionDigits: 0).prefix(10))
        case .timeMilliseconds: return Self.moment(number, by: 1000, digits: 3, days: 0..<1).map(Self.time)
        case .timeMicroseconds: return Self.moment(number, by: 1, digits: 6, days: 0..<1).map(Self.time)
        case .timestampMilliseconds: return Self.moment(number, by: 1000, digits: 3)
        case .timestampMicroseconds: return Self.moment(number, by: 1, digits: 6)
        case .localTimestampMilliseconds:
            return Self.moment(number, by: 1000, digits: 3).map { String($0.dropLast()) }
        case .localTimestampMicroseconds: return Self.moment(number, by: 1, digits: 6).map { String($0.dropLast()) }
        case .decimal, .duration, .uuid: return nil
        }
    }

    private static func moment(
        _ number: Int64, by unit: Int64, digits: Int, days: Range<Int64> = -719_528..<2_932_897
    ) -> String? {
        let (microseconds, overflows) = number.multipliedReportingOverflow(by: unit)
        let range = days.lowerBound * microsecondsADay..<days.upperBound * microsecondsADay
        guard !overflows, range.contains(microseconds) else { return nil }
        return Instant(microseconds: microseconds).rfc3339(fractionDigits: digits)
    }

    private static func time(_ moment: String) -> String { String(moment.dropFirst(11).dropLast()) }

    /// The number that a text means; nil when it means none.
    func number(of text: String) -> Int64? {
        switch self {
        case .date: Instant(rfc3339: text + "T00:00:00Z").map { $0.microseconds / Self.microsecondsADay }
        case .timeMilliseconds: Instant(rfc3339: "1970-01-01T\(text)Z").map { $0.microseconds / 1000 }
        case .timeMicroseconds: Instant(rfc3339: "1970-01-01T\(text)Z")?.microseconds
        case .timestampMilliseconds:
            Instant(rfc3339: text).map { $0.microseconds.flooredQuotient(by: 1000).quotient }
        case .timestampMicroseconds: Instant(rfc3339: text)?.microseconds
        case .localTimestampMilliseconds:
            Instant(rfc3339: text + "Z").map { $0.microseconds.flooredQuotient(by: 1000).quotient }
        case .localTimestampMicroseconds: Instant(rfc3339: text + "Z")?.microseconds
        case .decimal, .duration, .uuid: nil
        }
    }

    // MARK: - Bytes

    /// What bytes mean; the bytes themselves when nothing.
    func value(of bytes: [UInt8]) -> Value {
        switch self {
        case .decimal(let scale):
            AvroDecimal.text(bytes, scale: scale).map { .decimal(ExactDecimal(checked: $0)) } ?? .bytes(bytes)
        case .duration: .string(Self.duration(bytes))
        case .uuid: .string(Self.uuid(bytes))
        default: .bytes(bytes)
        }
    }

    /// The bytes of a duration's or UUID's text; nil when it is none.
    func bytes(of text: String) -> [UInt8]? {
        switch self {
        case .duration: Self.duration(text)
        case .uuid: Self.uuid(text)
        default: nil
        }
    }

    /// Months, days and milliseconds, each of four bytes, little end first.
    private static func duration(_ bytes: [UInt8]) -> String {
        let parts = (0..<3).map { part in
            (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[part * 4 + $1]) }
        }
        let fraction = String(parts[2] % 1000 + 1000).dropFirst()
        return "P\(parts[0])M\(parts[1])DT\(parts[2] / 1000).\(fraction)S"
    }

    private static func duration(_ text: String) -> [UInt8]? {
        guard let match = text.wholeMatch(of: /P([0-9]{1,10})M([0-9]{1,10})DT([0-9]{1,7})(?:\.([0-9]{3}))?S/),
            let months = UInt32(match.1), let days = UInt32(match.2), let seconds = UInt64(match.3),
            let milliseconds = UInt32(exactly: seconds * 1000 + (match.4.flatMap { UInt64($0) } ?? 0))
        else { return nil }
        return [months, days, milliseconds].flatMap { number in (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) } }
    }

    private static func uuid(_ bytes: [UInt8]) -> String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += String(UInt16(byte) + 0x100, radix: 16).dropFirst()
        }
        return text
    }

    private static func uuid(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }.map(\.hexadecimal)
        guard text.utf8.count == 36, digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 32, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
