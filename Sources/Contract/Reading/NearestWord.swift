/// Which of the right words a wrong one was probably meant to be.
enum NearestWord {
    /// Nil when none is near: more than a third of the letters would have to change, and neither begins with the other.
    static func to(_ word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars)
        guard letters.count <= mostLetters else { return nil }
        let most = (letters.count + 2) / 3
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars)
            let isBeginning =
                min(letters.count, other.count) >= 3 && (other.starts(with: letters) || letters.starts(with: other))
            let distance = isBeginning ? min(most, distance(letters, other)) : distance(letters, other)
            if distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// `Did you mean 'x'?`, or else the list of what is possible.
    static func advice(for word: String, among candidates: [String]) -> String {
        if let nearest = to(word, among: candidates) { return "Did you mean '\(nearest)'?" }
        guard !candidates.isEmpty else { return "There is none to choose from." }
        guard candidates.count <= mostListed else {
            return "There are \(candidates.count) to choose from, such as '\(candidates[0])'."
        }
        return "Possible here: " + candidates.joined(separator: ", ") + "."
    }

    private static let mostLetters = 64
    private static let mostListed = 24

    /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance).
    static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
