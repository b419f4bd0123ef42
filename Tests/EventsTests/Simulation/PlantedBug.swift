/// A fault that the world is given on purpose, to see that the checks find it. None of them is in the product.
enum PlantedBug: String, CaseIterable {
    /// The store takes what a node writes under a lease that it has lost.
    case ignoresFence
    /// The store says that a commit is done before it is on disk.
    case acknowledgesBeforeDurable
    /// What was waiting longest is forgotten when a node crashes.
    case forgetsPendingOnCrash
    /// Nodes are not told what others have appended.
    case losesNews
    /// The last operation of a batch is said to be done, and is not.
    case losesEndOfBatch
    /// Leases end earlier in the store than the node believes.
    case endsLeasesEarly
    /// A node believes in its leases for longer than they hold.
    case runsClockSlowly
    /// An attempt that was not answered counts as delivered.
    case believesSilence
    /// The events of a batch go out in the wrong order.
    case handsOverBackwards
    /// Of the events of the past that are to be delivered, the last of each step is left out.
    case addsTooFew
    /// With each event of the past that is to be delivered goes the one after it.
    case addsTooMany
    /// A receiver cannot tell a replay from what is new.
    case hidesReplays
    /// A replay runs faster than it was asked to.
    case replaysTooFast
    /// With the events that are pruned goes the one after each.
    case prunesTooMany
    /// The store loses the holds that are placed.
    case losesHolds
    /// An append is taken whatever version it expects.
    case ignoresExpectedVersions
    /// What is published again under the same id, since no answer came, is another event.
    case forgetsIDs
    /// Of what a snapshot takes in, the last event is left out.
    case savesOldSnapshots
    /// Pruning goes on by what was to be spared when it began.
    case prunesUnguarded
    /// Nobody looks at how much waits.
    case ignoresBounds

    /// Where the search begins, so that it does not take long; it goes on from there.
    var firstSeed: UInt64 { 1 }

    /// Nodes needed to see it; nil: any number.
    var nodes: Int? {
        switch self {
        case .ignoresFence, .losesNews, .endsLeasesEarly, .runsClockSlowly: 2
        default: nil
        }
    }
}
