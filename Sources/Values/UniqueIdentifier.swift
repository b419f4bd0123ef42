/// UUID version 7 (RFC 9562 section 5.7) as text: sorts by the time it was made.
package enum UniqueIdentifier {
    /// `random` supplies the 74 bits that are not time; the composition root injects the real source.
    package static func version7(at now: Instant, random: (UInt64, UInt64)) -> String {
        let milliseconds = UInt64(max(0, now.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
        return text(high, low)
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        unsafe String(unsafeUninitializedCapacity: 36) { bytes in
            var place = 0
            for nibble: UInt64 in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    unsafe bytes[place] = UInt8(ascii: "-")
                    place += 1
                }
                let digit = UInt8((nibble < 16 ? high : low) >> (60 - nibble % 16 * 4) & 0xF)
                unsafe bytes[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                place += 1
            }
            return place
        }
    }
}
