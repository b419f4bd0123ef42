/// What a message's MSH says, read straight from the bytes without decoding the rest.
///
/// Nothing is checked beyond what reading takes, so that even a message that cannot be decoded can be answered.
package struct HL7Header: Sendable {
    package let separators: HL7Separators
    /// The fields' bytes by number, as sent; 1 and 2 are the separators.
    private let fields: [[UInt8]]

    package init?(_ message: [UInt8]) { self.init(message.span) }

    /// Nil when the bytes do not begin with MSH and usable separators.
    package init?(_ message: Span<UInt8>) {
        let frame = HL7Frame(message)
        guard Self.isHeader(message, at: frame.start) else { return nil }
        let separator = message[frame.start + 3]
        var fields: [[UInt8]] = [[], [separator]]
        var start = frame.start + 4
        var index = start
        while fields.count < Self.fieldsMost {
            let ends = index >= frame.end || message[index] == .carriageReturn || message[index] == .lineFeed
            if ends || message[index] == separator {
                fields.append([UInt8](message.extracting(start..<index)))
                start = index + 1
            }
            if ends { break }
            index += 1
        }
        guard fields.count > 2 else { return nil }
        let characters = fields[2]
        guard let separators = HL7Separators(field: separator, encodingCharacters: characters.span) else { return nil }
        self.separators = separators
        self.fields = fields
    }

    /// MSH has 25 fields in version 2.9; further ones are not looked at.
    private static let fieldsMost = 32

    /// The bytes of a field as sent, escapes and all; empty when absent.
    package func raw(_ field: Int) -> [UInt8] { field < fields.count ? fields[field] : [] }

    /// The text of a component of a field's first repetition, as sent.
    package func text(_ field: Int, component: Int = 1) -> String {
        let repetition = raw(field).prefix { $0 != separators.repetition }
        let parts = repetition.split(separator: separators.component, omittingEmptySubsequences: false)
        guard component <= parts.count else { return "" }
        return String(decoding: parts[component - 1], as: UTF8.self)
    }

    package var sendingApplication: String { text(3) }
    package var sendingFacility: String { text(4) }
    package var receivingApplication: String { text(5) }
    package var receivingFacility: String { text(6) }
    /// As sent: `20260101093000+0000`.
    package var time: String { text(7) }
    /// Such as `ADT`.
    package var messageType: String { text(9, component: 1) }
    /// Such as `A01`.
    package var triggerEvent: String { text(9, component: 2) }
    /// Such as `ADT_A01`; empty in older versions.
    package var messageStructure: String { text(9, component: 3) }
    package var controlID: String { text(10) }
    /// `P` production, `T` training, `D` debugging.
    package var processingID: String { text(11) }
    package var version: String { text(12) }
    package var charset: String { text(18) }

    static let headerNames: Set<String> = ["MSH", "FHS", "BHS"]

    /// Whether a header segment's name and separator stand at `index`.
    static func isHeader(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        guard index + 4 <= bytes.count, bytes[index + 3] > .space else { return false }
        switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        case (UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "H")),
            (UInt8(ascii: "F"), UInt8(ascii: "H"), UInt8(ascii: "S")),
            (UInt8(ascii: "B"), UInt8(ascii: "H"), UInt8(ascii: "S")):
            return true
        default: return false
        }
    }

    /// Whether BTS or FTS stands at `index`.
    static func isTrailer(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        (bytes[index] == UInt8(ascii: "B") || bytes[index] == UInt8(ascii: "F"))
            && bytes[index + 1] == UInt8(ascii: "T")
            && bytes[index + 2] == UInt8(ascii: "S")
    }

    /// A letter and two letters or digits.
    static func isSegmentName(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        guard index + 3 <= bytes.count else { return false }
        func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
        let (first, second, third) = (bytes[index], bytes[index + 1], bytes[index + 2])
        return isLetter(first) && (isLetter(second) || second.isDigit) && (isLetter(third) || third.isDigit)
    }
}

extension [UInt8] {
    init(_ bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
    }
}
