/// A unit of the Unified Code for Units of Measure (UCUM), case sensitive: `mg/dL`, `mm[Hg]`, `10*9/L`, `kg.m/s2`.
///
/// The common units of health care and trade are known. Amounts of substance do not turn into masses, for that depends on
/// the substance.
struct UnitOfMeasure: Sendable, Equatable {
    /// Exponents of metre, second, gram, kelvin, mole, coulomb and arbitrary units.
    typealias Dimensions = SIMD8<Int8>

    private(set) var factor: Double
    private(set) var dimensions: Dimensions
    /// What stands at the zero of a scale such as Celsius, in kelvin; 0 for all others.
    private(set) var zero = 0.0

    private static let depthMost = 16
    private static let exponentMost = 20

    /// Nil for a unit that is not known, or text that is none.
    init?(_ text: String) {
        guard let special = Self.scales[text] else {
            var rest = Array(text.utf8)[...]
            guard !rest.isEmpty, rest.count <= 100, let unit = Self.term(&rest, depth: 0), rest.isEmpty else {
                return nil
            }
            self = unit
            return
        }
        self = special
    }

    private init(_ factor: Double, _ dimensions: Dimensions, zero: Double = 0) {
        self.factor = factor
        self.dimensions = dimensions
        self.zero = zero
    }

    /// A value of this unit in another one; nil when they measure different things.
    func convert(_ value: Double, to other: UnitOfMeasure) -> Double? {
        guard dimensions == other.dimensions else { return nil }
        return (value * factor + zero - other.zero) / other.factor
    }

    // MARK: Reading

    /// `term = ["/"] component {("." | "/") component}`
    private static func term(_ rest: inout ArraySlice<UInt8>, depth: Int) -> UnitOfMeasure? {
        guard depth < depthMost else { return nil }
        var result = UnitOfMeasure(1, .zero)
        var divides = rest.first == UInt8(ascii: "/")
        if divides { rest.removeFirst() }
        while true {
            guard let part = component(&rest, depth: depth) else { return nil }
            result = divides ? result.divided(by: part) : result.multiplied(by: part)
            guard let separator = rest.first, separator == UInt8(ascii: ".") || separator == UInt8(ascii: "/") else {
                return result
            }
            divides = separator == UInt8(ascii: "/")
            rest.removeFirst()
        }
    }

