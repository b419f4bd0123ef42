import NIOPosix
import Sandbox
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "http://127.0.0.1:1", "http://localhost:1", "http://0x7f.1:1", "http://169.254.169.254", "http://[::1]:1",
        "http://[::ffff:10.0.0.1]",
    ])
    func refusedWithoutAllowance(endpoint: String) async throws {
        let settings = RESTSettings(
            system: "s", endpoint: endpoint, operations: ["get": RESTOperation(method: "GET", path: "/")])
        do throws(JunctionError) {
            let client = try RESTClient(settings: settings, environment: .test())
            let answer = await client.call("get")
            #expect(answer.code == .addressForbidden)
            await client.shutdown()
        } catch { #expect(error.code == .addressForbidden) }
    }

    /// A name that is public when it is looked at and loopback when it is connected to: the connection's own address is
    /// checked before a byte of the request is written.
    @Test func rebindingIsCaughtAtTheConnection() async throws {
        let environment = ConnectorEnvironment.test()
        let server = SandboxServer(
            systems: [RESTClientTests.fhir], time: environment.time,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let port = try await server.start()
        let guardian = OutboundGuard(rules: AddressRules(), lookUp: { _ in [.v4(0x0808_0808)] })
        let client = try RESTClient(
            settings: RESTSettings(
                system: "s", endpoint: "http://localhost:\(port)/care", operations: RESTClientTests.operations()),
            environment: environment, guardian: guardian)
        for _ in 0..<5 {
            let answer = await client.call("read", parameters: ["id": "1"])
            #expect(answer.code == .addressForbidden)
            guard case .refused(let reason) = answer.verdict else {
                Issue.record("\(answer.verdict)")
                continue
            }
            #expect(reason.contains("a loopback address"))
        }
        #expect(server.receivedCount("care") == 0)
        await client.shutdown()
        #expect(await eventually { server.openConnections == 0 })
        await server.stop()
    }

    @Test func aLookUpIsRememberedShortly() async throws {
        let looked = Mutex(0)
        let environment = ConnectorEnvironment.test()
        let server = SandboxServer(
            systems: [RESTClientTests.fhir], time: environment.time,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let port = try await server.start()
        let guardian = OutboundGuard(
            rules: AddressRules(allowed: try RESTClient.networks(["127.0.0.0/8", "::1"])),
            lookUp: { _ in
                looked.withLock { $0 += 1 }
                return [.v4(0x7F00_0001)]
            })
        let client = try RESTClient(
            settings: RESTSettings(
                system: "s", endpoint: "http://localhost:\(port)/care", operations: RESTClientTests.operations()),
            environment: environment, guardian: guardian)
        for _ in 0..<10 { #expect(await client.call("read", parameters: ["id": "1"]).status == 200) }
        #expect(looked.withLock { $0 } == 1)
        await client.shutdown()
        await server.stop()
    }
}
