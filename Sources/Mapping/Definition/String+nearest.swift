extension String {
    /// The candidate that a slip of the hand would most likely have meant; nil when none is close.
    func nearest(of candidates: [String]) -> String? {
        let most = Swift.max(1, count / 3)
        let scored = candidates.map { ($0, editDistance(to: $0)) }.filter { $0.1 <= most }
        return scored.min { $0.1 < $1.1 }?.0
    }

    /// Levenshtein distance over characters, letter case not counted.
    private func editDistance(to other: String) -> Int {
        let left = Array(lowercased())
        let right = Array(other.lowercased())
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, candidate) in right.enumerated() {
                let substitution = diagonal + (character == candidate ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(substitution, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