    private static func component(_ rest: inout ArraySlice<UInt8>, depth: Int) -> UnitOfMeasure? {
        if rest.first == UInt8(ascii: "(") {
            rest.removeFirst()
            guard let inner = term(&rest, depth: depth + 1), rest.popFirst() == UInt8(ascii: ")") else { return nil }
            return inner
        }
        var symbol: [UInt8] = []
        var inBrackets = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "{") { break }
            if byte == UInt8(ascii: "[") { inBrackets = true }
            let isDigit = byte >= 0x30 && byte <= 0x39
            if !inBrackets, "./()+-".utf8.contains(byte) || (isDigit && !symbol.isEmpty && !isNumber(symbol)) { break }
            if byte == UInt8(ascii: "]") { inBrackets = false }
            symbol.append(byte)
            rest.removeFirst()
            if symbol == Array("10*".utf8) || symbol == Array("10^".utf8) { break }
        }
        let exponent = exponent(&rest)
        let isAnnotated = rest.first == UInt8(ascii: "{")
        guard skipAnnotation(&rest), let exponent else { return nil }
        // An annotation alone counts things.
        if symbol.isEmpty { return isAnnotated ? UnitOfMeasure(1, .zero) : nil }
        return unit(String(decoding: symbol, as: UTF8.self))?.raised(to: exponent)
    }

    private static func isNumber(_ symbol: [UInt8]) -> Bool { symbol.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    /// The exponent that follows, 1 when none does; nil when it is out of bounds.
    private static func exponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var digits = ""
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            digits.append(sign == UInt8(ascii: "-") ? "-" : "+")
            rest.removeFirst()
        }
        while let digit = rest.first, digit >= 0x30, digit <= 0x39, digits.utf8.count < 4 {
            digits.append(Character(Unicode.Scalar(digit)))
            rest.removeFirst()
        }
        if digits.isEmpty { return 1 }
        guard let exponent = Int(digits), abs(exponent) <= exponentMost else { return nil }
        return exponent
    }

    private static func skipAnnotation(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: "{") else { return true }
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return false }
        rest = rest[(end + 1)...]
        return true
    }

    private static func unit(_ symbol: String) -> UnitOfMeasure? {
        if let number = Double(symbol), symbol.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return UnitOfMeasure(number, .zero)
        }
        if let unit = metric[symbol] ?? customary[symbol] { return unit }
        for (prefix, factor) in prefixes where symbol.hasPrefix(prefix) {
            guard let unit = metric[String(symbol.dropFirst(prefix.count))] else { continue }
            return UnitOfMeasure(unit.factor * factor, unit.dimensions)
        }
        return nil
    }

    // MARK: Arithmetic

    private func multiplied(by other: UnitOfMeasure) -> UnitOfMeasure {
        UnitOfMeasure(factor * other.factor, dimensions &+ other.dimensions)
    }

    private func divided(by other: UnitOfMeasure) -> UnitOfMeasure {
        UnitOfMeasure(factor / other.factor, dimensions &- other.dimensions)
    }

    private func raised(to exponent: Int) -> UnitOfMeasure {
        var result = UnitOfMeasure(1, .zero)
        for _ in 0..<abs(exponent) { result = result.multiplied(by: self) }
        return exponent < 0 ? UnitOfMeasure(1, .zero).divided(by: result) : result
    }

    // MARK: Tables

    private static func of(
        _ factor: Double, m: Int8 = 0, s: Int8 = 0, g: Int8 = 0, k: Int8 = 0, mol: Int8 = 0, c: Int8 = 0, u: Int8 = 0
    ) -> UnitOfMeasure {
        UnitOfMeasure(factor, Dimensions(m, s, g, k, mol, c, u, 0))
    }

    private static let scales: [String: UnitOfMeasure] = [
        "Cel": UnitOfMeasure(1, of(1, k: 1).dimensions, zero: 273.15),
        "[degF]": UnitOfMeasure(5.0 / 9, of(1, k: 1).dimensions, zero: 459.67 * 5 / 9),
    ]

    private static let prefixes: [(String, Double)] = [
        ("da", 1e1), ("Y", 1e24), ("Z", 1e21), ("E", 1e18), ("P", 1e15), ("T", 1e12), ("G", 1e9), ("M", 1e6),
        ("k", 1e3), ("h", 1e2), ("d", 1e-1), ("c", 1e-2), ("m", 1e-3), ("u", 1e-6), ("n", 1e-9), ("p", 1e-12),
        ("f", 1e-15), ("a", 1e-18),
    ]

    /// Units that take prefixes.
    private static let metric: [String: UnitOfMeasure] = [
        "m": of(1, m: 1), "s": of(1, s: 1), "g": of(1, g: 1), "K": of(1, k: 1), "mol": of(1, mol: 1),
        "C": of(1, c: 1), "L": of(1e-3, m: 3), "l": of(1e-3, m: 3), "Hz": of(1, s: -1),
        "N": of(1e3, m: 1, s: -2, g: 1), "Pa": of(1e3, m: -1, s: -2, g: 1), "bar": of(1e8, m: -1, s: -2, g: 1),
        "m[Hg]": of(133_322e3, m: -1, s: -2, g: 1), "m[H2O]": of(9_806.65e3, m: -1, s: -2, g: 1),
        "J": of(1e3, m: 2, s: -2, g: 1), "W": of(1e3, m: 2, s: -3, g: 1), "cal": of(4_184, m: 2, s: -2, g: 1),
        "A": of(1, s: -1, c: 1), "V": of(1e3, m: 2, s: -2, g: 1, c: -1), "eq": of(1, mol: 1), "osm": of(1, mol: 1),
        "kat": of(1, s: -1, mol: 1), "U": of(1e-6 / 60, s: -1, mol: 1), "[iU]": of(1, u: 1), "[IU]": of(1, u: 1),
        "Bq": of(1, s: -1), "Gy": of(1, m: 2, s: -2), "Sv": of(1, m: 2, s: -2), "t": of(1e6, g: 1),
    ]

    /// Units that stand as they are.
    private static let customary: [String: UnitOfMeasure] = [
        "min": of(60, s: 1), "h": of(3600, s: 1), "d": of(86_400, s: 1), "wk": of(604_800, s: 1),
        "mo": of(2_629_800, s: 1), "a": of(31_557_600, s: 1), "%": of(0.01), "[ppth]": of(1e-3), "[ppm]": of(1e-6),
        "10*": of(10), "10^": of(10), "1": of(1), "rad": of(1), "deg": of(.pi / 180),
        "atm": of(101_325e3, m: -1, s: -2, g: 1),
        "[psi]": of(6_894_757.293_168, m: -1, s: -2, g: 1), "[in_i]": of(0.0254, m: 1), "[ft_i]": of(0.3048, m: 1),
        "[yd_i]": of(0.9144, m: 1), "[mi_i]": of(1609.344, m: 1), "[lb_av]": of(453.59237, g: 1),
        "[oz_av]": of(28.349523125, g: 1), "[stone_av]": of(6350.29318, g: 1), "[gr]": of(0.06479891, g: 1),
        "[gal_us]": of(3.785411784e-3, m: 3), "[pt_us]": of(0.473176473e-3, m: 3),
        "[foz_us]": of(29.5735295625e-6, m: 3),
        "[cup_us]": of(236.5882365e-6, m: 3), "[gal_br]": of(4.54609e-3, m: 3), "[pt_br]": of(0.56826125e-3, m: 3),
        "[foz_br]": of(28.4130625e-6, m: 3), "[Cal]": of(4_184_000, m: 2, s: -2, g: 1), "[drp]": of(5e-8, m: 3),
    ]
}
