import Values

/// How a whole number is written, by the picture strings of XPath and XQuery Functions 3.1, section 4.6.
struct IntegerPicture: Sendable {
    enum Primary: Sendable { case decimal, letters, roman, words, sequence }
    enum LetterCase: Sendable { case lower, upper, title }

    struct Separator: Sendable {
        /// Digits to its right.
        var position: Int
        var character: Character
    }

    private(set) var primary = Primary.decimal
    private(set) var letterCase = LetterCase.lower
    private(set) var isOrdinal = false
    private(set) var zero: UInt32 = 0x30
    var mandatoryDigits = 0
    private(set) var optionalDigits = 0
    private(set) var separators: [Separator] = []
    /// Digits between separators that stand at equal distances.
    private(set) var interval: Int?
    /// Exactly so many digits are read, when the next part begins with digits too.
    var parseWidth: Int?

    init(_ picture: String) throws {
        var format = picture
        if let semicolon = picture.lastIndex(of: ";") {
            format = String(picture[..<semicolon])
            isOrdinal = picture[picture.index(after: semicolon)...].first == "o"
        }
        switch format {
        case "A", "a": primary = .letters
        case "I", "i": primary = .roman
        case "W", "w", "Ww": primary = .words
        default: try readDigits(format)
        }
        switch format {
        case "A", "I", "W": letterCase = .upper
        case "Ww": letterCase = .title
        default: break
        }
    }

    /// The zeros of the families of decimal digits.
    private static let zeros: [UInt32] = [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
        0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
        0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ]

    private mutating func readDigits(_ picture: String) throws {
        var family: UInt32?
        var position = 0
        for scalar in picture.unicodeScalars.reversed() {
            if let zero = Self.zeros.first(where: { ($0...$0 + 9).contains(scalar.value) }) {
                guard family == nil || family == zero else { throw JSONataError("D3131") }
                family = zero
                mandatoryDigits += 1
                position += 1
            } else if scalar == "#" {
                optionalDigits += 1
                position += 1
            } else {
                separators.append(Separator(position: position, character: Character(scalar)))
            }
        }
        guard let family else {
            primary = .sequence
            return
        }
        zero = family
        interval = regularInterval
    }

    private var regularInterval: Int? {
        guard let first = separators.first, separators.allSatisfy({ $0.character == first.character }) else {
            return nil
        }
        return Self.interval(of: separators.map(\.position))
    }

    /// The distance between positions that are its multiples without a gap, or nil.
    static func interval(of positions: [Int]) -> Int? {
        func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
        guard let first = positions.first else { return nil }
        let factor = positions.dropFirst().reduce(first, divisor)
        guard factor > 0, (1...positions.count).allSatisfy({ positions.contains($0 * factor) }) else { return nil }
        return factor
    }

    func format(_ number: Double) throws -> String {
        let magnitude = number.magnitude
        let text: String
        switch primary {
        case .letters: text = NumberWords.letters(magnitude, from: letterCase == .upper ? 0x41 : 0x61)
        case .roman: text = cased(NumberWords.roman(magnitude))
        case .words: text = cased(NumberWords.words(magnitude, ordinal: isOrdinal))
        case .decimal: text = decimal(magnitude)
        case .sequence: throw JSONataError("D3130")
        }
        return number < 0 ? "-" + text : text
    }

    private func cased(_ text: String) -> String {
        switch letterCase {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .title: text
        }
    }

    private func decimal(_ magnitude: Double) -> String {
        var digits = Array(NumberText.javaScript(magnitude))
        if digits.count < mandatoryDigits {
            digits.insert(contentsOf: repeatElement("0", count: min(mandatoryDigits, 1000) - digits.count), at: 0)
        }
        let plain = digits
        if zero != 0x30 {
            digits = digits.map { digit in
                Unicode.Scalar((digit.unicodeScalars.first?.value ?? 0) + zero - 0x30).map(Character.init) ?? digit
            }
        }
        for separator in placed(separators, in: digits.count) {
            digits.insert(separator.character, at: digits.count - separator.position)
        }
        return String(digits) + (isOrdinal ? Self.suffix(plain) : "")
    }

    /// From the left, so that the positions, which count from the right, stay true while they are inserted.
    private func placed(_ separators: [Separator], in count: Int) -> [Separator] {
        guard let interval, let first = separators.first else {
            return separators.reversed().filter { $0.position < count }
        }
        let most = (count - 1) / interval
        return stride(from: most, through: 1, by: -1).map { multiple in
            Separator(position: multiple * interval, character: first.character)
        }
    }

    private static func suffix(_ digits: [Character]) -> String {
        let isTeen = digits.count > 1 && digits[digits.count - 2] == "1"
        switch digits.last {
        case "1" where !isTeen: return "st"
        case "2" where !isTeen: return "nd"
        case "3" where !isTeen: return "rd"
        default: return "th"
        }
    }
}
