import Contract
import Flows
import Formats
import Values

/// What sagas are told of the rest of the server.
enum SagaSurroundings {
    static func make(_ systems: SystemDirectory) -> SagaKeeper.Surroundings {
        SagaKeeper.Surroundings(
            encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) },
            dialects: SubscriptionTargets.compilers, caller: systems,
            body: { system, operation, body in
                try encoded(body, for: systems.definition(system)?.operations[operation]?.request ?? "json")
            }, identifier: SystemIdentifier.next, random: { Double.random(in: 0..<1) })
    }

    private static func encoded(_ body: Value, for name: String) throws -> ([UInt8], String?) {
        let format = try FormatCatalogue.format(named: name)
        return (try format.encode(body), FlowCompiler.contentType(named: name, of: format))
    }
}
