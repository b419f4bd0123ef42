import Values

extension NativeFunctions {
    static let dates: [NativeFunction] = [
        NativeFunction("now", "<s?s?:s>") { call in
            let now = Double(call.evaluation.nowMilliseconds)
            return try formatted(now, picture: call.string(0), timezone: call.string(1))
        },
        NativeFunction("millis", "<:n>") { call in .one(.integer(call.evaluation.nowMilliseconds)) },
        NativeFunction("fromMillis", "<n-s?s?:s>") { call in
            guard let milliseconds = try call.number(0) else { return .undefined }
            return try formatted(milliseconds, picture: call.string(1), timezone: call.string(2))
        },
        string("toMillis", "<s-s?:n>") { text, call in
            if let picture = call.string(1) {
                let parsed = try DatePicture(picture).parse(text, now: call.evaluation.nowMilliseconds)
                return Datum(parsed.map { Value.number($0) })
            }
            guard let milliseconds = ISO8601Text.milliseconds(text) else { throw JSONataError("D3110") }
            return .number(milliseconds)
        },
    ]

    private static func formatted(_ milliseconds: Double, picture: String?, timezone: String?) throws -> Datum {
        let picture = try picture.map { try DatePicture($0) } ?? .iso8601
        return Datum(try picture.format(milliseconds, timezone: timezone).map { .string($0) })
    }
}

extension ExpressionEvaluation {
    var nowMilliseconds: Int64 { now.microseconds.flooredQuotient(by: 1000).quotient }
}

/// The timestamps that `$toMillis` reads without a picture: `2018`, `2018-02`, `2018-02-03`, and with a time,
/// a fraction and an offset. Without an offset they are UTC.
enum ISO8601Text {
    static func milliseconds(_ text: String) -> Double? {
        var rest = Array(text.utf8)[...]
        func digits(_ count: Int) -> Int64? {
            let taken = rest.prefix(count)
            guard taken.count == count, taken.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest = rest.dropFirst(count)
            return taken.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4) else { return nil }
        var (month, day, inDay, offset): (Int64, Int64, Int64, Int64) = (1, 1, 0, 0)
        // Two digits after a minus are a month or day; four, or two with a colon, an offset.
        func isDatePart() -> Bool {
            rest.count == 3 || (rest.count > 3 && [0x2D, 0x54].contains(rest[rest.startIndex + 3]))
        }
        if isDatePart(), take("-") {
            guard let number = digits(2) else { return nil }
            month = number
            if isDatePart(), take("-") {
                guard let number = digits(2) else { return nil }
                day = number
            }
        }
        if take("T") {
            guard let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2), hour < 25,
                minute < 60, second < 60, hour < 24 || minute + second == 0
            else { return nil }
            inDay = (hour * 3600 + minute * 60 + second) * 1000
        }
        if take(".") {
            let fraction = rest.prefix { (0x30...0x39).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(fraction.count)
            inDay += Int64(String(decoding: (Array(fraction) + [0x30, 0x30]).prefix(3), as: UTF8.self)) ?? 0
        }
        if !rest.isEmpty, !take("Z") {
            let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
            guard take("+") || take("-"), let hours = digits(2) else { return nil }
            _ = take(":")
            guard let minutes = digits(2) else { return nil }
            offset = sign * (hours * 60 + minutes) * 60_000
        }
        guard rest.isEmpty, let date = CivilDate(year: year, month: month, day: min(day, 28)), day <= 31, day >= 1
        else {
            return nil
        }
        return Double((date.daysSinceEpoch + max(0, day - 28)) * 86_400_000 + inDay - offset)
    }
}
