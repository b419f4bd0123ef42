package import Values

/// How a store's tables come from one numbered step to another, forward or back.
///
/// A step that only adds to the tables leaves older versions running beside it; any other names the step that a version must
/// know to use the store from then on. What is kept of it in the store is the highest such number.
package struct StoreMigration: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        /// The step that the tables stand at afterwards.
        package var number: Int
        /// Empty for a step that has nothing to do.
        package var statements: String
        package var isForward: Bool
        package var isAddition: Bool

        package init(number: Int, statements: String, isForward: Bool, isAddition: Bool) {
            self.number = number
            self.statements = statements
            self.isForward = isForward
            self.isAddition = isAddition
        }
    }

    /// Where the tables stand; 0 when there are none.
    package var from: Int
    package var steps: [Step]

    package init(from: Int, steps: [Step]) {
        self.from = from
        self.steps = steps
    }

    package var target: Int { steps.last?.number ?? from }

    /// What leads from a step to another. Throws `settingInvalid` for a target that this version does not know, and
    /// `storeIncompatible` when the store is at one.
    package init(
        from: Int, to target: Int, known: [(forward: String, back: String, isAddition: Bool)]
    ) throws(JunctionError) {
        guard (0...known.count).contains(target) else {
            throw JunctionError(
                .settingInvalid, "this version knows steps 0 to \(known.count) of the store, not \(target)")
        }
        guard from <= known.count else {
            throw JunctionError(
                .storeIncompatible, "the store is at step \(from); this version knows \(known.count) steps",
                remedy: "Run the version that made the newer steps; it can take them back.")
        }
        self.from = from
        let forward = (from..<max(from, target)).map { number in
            Step(
                number: number + 1, statements: known[number].forward, isForward: true,
                isAddition: known[number].isAddition)
        }
        let back = (target..<max(from, target)).reversed().map { number in
            Step(
                number: number, statements: known[number].back, isForward: false,
                isAddition: known[number].isAddition)
        }
        steps = target >= from ? forward : back
    }

    /// Throws `storeIncompatible` unless a version that knows `newest` steps may use a store at step `step`, which asks for
    /// one that knows `needed`.
    package static func check(step: Int, needed: Int, newest: Int) throws(JunctionError) {
        guard step > newest, needed > newest else { return }
        throw JunctionError(
            .storeIncompatible,
            "the store is at step \(step), for versions that know step \(needed); this one knows \(newest) steps",
            remedy: "Run a newer version, or have it take the steps back: junction store migrate --to \(newest).")
    }

    /// Throws `storeIncompatible` unless a plan that leads to the newest step has nothing to do.
    package func checkNothingIsToDo() throws(JunctionError) {
        guard steps.isEmpty else {
            throw JunctionError(
                .storeIncompatible, "the store is at step \(from); this version reads step \(target)",
                remedy: "Bring it up with 'junction store migrate', or use the version that its servers are of.")
        }
    }
}
