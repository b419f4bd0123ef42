/// Whether test events are sent to a subscription every 15 minutes.
package struct StandingTest: WireType, Hashable {
    package var enabled: Bool

    package init(enabled: Bool) { self.enabled = enabled }

    package static let about = About(
        "Whether test events are sent to a subscription every 15 minutes.", ["enabled": "Whether they are."])
}
