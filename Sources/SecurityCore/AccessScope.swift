/// What a key allows. Each scope includes the ones before it.
package enum AccessScope: String, Sendable, Hashable, CaseIterable, Comparable {
    /// To look.
    case read
    /// To send messages and events, start syncs, retry and discard.
    case write
    /// To change systems, integrations and keys.
    case admin

    private var rank: Int {
        switch self {
        case .read: 0
        case .write: 1
        case .admin: 2
        }
    }

    package static func < (left: AccessScope, right: AccessScope) -> Bool { left.rank < right.rank }
}
