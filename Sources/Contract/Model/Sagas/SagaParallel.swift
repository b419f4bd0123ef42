/// Several courses of steps at the same time, joined when they are done.
package struct SagaParallel: Sendable, Equatable {
    package struct Branch: Sendable, Equatable {
        package var id: String
        package var steps: [SagaStep]
    }

    package enum Join: String, Sendable {
        /// When every branch has come to its end.
        case all
        /// When one has.
        case first
    }

    /// What becomes of the other branches when one fails, or when the first is done.
    package enum Others: String, Sendable {
        /// They are left as they are.
        case stop
        /// They begin nothing more, and what they have sent is heard of first.
        case await
    }

    package var branches: [Branch]
    package var join: Join
    package var others: Others

    /// How deep one may stand in another.
    package static let depthMost = 3

    /// - Parameter step: what its branches are made of.
    static func spec(of step: Spec<SagaStep>) -> Spec<SagaParallel> {
        .object(
            "sagaParallel", "Several courses of steps at the same time.",
            Key(
                "branches", .list(of: branch(of: step), atLeast: 2),
                "The courses; each goes its own way from its first step to its last."),
            Key(
                "join",
                .choice([
                    "all": (.all, "When every branch has come to its end."), "first": (.first, "When one has."),
                ]), default: .all, written: "all", "When it goes on at the next step."),
            Key(
                "others",
                .choice([
                    "stop": (.stop, "They are left as they are."),
                    "await": (.await, "They begin nothing more, and what they have sent is heard of first."),
                ]), default: .stop, written: "stop",
                "What becomes of the other branches when one fails, or when the first is done."),
            make: SagaParallel.init)
    }

    private static func branch(of step: Spec<SagaStep>) -> Spec<Branch> {
        .object(
            "sagaBranch", "One of several courses at the same time.",
            Key("id", .text(.identifier), "Its name in the step."),
            Key("steps", .list(of: step, atLeast: 1), "What is done, in this order; 'end' ends the branch."),
            make: Branch.init)
    }
}

/// A list of steps that follow each other, with its path in the saga.
package struct SagaStepList: Sendable {
    package var path: String
    package var steps: [SagaStep]
}

extension Saga {
    /// The saga's own steps, and after them those of all branches.
    package var courses: [SagaStepList] {
        var lists = [SagaStepList(path: "steps", steps: steps)]
        var next = 0
        while lists.indices.contains(next) {
            let list = lists[next]
            next += 1
            for (index, step) in list.steps.enumerated() {
                guard case .parallel(let parallel) = step.action else { continue }
                for (number, branch) in parallel.branches.enumerated() {
                    let path = "\(list.path)[\(index)].parallel.branches[\(number)].steps"
                    lists.append(SagaStepList(path: path, steps: branch.steps))
                }
            }
        }
        return lists
    }

    /// All lists of steps, what takes them back included.
    package var lists: [SagaStepList] { courses + [SagaStepList(path: "compensations", steps: compensations)] }
}
