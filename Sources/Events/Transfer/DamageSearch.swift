/// Finds where damage ends in something that is read by rising numbers, with few tries.
package enum DamageSearch {
    /// The lowest number after `start` at which reading goes on; nil when it goes on nowhere.
    ///
    /// Steps are doubled until one leads beyond the damage, then halved back to its edge. Where two places are damaged close
    /// to each other, what lies between them may be passed over.
    ///
    /// - Parameters:
    ///   - start: Not below zero; what is read from here on fails.
    ///   - isReadable: Whether the first row from a number on can be read, or there is none.
    package static func end(
        ofDamageAt start: Int64, _ isReadable: (Int64) throws -> Bool
    ) rethrows -> Int64? {
        var damaged = start
        var step: Int64 = 1
        while true {
            let (next, isBeyond) = start.addingReportingOverflow(step)
            guard !isBeyond else { return nil }
            if try isReadable(next) { return try edge(damaged, next, isReadable) }
            damaged = next
            guard step <= .max / 2 else { return nil }
            step *= 2
        }
    }

    private static func edge(
        _ damaged: Int64, _ readable: Int64, _ isReadable: (Int64) throws -> Bool
    ) rethrows -> Int64 {
        var (damaged, readable) = (damaged, readable)
        while readable - damaged > 1 {
            let middle = damaged + (readable - damaged) / 2
            if try isReadable(middle) { readable = middle } else { damaged = middle }
        }
        return readable
    }
}
