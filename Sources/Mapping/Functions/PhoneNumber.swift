/// Telephone numbers in the international form of ITU-T E.164: a plus, then at most fifteen digits.
package enum PhoneNumber {
    /// `020 7946 0000` in country 44 becomes `+442079460000`; nil for what cannot be a number.
    package static func international(_ text: String, country: String) -> String? {
        let kept = text.unicodeScalars.filter { !" -().\u{A0}/".unicodeScalars.contains($0) }
        var digits = String(String.UnicodeScalarView(kept))
        if digits.hasPrefix("+") {
            digits.removeFirst()
        } else if digits.hasPrefix("00") {
            digits.removeFirst(2)
        } else if digits.hasPrefix("0") {
            digits = country + digits.dropFirst()
        } else {
            digits = country + digits
        }
        // `+44 (0)20…` carries the national zero too.
        if digits.hasPrefix(country + "0") { digits = country + digits.dropFirst(country.count + 1) }
        guard (7...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        return "+" + digits
    }
}
