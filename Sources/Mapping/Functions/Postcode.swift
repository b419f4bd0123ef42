/// United Kingdom postcodes by their shape (BS 7666): an area of one or two letters, a district, a space, a digit and two
/// letters.
package enum Postcode {
    /// `sw1a1aa` becomes `SW1A 1AA`; nil for what has not the shape of one.
    package static func normal(_ text: String) -> String? {
        let compact = Array(text.uppercased().utf8.filter { $0 != 0x20 })
        guard (5...7).contains(compact.count) else { return nil }
        let inward = compact.suffix(3)
        let outward = compact.dropLast(3)
        guard isDigit(inward[inward.startIndex]), inward.dropFirst().allSatisfy(isLetter) else { return nil }
        if compact == Array("GIR0AA".utf8) { return "GIR 0AA" }
        let area = outward.prefix(while: isLetter)
        let district = outward.dropFirst(area.count)
        guard (1...2).contains(area.count), let first = district.first, isDigit(first), district.count <= 2,
            district.dropFirst().allSatisfy({ isDigit($0) || isLetter($0) })
        else { return nil }
        return String(decoding: outward, as: UTF8.self) + " " + String(decoding: inward, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}
