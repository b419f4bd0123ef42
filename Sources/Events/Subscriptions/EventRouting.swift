/// Says where every event that is appended goes, beside where its publisher sends it.
package protocol EventRouting: Sendable {
    /// Changes whenever the answers of `destinations` may have changed.
    var generation: Int { get }

    /// Quick, and from any thread.
    func destinations(for event: Event) -> [String]

    /// These were appended while the answers changed: whoever they were not routed to is to get them all the same.
    func missed(_ events: [Append], _ places: [Appended]) async
}

extension Append {
    /// With the router's destinations added, none twice.
    func routed(by router: any EventRouting) -> Append {
        let more = router.destinations(for: event)
        guard !more.isEmpty else { return self }
        var routed = self
        for destination in more where !routed.deliverTo.contains(destination) { routed.deliverTo.append(destination) }
        return routed
    }
}
