import Sandbox
import Testing
import Values

@testable import Connectors

@Suite struct OAuthTests {
    private static let proof = RESTAuthentication.clientCredentials(
        OAuthClient(tokenEndpoint: "", clientID: "junction", secret: "care-client", scope: "system/*.write"))

    private static func system(lifetime: Duration = .seconds(3600)) -> SandboxSystem {
        var system = RESTClientTests.fhir
        system.authentication = .clientCredentials(clientID: "junction", secret: "p@ss word", lifetime: lifetime)
        return system
    }

    @Test func oneTokenForAllWhoWait() async throws {
        try await RESTClientTests.running(
            Self.system(), authentication: Self.proof, secrets: ["care-client": "p@ss word"]
        ) { bench in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
                    }
                }
            }
            #expect(bench.server.tokenCounts("care") == SandboxTokenCounts(requested: 1, issued: 1))
        }
    }

    @Test func credentialsInTheBody() async throws {
        let proof = RESTAuthentication.clientCredentials(
            OAuthClient(tokenEndpoint: "", clientID: "junction", secret: "care-client", placement: .body))
        try await RESTClientTests.running(
            Self.system(), authentication: proof, secrets: ["care-client": "p@ss word"]
        ) { bench in
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
        }
    }

    @Test func renewedBeforeItEnds() async throws {
        let clock = ManualTime()
        try await RESTClientTests.running(
            Self.system(lifetime: .seconds(600)), authentication: Self.proof, secrets: ["care-client": "p@ss word"],
            clock: clock
        ) { bench in
            for (span, tokens) in [(0, 1), (530, 1), (20, 2), (600, 3)] {
                clock.advance(.seconds(span))
                #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
                #expect(bench.server.tokenCounts("care").issued == tokens)
            }
        }
    }

    @Test func oneNewTokenAfterA401() async throws {
        try await RESTClientTests.running(
            Self.system(), authentication: Self.proof, secrets: ["care-client": "p@ss word"]
        ) { bench in
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
            bench.server.expireTokens("care")
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
            #expect(bench.server.tokenCounts("care").issued == 2)
            // A system that refuses whatever token it gets is asked twice, not for ever.
            let before = bench.server.receivedCount("care")
            bench.server.play([.status(401, retryAfter: nil), .status(401, retryAfter: nil)], on: "care")
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 401)
            #expect(bench.server.receivedCount("care") == before + 2)
        }
    }

    @Test func wrongCredentialsAreARetryWithoutTheSecret() async throws {
        try await RESTClientTests.running(
            Self.system(), authentication: Self.proof, secrets: ["care-client": "WRONG-SECRET"]
        ) { bench in
            let answer = await bench.client.call("read", parameters: ["id": "1"])
            #expect(RESTClientTests.reason(answer) == "retry: the token endpoint answered 401, invalid_client")
            #expect(answer.code == .authenticationFailed)
            #expect(!"\(answer)".contains("WRONG-SECRET"))
            #expect(bench.server.receivedCount("care") == 0)
        }
    }

    @Test func noSecret() async throws {
        try await RESTClientTests.running(Self.system(), authentication: Self.proof) { bench in
            let answer = await bench.client.call("read", parameters: ["id": "1"])
            #expect(RESTClientTests.reason(answer) == "retry: the secret 'care-client' is not there")
        }
    }
}
