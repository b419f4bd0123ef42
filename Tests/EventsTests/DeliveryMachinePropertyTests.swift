import Foundation
import Testing

@Suite struct DeliveryMachinePropertyTests {
    /// More seeds for a long run: `JUNCTION_SEEDS=10000`.
    static let seeds = Int(ProcessInfo.processInfo.environment["JUNCTION_SEEDS"] ?? "") ?? 120

    /// One seed to look into: `JUNCTION_SEED=27`.
    static let first = UInt64(ProcessInfo.processInfo.environment["JUNCTION_SEED"] ?? "")

    @Test func nothingIsLostReorderedOrStuck() {
        for seed in Self.first.map({ $0...$0 }) ?? 1...UInt64(Self.seeds) {
            var simulation = DeliverySimulation(seed: seed)
            #expect(throws: Never.self) { try simulation.run(steps: 300) }
        }
    }
}
