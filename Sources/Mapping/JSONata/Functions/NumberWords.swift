import Foundation

/// Whole numbers in English words, Roman numerals and letters.
enum NumberWords {
    private static let few = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ]
    private static let ordinals = [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
        "Nineteenth",
    ]
    private static let decades = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]

    static func words(_ number: Double, ordinal: Bool) -> String { words(number, continues: false, ordinal) }

    private static func words(_ number: Double, continues: Bool, _ ordinal: Bool) -> String {
        if number < 100 { return (continues ? " and " : "") + below100(Int(number), ordinal) }
        let (part, rest): (String, Double)
        if number < 1000 {
            part = few[Int(number / 100)] + " Hundred"
            rest = number.truncatingRemainder(dividingBy: 100)
        } else {
            let power = min(Int((log10(number) / 3).rounded(.down)), magnitudes.count)
            let factor = pow(10, Double(power * 3))
            let count = (number / factor).rounded(.down)
            part = words(count, continues: false, false) + " " + magnitudes[power - 1]
            rest = number - count * factor
        }
        let ending = rest > 0 ? words(rest, continues: true, ordinal) : ordinal ? "th" : ""
        return (continues ? ", " : "") + part + ending
    }

    private static func below100(_ number: Int, _ ordinal: Bool) -> String {
        if number < 20 { return ordinal ? ordinals[number] : few[number] }
        let decade = decades[number / 10 - 2]
        let unit = number % 10
        if unit > 0 { return decade + "-" + below100(unit, ordinal) }
        return ordinal ? decade.dropLast() + "ieth" : decade
    }

    static let values: [String: Double] = {
        var values: [String: Double] = [:]
        for (number, word) in few.enumerated() { values[word.lowercased()] = Double(number) }
        for (number, word) in ordinals.enumerated() { values[word.lowercased()] = Double(number) }
        for (index, word) in decades.enumerated() {
            values[word.lowercased()] = Double(index + 2) * 10
            values[word.lowercased().dropLast() + "ieth"] = Double(index + 2) * 10
        }
        values["hundred"] = 100
        values["hundredth"] = 100
        for (index, word) in magnitudes.enumerated() {
            values[word.lowercased()] = pow(10, Double(index + 1) * 3)
            values[word.lowercased() + "th"] = pow(10, Double(index + 1) * 3)
        }
        return values
    }()

    /// Reads words in any case; nil when one of them is no number.
    static func number(_ text: String) -> Double? {
        let separators = Set<Character>([" ", "-", "\\", "\t", "\n", "\r"])
        let words = text.lowercased().replacing(", ", with: " ").replacing(" and ", with: " ")
            .split { separators.contains($0) }
        guard !words.isEmpty else { return nil }
        var segments = [0.0]
        for word in words {
            guard let value = values[String(word)] else { return nil }
            let last = segments.removeLast()
            if value >= 100 {
                segments.append(last * value)
            } else if last >= 1000 {
                segments += [last, value]
            } else {
                segments.append(last + value)
            }
        }
        return segments.reduce(0, +)
    }

    private static let numerals: [(Int, String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    /// In small letters. Beyond a million the thousands would fill pages; they are cut off there.
    static func roman(_ number: Double) -> String {
        var rest = Int(clampingTruncated: min(number, 1_000_000))
        var text = ""
        for (value, numeral) in numerals {
            while rest >= value {
                text += numeral
                rest -= value
            }
        }
        return text
    }

    static func fromRoman(_ text: String) -> Double {
        let values: [Character: Double] = ["M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1]
        var (total, most) = (0.0, 1.0)
        for character in text.uppercased().reversed() {
            let value = values[character] ?? 0
            if value < most {
                total -= value
            } else {
                most = value
                total += value
            }
        }
        return total
    }

    /// `a`, `b` … `z`, `aa` …, beginning from the letter given.
    static func letters(_ number: Double, from first: UInt8) -> String {
        var rest = number
        var bytes: [UInt8] = []
        while rest > 0 {
            bytes.append(first + UInt8((rest - 1).truncatingRemainder(dividingBy: 26)))
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(decoding: bytes.reversed(), as: UTF8.self)
    }

    static func fromLetters(_ text: String, from first: UInt8) -> Double {
        text.utf8.reduce(0) { $0 * 26 + Double($1) - Double(first) + 1 }
    }
}
