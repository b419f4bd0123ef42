/// What a client would rather have: the value of an `Accept` field (RFC 9110 section 12.5.1).
struct Accept {
    private struct Range {
        var type: String
        var quality: Double
    }

    private let ranges: [Range]

    /// Ranges beyond these are not looked at.
    private static let rangesMost = 32

    init(_ field: String) {
        ranges = field.split(separator: ",").prefix(Self.rangesMost).map { part in
            var pieces = part.split(separator: ";").map { Self.trimmed($0).lowercased() }[...]
            let type = pieces.popFirst() ?? ""
            let weight = pieces.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return Range(type: type, quality: (0...1).contains(weight) ? weight : 1)
        }
    }

    /// The one of some media types that is liked best, of equals the one that is named more exactly, then the one offered first.
    /// A client that wants none of them gets the first: the field is a wish.
    func best(of offered: [String]) -> String? {
        var best: (type: String, quality: Double, exactness: Int)?
        for type in offered {
            guard let (quality, exactness) = rating(of: type), quality > 0 else { continue }
            if let best, (best.quality, best.exactness) >= (quality, exactness) { continue }
            best = (type, quality, exactness)
        }
        return best?.type ?? offered.first
    }

    /// That of the range that names it most exactly.
    private func rating(of type: String) -> (quality: Double, exactness: Int)? {
        let family = String(type.prefix { $0 != "/" }) + "/*"
        for (exactness, name) in [(2, type), (1, family), (0, "*/*")] {
            if let range = ranges.first(where: { $0.type == name }) { return (range.quality, exactness) }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
