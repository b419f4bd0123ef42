/// Resources by what identifies them. The keys are hashes already.
struct KnownResources {
    private struct Slot {
        var high: UInt64 = 0
        var low: UInt64 = 0
        /// -1: free; -2: was taken, and searches go on.
        var resource: Int32 = -1
    }

    private var slots = [Slot](repeating: Slot(), count: 256)
    /// Slots that are not free, those given up among them; at most half.
    private var used = 0

    subscript(digest: NameBasedIdentifier.Digest) -> Int32? {
        get {
            let resource = slots[place(of: digest)].resource
            return resource >= 0 ? resource : nil
        }
        set {
            let place = place(of: digest)
            guard let newValue else {
                if slots[place].resource >= 0 { slots[place].resource = -2 }
                return
            }
            if slots[place].resource == -1 { used += 1 }
            slots[place] = Slot(high: digest.high, low: digest.low, resource: newValue)
            if used * 2 > slots.count { grow() }
        }
    }

    /// The slot with the digest, or the free one where it belongs.
    private func place(of digest: NameBasedIdentifier.Digest) -> Int {
        var place = Int(truncatingIfNeeded: digest.low & 0xFFFF_FFFF) & (slots.count - 1)
        while slots[place].resource != -1, slots[place].low != digest.low || slots[place].high != digest.high {
            place = (place + 1) & (slots.count - 1)
        }
        return place
    }

    private mutating func grow() {
        let before = slots
        slots = [Slot](repeating: Slot(), count: before.count * 2)
        used = 0
        for slot in before where slot.resource >= 0 {
            self[NameBasedIdentifier.Digest(high: slot.high, low: slot.low)] = slot.resource
        }
    }
}

/// The last segment of each name: few, so that they are searched in a line.
struct LatestSegments {
    private var names: [UInt32] = []
    private var segments: [Int32] = []

    /// -1 when there is none.
    subscript(name: UInt32) -> Int32 {
        get {
            for index in names.indices where names[index] == name { return segments[index] }
            return -1
        }
        set {
            for index in names.indices where names[index] == name {
                segments[index] = newValue
                return
            }
            names.append(name)
            segments.append(newValue)
        }
    }
}
