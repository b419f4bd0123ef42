import APIContract
import Foundation

/// Every type that travels, for the checks that hold for all of them.
enum EveryWireType {
    static let all: [any WireType.Type] = [
        AuthenticationConfig.self, Connection.self, ConversionRequest.self, ConversionResult.self,
        CreatedKey.self, CreatedSubscription.self, DataFinding.self, DataMapping.self, DeadLetter.self,
        DeadLetterOutcome.self, DestinationStatus.self, DiscardRequest.self, EventCount.self, EventSchema.self,
        EventSchemaSettings.self, EventSchemaVersion.self, EventStreamPage.self, EventStreamState.self,
        EventStreamSummary.self, EventSubscription.self, EventTree.self, EventTreeNode.self,
        ExternalSystem.self, FieldAccounts.self, HealthCheck.self, HealthReport.self, Hold.self,
        HoldRelease.self, IgnoredField.self, Integration.self, IntegrationEvent.self, IntegrationSummary.self,
        KeyDescription.self, LeaseRequest.self, LeasedMessage.self, LeasedMessages.self, LineageStep.self,
        LogEntry.self, MappingChange.self, MappingDescription.self, MappingPreview.self, MessageLineage.self,
        MessageReceipt.self, NewEvent.self, NewEventSchemaVersion.self, NewExternalSystem.self, NewHold.self,
        NewIntegration.self, NewKey.self, NewMapping.self, NewReplay.self, NewStreamSnapshot.self,
        PathProof.self, PauseRequest.self, Problem.self, ProblemPlace.self, ProjectionFailure.self,
        ProjectionRebuild.self, ProjectionState.self, ProjectionStatus.self, PublishResult.self,
        PublishResults.self, PublishedLines.self, QueueConsumption.self, RateLimit.self, Replay.self, ReplayChange.self,
        ReplayDifference.self, ReplayPreview.self, ReplayPreviewRequest.self, ReplayRequestDifference.self,
        ReplaySelection.self, RetentionLimits.self, RetentionRule.self, RetentionRun.self,
        RetentionSettings.self, RetentionStatus.self, Saga.self, SagaBranch.self, SagaChange.self,
        SagaEntry.self, SagaInstance.self, SagaInstanceSummary.self, SagaReason.self, SagaReload.self,
        SagaRetry.self, SagaSkip.self, SagaStateChange.self, SchemaChange.self, SchemaReport.self,
        SecretRotation.self, ServiceStatus.self, SettleRequest.self, SettleResult.self, SettleResults.self,
        StandingTest.self, StreamProcessor.self, StreamProcessorFailure.self, StreamSnapshot.self,
        Subscription.self, SubscriptionSecret.self, SubscriptionTarget.self, SyncConfiguration.self,
        SyncFinding.self, SyncPreview.self, SyncResult.self, SyncSchedule.self, SystemConnectionStatus.self,
        SystemCredentials.self, TransformRequest.self, TransformationResult.self, ValidationRequest.self,
        ValidationResult.self, Page<LogEntry>.self,
    ]

    static let names = all.map { $0.schemaName }

    static func named(_ name: String) -> (any WireType.Type)? { all.first { $0.schemaName == name } }

    /// The names of the types that the sources declare.
    static func declared() throws -> Set<String> {
        let models = URL(filePath: #filePath).appending(path: "../../../Sources/APIContract/Models").standardized
        let files = FileManager.default.enumerator(at: models, includingPropertiesForKeys: nil)?.allObjects ?? []
        var names: Set<String> = []
        for file in files.compactMap({ $0 as? URL }) where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: #/struct ([A-Za-z]+): WireType/#) { names.insert(String(match.1)) }
        }
        return names
    }
}
