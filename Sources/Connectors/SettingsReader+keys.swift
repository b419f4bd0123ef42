import Values

extension SettingsReader {
    /// Whether a field name of the spec, `*` included, is the name given.
    static func matches(_ field: String, _ name: String) -> Bool {
        let pattern = field.split(separator: ".")
        let steps = name.split(separator: ".")
        return pattern.count == steps.count && zip(pattern, steps).allSatisfy { $0 == "*" || $0 == $1 }
    }

    static func refuseUnknown(_ value: Value, at path: [String], known: [[String]]) throws(JunctionError) {
        guard case .object(let members) = value else {
            throw error("settings are names with values, not \(value.kindName)", path.joined(separator: "."))
        }
        for member in members.members {
            let here = path + [member.key]
            let deeper = known.filter { $0.count >= here.count && isPrefix(here, of: $0) }
            guard !deeper.isEmpty else { throw unknown(here, known) }
            // A field that names an object whole (a table) takes any keys below it.
            guard !deeper.contains(where: { $0.count == here.count }) else { continue }
            try refuseUnknown(member.value, at: here, known: deeper)
        }
    }

    private static func isPrefix(_ steps: [String], of pattern: [String]) -> Bool {
        zip(pattern, steps).allSatisfy { $0 == "*" || $0 == $1 }
    }

    private static func unknown(_ path: [String], _ known: [[String]]) -> JunctionError {
        let siblings = Set(
            known.filter { $0.count >= path.count && isPrefix(Array(path.dropLast()), of: $0) }.map {
                $0[path.count - 1]
            })
        let nearest = siblings.subtracting(["*"]).min {
            (editDistance($0, path.last ?? ""), $0) < (editDistance($1, path.last ?? ""), $1)
        }
        let name = path.joined(separator: ".")
        return JunctionError(
            .connectorSettings, "'\(name)' is not a setting here",
            remedy: nearest.map { "Did you mean '\($0)'?" }, place: Place(path: name))
    }

    /// How many letters must be added, removed or changed to turn one word into the other.
    static func editDistance(_ one: String, _ other: String) -> Int {
        let target = Array(other)
        var row = Array(0...target.count)
        for (i, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in target.indices {
                let change = diagonal + (letter == target[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
