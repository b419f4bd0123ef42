package import Values

/// How far a projection is, and what is to be done with it: pure, and kept as one document that changes with the states it
/// stands for.
///
/// Readers are served by the live generation. Another recipe is built beside it from the beginning of the log, as the next
/// generation, and takes its place once it is as far.
package struct ProjectionProgress: Sendable, Hashable {
    package struct Generation: Sendable, Hashable {
        package var number: Int64
        package var recipe: ProjectionRecipe
        /// Everything up to this place in the log is in the states.
        package var position: Int64 = 0
        package var keys = 0
        /// Events that failed and were passed over.
        package var skipped = 0
        package var failure: ViewFailure?

        package init(number: Int64, recipe: ProjectionRecipe) {
            self.number = number
            self.recipe = recipe
        }
    }

    package private(set) var live: Generation
    package private(set) var building: Generation?
    /// Generations whose states are still to be removed.
    package private(set) var garbage: [Int64] = []
    package var absentSince: Instant?

    /// A projection that nothing is known of yet.
    package init(_ recipe: ProjectionRecipe) { live = Generation(number: 1, recipe: recipe) }

    private var nextNumber: Int64 { max(live.number, building?.number ?? 0, garbage.max() ?? 0) + 1 }

    /// The point file says this now.
    package mutating func adopt(_ recipe: ProjectionRecipe) {
        absentSince = nil
        if live.recipe == recipe {
            // Changed back, or a rebuild by hand goes on.
            if let building, building.recipe != recipe { abandon(building) }
        } else if building?.recipe != recipe {
            rebuild(recipe)
        }
    }

    /// Builds a new generation, whatever was being built.
    package mutating func rebuild(_ recipe: ProjectionRecipe) {
        let number = nextNumber
        if let building { abandon(building) }
        building = Generation(number: number, recipe: recipe)
    }

    /// What stopped at an event tries it again.
    package mutating func resume() {
        live.failure = nil
        building?.failure = nil
    }

    private mutating func abandon(_ generation: Generation) {
        garbage.append(generation.number)
        building = nil
    }

    /// A page has been folded.
    package mutating func folded(_ batch: ProjectionBatch, of number: Int64) {
        func apply(_ generation: inout Generation) {
            generation.position = batch.position
            generation.keys = batch.keyCount
            generation.skipped += batch.skipped.count
            generation.failure = batch.failure
        }
        if live.number == number {
            apply(&live)
        } else if building?.number == number, var next = building {
            apply(&next)
            building = next
        }
    }

    /// Puts what was built in the place of what serves, once it is as far: readers never see the past again. Says whether
    /// it did.
    ///
    /// - Parameter isAtEnd: the log has nothing more for what is being built.
    package mutating func swapIfReady(isAtEnd: Bool) -> Bool {
        guard let ready = building, ready.failure == nil, ready.position >= live.position,
            isAtEnd || live.failure == nil
        else { return false }
        garbage.append(live.number)
        live = ready
        building = nil
        return true
    }

    package mutating func removedNext() {
        if !garbage.isEmpty { garbage.removeFirst() }
    }
}

extension ProjectionProgress: ViewProgress {
    package static var kind: String { "projection" }

    package mutating func retire(_ id: String) -> String? {
        if let building { abandon(building) }
        // Of a generation that has seen nothing there is nothing in the store.
        if live.position > 0 {
            let next = Generation(number: nextNumber, recipe: live.recipe)
            garbage.append(live.number)
            live = next
        }
        return garbage.first.map { ProjectionState.kind(id, $0) }
    }

    package var value: Value {
        var object: Object = ["live": live.value, "garbage": .array(garbage.map { .integer($0) })]
        object["building"] = building?.value
        object["absentSince"] = absentSince.map { .integer($0.microseconds) }
        return .object(object)
    }

    package init(value: Value) throws {
        guard let live = value["live"] else {
            throw JunctionError(.storeIncompatible, "the progress of a projection cannot be read")
        }
        self.live = try Generation(value: live)
        building = try value["building"].map { try Generation(value: $0) }
        garbage = value["garbage"]?.array?.compactMap(\.integer) ?? []
        absentSince = value["absentSince"]?.integer.map { Instant(microseconds: $0) }
    }
}

extension ProjectionProgress.Generation {
    fileprivate var value: Value {
        var object: Object = [
            "number": .integer(number), "recipe": recipe.value, "position": .integer(position),
            "keys": .integer(Int64(keys)), "skipped": .integer(Int64(skipped)),
        ]
        if let failure {
            object["failure"] = [
                "sequence": .integer(failure.sequence), "eventId": .string(failure.eventID),
                "message": .string(failure.message),
            ]
        }
        return .object(object)
    }

    fileprivate init(value: Value) throws {
        guard let number = value["number"]?.integer, let recipe = value["recipe"] else {
            throw JunctionError(.storeIncompatible, "the progress of a projection cannot be read")
        }
        self.init(number: number, recipe: try ProjectionRecipe(value: recipe))
        position = value["position"]?.integer ?? 0
        keys = Int(clamping: value["keys"]?.integer ?? 0)
        skipped = Int(clamping: value["skipped"]?.integer ?? 0)
        if let failure = value["failure"], let sequence = failure["sequence"]?.integer {
            self.failure = ViewFailure(
                sequence: sequence, eventID: failure["eventId"]?.string ?? "",
                message: failure["message"]?.string ?? "")
        }
    }
}
