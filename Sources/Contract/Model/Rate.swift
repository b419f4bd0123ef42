import Values

/// How many in how long: `200/day`.
package struct Rate: Sendable, Hashable, CustomStringConvertible {
    package enum Unit: String, Sendable, CaseIterable {
        case second, minute, hour, day, week

        package var duration: Duration {
            switch self {
            case .second: .seconds(1)
            case .minute: .seconds(60)
            case .hour: .seconds(3600)
            case .day: .seconds(86_400)
            case .week: .seconds(604_800)
            }
        }
    }

    package var count: Int
    package var unit: Unit

    package var description: String { "\(count)/\(unit.rawValue)" }

    static let spec = Spec<Rate>.text(.rate) { text in
        let parts = text.split(separator: "/")
        guard parts.count == 2, let count = Int(parts[0]), count > 0, let unit = Unit(rawValue: String(parts[1])) else {
            return nil
        }
        return Rate(count: count, unit: unit)
    }
}
