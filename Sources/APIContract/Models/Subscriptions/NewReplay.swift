/// Events of the past to send to a subscription again.
package struct NewReplay: WireType, Hashable {
    package var subscriptionId: String
    package var select: ReplaySelection
    package var perSecond: Int?

    package init(
        subscriptionId: String, select: ReplaySelection, perSecond: Int? = nil
    ) {
        self.subscriptionId = subscriptionId
        self.select = select
        self.perSecond = perSecond
    }

    package static let about = About(
        "Events of the past to send to a subscription again.",
        [
            "subscriptionId": FieldNote("Who gets them.", lengthMost: 128),
            "select": "Which events.",
            "perSecond": FieldNote("Most events sent in a second; 50 when absent.", least: 1, most: 10_000),
        ])
}
