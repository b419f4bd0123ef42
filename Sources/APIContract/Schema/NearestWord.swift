/// Finds the word a person most likely meant.
package enum NearestWord {
    /// Longer words are not compared, so that nobody can make this slow.
    private static let lengthMost = 64

    /// The word nearest to `given`, if it is near enough to be a slip of the pen: a third of its letters at most.
    package static func nearest(to given: String, among words: some Sequence<String>) -> String? {
        let letters = Array(given.lowercased().utf8)
        guard letters.count <= lengthMost else { return nil }
        var best: (word: String, distance: Int)?
        for word in words {
            let distance = distance(letters, Array(word.lowercased().utf8.prefix(lengthMost)))
            if distance < best?.distance ?? .max { best = (word, distance) }
        }
        guard let best, best.distance <= max(1, letters.count / 3) else { return nil }
        return best.word
    }

    /// How many letters must be added, removed, changed or swapped with the next to make one of the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(change, last[column + 1] + 1, current[column] + 1)
                let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { least = min(least, beforeLast[column - 1] + 1) }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
