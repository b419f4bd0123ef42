/// Says where every event that is appended goes, beside where its publisher sends it.
package protocol EventRouting: Sendable {
    /// Where `RoutingDocument` stood when the answers were learned; nil when they do not depend on it.
    var version: Int64? { get }
    /// Changes whenever the answers have changed though that document has not.
    var generation: Int { get }

    /// Quick, and from any thread.
    func destinations(for event: Event) -> [String]

    /// Learns the answers anew, unless that has been done since they were of this version.
    func refresh(after version: Int64?) async throws

    /// These were appended while `generation` changed: whoever they were not routed to is to get them all the same.
    func missed(_ events: [Append], _ places: [Appended]) async
}

extension [Append] {
    /// With the router's destinations added, none twice. Where none are, as for most events, nothing is copied.
    func routed(by router: any EventRouting) -> [Append] {
        var routed = self
        for index in indices {
            let more = router.destinations(for: self[index].event)
            for destination in more where !routed[index].deliverTo.contains(destination) {
                routed[index].deliverTo.append(destination)
            }
        }
        return routed
    }
}
