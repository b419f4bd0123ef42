// How spans and sizes are written in settings.

extension Duration {
    /// `250ms`, `5s`, `2m`, `4h`, `1d`; nil for anything else, and for spans that do not fit.
    package init?(setting text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let factors = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let number = Int64(digits), let factor = factors[String(text.dropFirst(digits.count))],
            number <= Int64.max / 1_000_000_000 / Int64(factor)
        else { return nil }
        self = .milliseconds(number * Int64(factor))
    }
}

extension Int {
    /// `512` (bytes), `64KiB`, `16MiB`, `1GiB`; nil for anything else.
    package init?(sizeSetting text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let shifts = ["": 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30]
        guard let number = Int(digits), let shift = shifts[String(text.dropFirst(digits.count))], number <= 1 << 32
        else { return nil }
        self = number << shift
    }
}
