/// The NHS number of England, Wales and the Isle of Man: ten digits, the last a check digit modulo 11 over the first
/// nine with weights ten to two (NHS Data Dictionary, "NHS NUMBER").
package enum NHSNumber {
    /// Whether `digits`, without spaces, is ten digits whose check digit holds.
    package static func isValid(_ digits: String) -> Bool {
        let numbers = digits.utf8.map { Int($0) - 0x30 }
        guard numbers.count == 10, numbers.allSatisfy({ (0...9).contains($0) }) else { return false }
        let sum = zip(numbers, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check == numbers[9]
    }
}
