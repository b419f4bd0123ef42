import Foundation
import Values

/// Section 4.7.4 (what the picture says) and 4.7.5 (writing the number).
extension NumberSubpicture {
    private struct Sizes {
        var wholeLeast: Int
        var scaling: Int
        var fractionLeast: Int
        var fractionMost: Int
        var exponentLeast: Int
    }

    private var sizes: Sizes {
        let digits = whole.count(where: symbols.isDigit)
        var sizes = Sizes(
            wholeLeast: digits, scaling: digits, fractionLeast: fraction.count(where: symbols.isDigit),
            fractionMost: fraction.count(where: symbols.isPlace), exponentLeast: exponent?.count ?? 0)
        if sizes.wholeLeast == 0, sizes.fractionMost == 0 {
            if exponent != nil {
                sizes.fractionLeast = 1
                sizes.fractionMost = 1
            } else {
                sizes.wholeLeast = 1
            }
        }
        if exponent != nil, sizes.wholeLeast == 0, whole.contains(symbols.digit) { sizes.wholeLeast = 1 }
        if sizes.wholeLeast == 0, sizes.fractionLeast == 0 { sizes.fractionLeast = 1 }
        return sizes
    }

    func format(_ number: Double) -> String {
        let sizes = self.sizes
        var mantissa = number * (isPercent ? 100 : isPerMille ? 1000 : 1)
        var power: Int?
        if sizes.exponentLeast > 0 { (mantissa, power) = scaled(mantissa, sizes.scaling) }
        let rounded = Rounding.halfEven(mantissa, places: sizes.fractionMost)
        let digits = NumberText.fixed(rounded.magnitude, sizes.fractionMost).split(separator: ".")
        var wholeDigits = Array(digits[0].drop { $0 == "0" })
        var fractionDigits = digits.count > 1 ? Array(digits[1]) : []
        while fractionDigits.last == "0" { fractionDigits.removeLast() }
        wholeDigits.insert(contentsOf: repeatElement("0", count: max(0, sizes.wholeLeast - wholeDigits.count)), at: 0)
        fractionDigits += repeatElement("0", count: max(0, sizes.fractionLeast - fractionDigits.count))
        var result = prefix + grouped(wholeDigits)
        if text.contains(symbols.decimal), !fractionDigits.isEmpty {
            result.append(symbols.decimal)
            result += groupedFraction(fractionDigits)
        }
        if let power { result += exponentText(power, sizes.exponentLeast) }
        return String(result + suffix)
    }

    private func scaled(_ number: Double, _ scaling: Int) -> (Double, Int) {
        let (most, least) = (pow(10, Double(scaling)), pow(10, Double(scaling - 1)))
        var (mantissa, power) = (number, 0)
        guard mantissa != 0, mantissa.isFinite else { return (mantissa, 0) }
        while mantissa.magnitude < least {
            mantissa *= 10
            power -= 1
        }
        while mantissa.magnitude > most {
            mantissa /= 10
            power += 1
        }
        return (mantissa, power)
    }

    private func exponentText(_ power: Int, _ least: Int) -> [Character] {
        var digits = Array(String(abs(power)))
        digits.insert(contentsOf: repeatElement("0", count: max(0, least - digits.count)), at: 0)
        return [symbols.exponent] + (power < 0 ? Array(symbols.minus) : []) + translated(digits)
    }

    private func translated(_ digits: [Character]) -> [Character] {
        digits.map { $0.wholeNumberValue.map(symbols.character) ?? $0 }
    }

    /// Separators at the distances of the picture, and further to the left where these are equal.
    private func grouped(_ digits: [Character]) -> [Character] {
        var positions: [Int] = []
        for (index, character) in whole.enumerated() where character == symbols.grouping {
            positions.append(whole[index...].count(where: symbols.isPlace))
        }
        var result = translated(digits)
        if let interval = IntegerPicture.interval(of: positions) {
            positions = stride(from: interval, to: digits.count, by: interval).reversed()
        }
        for position in positions where position < digits.count {
            result.insert(symbols.grouping, at: result.count - position)
        }
        return result
    }

    private func groupedFraction(_ digits: [Character]) -> [Character] {
        var result = translated(digits)
        var inserted = 0
        for (index, character) in fraction.enumerated() where character == symbols.grouping {
            let position = fraction[..<index].count(where: symbols.isPlace) + inserted
            guard position < result.count else { break }
            result.insert(symbols.grouping, at: position)
            inserted += 1
        }
        return result
    }
}
