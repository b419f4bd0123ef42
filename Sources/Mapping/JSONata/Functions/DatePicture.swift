import Values

/// How a date and time are written, by the picture strings of XPath and XQuery Functions 3.1, section 9.8.4, with `X` and
/// `x` besides for the year and month of an ISO week.
struct DatePicture: Sendable {
    enum Part: Sendable {
        case literal(String)
        case marker(Marker)
    }

    struct Marker: Sendable {
        var component: Character
        var presentation: String
        var modifier: Character?
        /// Set when the value is to be given by name.
        var names: IntegerPicture.LetterCase?
        var leastWidth: Int?
        var mostWidth: Int?
        var integer: IntegerPicture?
        /// Last digits of the year that are shown; nil for all.
        var yearDigits: Int?
    }

    private(set) var parts: [Part] = []

    static let iso8601: DatePicture = {
        guard let picture = try? DatePicture("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]") else {
            preconditionFailure("the picture of ISO 8601 is sound")
        }
        return picture
    }()

    init(_ picture: String) throws {
        let characters = Array(picture)
        var literal = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == "[", index + 1 < characters.count, characters[index + 1] == "[" {
                literal.append("[")
                index += 2
            } else if character == "[" {
                flush(&literal)
                guard let close = characters[index...].firstIndex(of: "]") else { throw JSONataError("D3135") }
                try add(String(characters[(index + 1)..<close].filter { !$0.isWhitespace }))
                index = close + 1
            } else {
                // A doubled closing bracket stands for one.
                if character == "]", index + 1 < characters.count, characters[index + 1] == "]" { index += 1 }
                literal.append(character)
                index += 1
            }
        }
        flush(&literal)
    }

    private mutating func flush(_ literal: inout String) {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
    }

    private static let usual: [Character: String] = [
        "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "h": "1",
        "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
    ]

    private mutating func add(_ text: String) throws {
        guard let component = text.first else { throw JSONataError("D3132") }
        var marker = Marker(component: component, presentation: "")
        var presentation = text.dropFirst()
        if let comma = presentation.lastIndex(of: ",") {
            Self.readWidth(presentation[presentation.index(after: comma)...], &marker)
            presentation = presentation[..<comma]
        }
        if presentation.count > 1, let last = presentation.last, "atco".contains(last) {
            marker.modifier = last
            presentation = presentation.dropLast()
        }
        if presentation.isEmpty {
            guard let usual = Self.usual[component] else { throw JSONataError("D3132") }
            marker.presentation = usual
        } else {
            marker.presentation = String(presentation)
        }
        try complete(&marker)
        parts.append(.marker(marker))
    }

    private static let widthMost = 100

    private static func readWidth(_ text: Substring, _ marker: inout Marker) {
        let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let widths = bounds.map { Int($0).map { max(0, min($0, widthMost)) } }
        marker.leastWidth = widths[0]
        if widths.count > 1 { marker.mostWidth = widths[1] }
    }

    private mutating func complete(_ marker: inout Marker) throws {
        if marker.presentation.first == "n" {
            marker.names = .lower
        } else if marker.presentation.first == "N" {
            marker.names = marker.presentation.dropFirst().first == "n" ? .title : .upper
        } else if "YMDdFWwXxHhmsf".contains(marker.component) {
            try completeInteger(&marker)
        }
        if marker.component == "Z" || marker.component == "z" {
            marker.integer = try IntegerPicture(marker.presentation)
        }
    }

    private mutating func completeInteger(_ marker: inout Marker) throws {
        var integer = try IntegerPicture(marker.presentation + (marker.modifier.map { ";\($0)" } ?? ""))
        if integer.primary == .decimal, let least = marker.leastWidth {
            integer.mandatoryDigits = max(integer.mandatoryDigits, min(least, 100))
        }
        if marker.component == "Y" {
            if let most = marker.mostWidth {
                marker.yearDigits = min(most, 100)
                integer.mandatoryDigits = min(most, 100)
            } else if integer.primary == .decimal, integer.mandatoryDigits + integer.optionalDigits >= 2 {
                marker.yearDigits = integer.mandatoryDigits + integer.optionalDigits
            }
        }
        // Digits right after digits are told apart by their number.
        if case .marker(var previous)? = parts.last, let digits = previous.integer?.mandatoryDigits {
            previous.integer?.parseWidth = digits
            parts[parts.count - 1] = .marker(previous)
        }
        marker.integer = integer
    }
}
