/// What a message may not exceed.
package struct HL7Limits: Sendable, Hashable {
    /// Bytes of one message or batch.
    package var sizeMost = 16 << 20
    package var segmentsMost = 100_000
    /// Fields of a segment, repetitions of a field, components of a repetition, subcomponents of a component: each.
    package var partsMost = 1024

    package init() {}
}
