/// The characters that divide a message, as its MSH-1 and MSH-2 say (HL7 v2.9 chapter 2, section 2.5.4).
package struct HL7Separators: Sendable, Hashable {
    package var field: UInt8
    package var component: UInt8
    /// Nil, as the three below, when MSH-2 is too short to name one: it then does not occur in the message.
    package var repetition: UInt8?
    package var escape: UInt8?
    package var subcomponent: UInt8?
    /// Marks a value cut short; since version 2.7.
    package var truncation: UInt8?

    /// `|^~\&`
    package static let usual = HL7Separators(
        field: UInt8(ascii: "|"), component: UInt8(ascii: "^"), repetition: UInt8(ascii: "~"), escape: .backslash,
        subcomponent: UInt8(ascii: "&"))

    package init(
        field: UInt8, component: UInt8, repetition: UInt8?, escape: UInt8?, subcomponent: UInt8?,
        truncation: UInt8? = nil
    ) {
        self.field = field
        self.component = component
        self.repetition = repetition
        self.escape = escape
        self.subcomponent = subcomponent
        self.truncation = truncation
    }

    /// Nil unless MSH-2 is one to five characters, all different from each other and from MSH-1, and each a printing
    /// ASCII character other than a letter, digit or space.
    package init?(field: UInt8, encodingCharacters: Span<UInt8>) {
        let count = encodingCharacters.count
        guard (1...5).contains(count) else { return nil }
        var all = [field]
        for index in encodingCharacters.indices { all.append(encodingCharacters[index]) }
        guard Set(all).count == all.count, all.allSatisfy(Self.mayDivide) else { return nil }
        self.init(
            field: field, component: all[1], repetition: count > 1 ? all[2] : nil, escape: count > 2 ? all[3] : nil,
            subcomponent: count > 3 ? all[4] : nil, truncation: count > 4 ? all[5] : nil)
    }

    /// MSH-2.
    package var encodingCharacters: [UInt8] {
        [component] + [repetition, escape, subcomponent, truncation].prefix { $0 != nil }.compactMap { $0 }
    }

    private static func mayDivide(_ byte: UInt8) -> Bool {
        byte > .space && byte < 0x7F && !byte.isDigit && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
