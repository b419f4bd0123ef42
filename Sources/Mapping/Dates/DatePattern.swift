/// A date format written with letters: `dd/MM/yyyy HH:mm`, `yyyyMMdd`, `d MMM yyyy`, text between quotes.
///
/// `y` year, `M` month (`MMM` its English name), `d` day, `H` hour, `h` hour with `a` for AM or PM, `m` minute, `s` second,
/// `S` fraction, `X` offset. A doubled letter has exactly two digits, a single one or two.
struct DatePattern: Sendable {
    enum Part: Sendable {
        case field(Character, Int)
        case literal(String)
    }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    let parts: [Part]

    /// Nil when a letter means nothing or a quote does not end.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let character = rest.first {
            if character == "'" {
                guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
                parts.append(.literal(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else if character.isASCII, character.isLetter {
                guard "yMdHhmsSaX".contains(character) else { return nil }
                let run = rest.prefix { $0 == character }
                parts.append(.field(character, run.count))
                rest.removeFirst(run.count)
            } else {
                parts.append(.literal(String(rest.removeFirst())))
            }
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    func read(_ text: String) -> CalendarTime? {
        var scanner = DigitScanner(text)
        var time = CalendarTime(year: 0)
        var afternoon: Bool?
        for part in parts {
            switch part {
            case .literal(let literal):
                for byte in literal.utf8 { guard scanner.take(byte) else { return nil } }
            case .field("a", _):
                guard let half = Self.readHalf(&scanner) else { return nil }
                afternoon = half
            case .field(let letter, let count):
                guard Self.read(letter, count, &scanner, into: &time) else { return nil }
            }
        }
        if let afternoon, let hour = time.hour {
            guard (1...12).contains(hour) else { return nil }
            time.hour = hour % 12 + (afternoon ? 12 : 0)
        }
        return scanner.isAtEnd && time.isPossible ? time : nil
    }

    private static func read(
        _ letter: Character, _ count: Int, _ scanner: inout DigitScanner, into time: inout CalendarTime
    ) -> Bool {
        switch letter {
        case "y":
            guard let year = scanner.digits(count == 2 ? 2 : 4) else { return false }
            time.year = count == 2 ? year + (year < 50 ? 2000 : 1900) : year
            return true
        case "M" where count >= 3:
            time.month = readMonthName(&scanner)
            return time.month != nil
        case "S":
            time.fraction = scanner.digitsText()
            return !time.fraction.isEmpty
        case "X": return time.readOffset(&scanner)
        default:
            let number = count == 1 ? Int(scanner.digitsText(most: 2)) : scanner.digits(2)
            switch letter {
            case "M": time.month = number
            case "d": time.day = number
            case "H", "h": time.hour = number
            case "m": time.minute = number
            default: time.second = number
            }
            return number != nil
        }
    }

    private static func readMonthName(_ scanner: inout DigitScanner) -> Int? {
        var letters = ""
        while let byte = scanner.next, byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
            letters.append(Character(UnicodeScalar(byte)))
            scanner.advance()
        }
        guard letters.count >= 3 else { return nil }
        return months.firstIndex { $0.lowercased() == letters.prefix(3).lowercased() }.map { $0 + 1 }
    }

    private static func readHalf(_ scanner: inout DigitScanner) -> Bool? {
        guard let byte = scanner.next else { return nil }
        scanner.advance()
        guard scanner.take(UInt8(ascii: "M")) || scanner.take(UInt8(ascii: "m")) else { return nil }
        switch byte | 0x20 {
        case UInt8(ascii: "a"): return false
        case UInt8(ascii: "p"): return true
        default: return nil
        }
    }

    /// Nil when the pattern asks for a part that the time does not have.
    func write(_ time: CalendarTime) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .field(let letter, let count):
                guard let field = Self.write(letter, count, time) else { return nil }
                text += field
            }
        }
        return text
    }

    private static func write(_ letter: Character, _ count: Int, _ time: CalendarTime) -> String? {
        switch letter {
        case "y": count == 2 ? padded(time.year % 100, 2) : padded(time.year, 4)
        case "M" where count >= 3: time.month.map { months[$0 - 1] }
        case "M": time.month.map { padded($0, count) }
        case "d": time.day.map { padded($0, count) }
        case "H": time.hour.map { padded($0, count) }
        case "h": time.hour.map { padded(($0 + 11) % 12 + 1, count) }
        case "a": time.hour.map { $0 < 12 ? "AM" : "PM" }
        case "m": time.minute.map { padded($0, count) }
        case "s": padded(time.second ?? 0, count)
        case "S": String((time.fraction + String(repeating: "0", count: count)).prefix(count))
        default: time.offset.map { $0 == 0 ? "Z" : offsetText($0, separator: ":") }
        }
    }
}
