import Values

/// Postal addresses between text and parts. Parts are named as in FHIR R4 `Address`.
enum PostalAddress {
    private static let unitedKingdom: Set<String> = [
        "united kingdom", "uk", "u.k.", "great britain", "gb", "england", "scotland", "wales", "northern ireland",
    ]

    /// Takes text apart at commas and line breaks: the postcode of the United Kingdom and its name, wherever they stand;
    /// of the rest the last part is the city, those before it are lines. Nil when nothing is left.
    static func parts(of texts: [String]) -> Object? {
        var pieces = texts.flatMap { $0.split { $0 == "," || $0.isNewline } }.map { String($0).trimmed }
            .filter { !$0.isEmpty }
        let country = takeCountry(&pieces)
        let postcode = takePostcode(&pieces)
        let city = pieces.count > 1 ? pieces.removeLast() : nil
        var address = Object()
        if !pieces.isEmpty { address["line"] = .array(pieces.map(Value.string)) }
        if let city { address["city"] = .string(city) }
        if let postcode { address["postalCode"] = .string(postcode) }
        if let country { address["country"] = .string(country) }
        return address.isEmpty ? nil : address
    }

    private static func takeCountry(_ pieces: inout [String]) -> String? {
        guard pieces.count > 1, let last = pieces.last, unitedKingdom.contains(last.lowercased()) else { return nil }
        pieces.removeLast()
        return "GB"
    }

    /// The last piece that is a postcode or ends with one, as in `London SW1A 1AA`.
    private static func takePostcode(_ pieces: inout [String]) -> String? {
        for index in pieces.indices.reversed() {
            let words = pieces[index].split(separator: " ")
            for count in [2, 1] where words.count >= count {
                guard let postcode = Postcode.normal(words.suffix(count).joined(separator: " ")) else { continue }
                let rest = words.dropLast(count).joined(separator: " ")
                if rest.isEmpty { pieces.remove(at: index) } else { pieces[index] = rest }
                return postcode
            }
        }
        return nil
    }

    /// One text of the parts: lines, district, city, state, postal code, country.
    static func text(of address: Object, separator: String) -> String {
        var pieces = (address["line"]?.array ?? address["line"].map { [$0] } ?? []).compactMap(\.string)
        pieces += ["district", "city", "state", "postalCode", "country"].compactMap { address[$0]?.string }
        return pieces.filter { !$0.isEmpty }.joined(separator: separator)
    }
}
