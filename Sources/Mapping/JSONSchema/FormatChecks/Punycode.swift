/// Punycode by RFC 3492, as host names use it.
enum Punycode {
    private static let (base, least, most, skew, damp) = (36, 1, 26, 38, 700)
    private static let firstBias = 72
    private static let firstCodePoint = 128

    /// Nil for what encodes nothing.
    static func decode(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        var output: [Int] = []
        var rest = text
        if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
            output = text[..<hyphen].map(Int.init)
            rest = text[(hyphen + 1)...]
        }
        var (code, bias, index) = (firstCodePoint, firstBias, 0)
        while !rest.isEmpty {
            let (before, count) = (index, output.count + 1)
            var (weight, place) = (1, base)
            while true {
                guard let byte = rest.popFirst(), let digit = value(byte) else { return nil }
                // No host name comes near these bounds, so going beyond one is no encoding.
                guard digit < (Int(Int32.max) - index) / weight else { return nil }
                index += digit * weight
                let threshold = min(max(place - bias, least), most)
                if digit < threshold { break }
                guard weight < Int(Int32.max) / base else { return nil }
                weight *= base - threshold
                place += base
            }
            bias = adapted(index - before, count, isFirst: before == 0)
            code += index / count
            index %= count
            output.insert(code, at: index)
            index += 1
        }
        return scalars(output)
    }

    private static func scalars(_ codes: [Int]) -> [Unicode.Scalar]? {
        let scalars = codes.compactMap { UInt32(exactly: $0).flatMap(Unicode.Scalar.init) }
        return scalars.count == codes.count ? scalars : nil
    }

    static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8] {
        var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (code, bias, delta, handled) = (firstCodePoint, firstBias, 0, basic)
        while handled < scalars.count {
            let next = scalars.lazy.map { Int($0.value) }.filter { $0 >= code }.min() ?? code
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in scalars {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                append(delta, bias, to: &output)
                bias = adapted(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
        var (rest, place) = (delta, base)
        while true {
            let threshold = min(max(place - bias, least), most)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            place += base
        }
        output.append(digit(rest))
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var place = 0
        while delta > (base - least) * most / 2 {
            delta /= base - least
            place += base
        }
        return place + (base - least + 1) * delta / (delta + skew)
    }

    private static func value(_ byte: UInt8) -> Int? {
        if byte.isASCIIDigit { return Int(byte) - 0x30 + 26 }
        return byte.isASCIILetter ? Int(byte | 0x20) - 0x61 : nil
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30) }
}
