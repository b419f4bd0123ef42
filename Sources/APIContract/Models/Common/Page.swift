/// Part of a list, and where the rest begins.
package struct Page<Item: WireType>: WireType {
    package var items: [Item]
    /// Opaque; to be sent back as `cursor`. Absent on the last page.
    package var nextCursor: String?
    /// How many things were looked at for it, where no index leads to those that are wanted.
    package var looked: Int?

    package init(items: [Item], nextCursor: String? = nil, looked: Int? = nil) {
        self.items = items
        self.nextCursor = nextCursor
        self.looked = looked
    }

    package static var schemaName: String { Item.schemaName + "Page" }
    package static var about: About {
        About(
            "Part of a list.",
            [
                "items": "In the order of the list.",
                "nextCursor": "Send it as cursor for what follows; absent at the end.",
                "looked": "Looked at for this page, where the filter has no index; a page may be empty and go on.",
            ])
    }
}

/// What part of a list is asked for.
package struct PageRequest: Sendable, Hashable {
    /// Where to go on, in the words of the service that made it; nil for the start.
    package var position: String?
    /// At most so many items.
    package var limit: Int

    package static let limitDefault = 50
    package static let limitMost = 500

    package init(position: String? = nil, limit: Int = limitDefault) {
        self.position = position
        self.limit = limit
    }
}
