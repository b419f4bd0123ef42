// Every error code of the product, by number. `docs/errors.md` is made from this list. Numbers are never used again.
// 1000 formats, 2000 contract, 3000 mapping and validation, 4000 events and storage, 5000 connectors, 6000 security,
// 7000 flows, 8000 API, 9000 application.

extension ErrorCode {
    // Formats
    package static let malformed = ErrorCode(
        1001, "format.malformed", .reject, "The bytes are not in the format they were said to be in.",
        remedy: "Correct the document at the place named, or name the format it really has.")
    package static let formatLimit = ErrorCode(
        1002, "format.limit", .reject, "The document is larger or deeper than the limit named.",
        remedy: "Send less at once, or raise the limit named.")
    package static let notRepresentable = ErrorCode(
        1003, "format.notRepresentable", .reject, "The value has no form in the format asked for.",
        remedy: "Map the value to what the format can hold.")
    package static let unknownFormat = ErrorCode(
        1004, "format.unknown", .reject, "There is no format of that name.",
        remedy: "Use one of the formats listed by 'junction convert --help'.")
    package static let formatOption = ErrorCode(
        1005, "format.option", .reject, "An option of a format cannot be used.",
        remedy: "Use the options that the format's documentation lists.")

    // Contract
    package static let contractMalformed = ErrorCode(
        2001, "contract.malformed", .reject, "The file is not the YAML that it should be.",
        remedy: "Correct the file at the place named.")
    package static let unknownKey = ErrorCode(
        2002, "contract.unknownKey", .reject, "The file has a key that means nothing here.",
        remedy: "Remove the key, or use the one suggested.")
    package static let missingKey = ErrorCode(
        2003, "contract.missingKey", .reject, "The file lacks something it must say.",
        remedy: "Add the key, or 'notApplicable: <reason>' where a heading does not apply.")
    package static let danglingReference = ErrorCode(
        2004, "contract.danglingReference", .reject, "The file names something that does not exist.",
        remedy: "Correct the name, or add what it names.")
    package static let wrongType = ErrorCode(
        2005, "contract.wrongType", .reject, "A value is not of the kind that its key takes.",
        remedy: "Write the kind of value named.")

    // Mapping and validation
    package static let mappingMalformed = ErrorCode(
        3001, "mapping.malformed", .reject, "The mapping definition cannot be read.",
        remedy: "Correct the definition at the place named.")
    package static let mappingRequired = ErrorCode(
        3002, "mapping.required", .reject, "A required source field is absent.",
        remedy: "Ask the sender for the field, or give the mapping a default.")
    package static let mappingFailed = ErrorCode(
        3003, "mapping.failed", .reject, "A value could not be mapped.",
        remedy: "Correct the source value or the mapping at the place named.")
    package static let invalid = ErrorCode(
        3004, "validation.failed", .reject, "The message does not meet its schema.",
        remedy: "Correct the message at the places named.")
    package static let mappingBusy = ErrorCode(
        3005, "mapping.busy", .retryLater, "As much work on data is under way as may be.",
        remedy: "Send again after the time named.")
    package static let schemaMalformed = ErrorCode(
        3010, "validation.schemaMalformed", .reject, "The schema cannot be used as it is.",
        remedy: "Correct the schema at the place named.")
    package static let validationLimit = ErrorCode(
        3011, "validation.limit", .reject, "Checking the message would go beyond the limit named.",
        remedy: "Correct the schema where it leads back to itself, or send a smaller message.")

    // Events and storage
    package static let storeUnavailable = ErrorCode(
        4001, "store.unavailable", .retryLater, "The store could not be read or written.",
        remedy: "Check the disk: space, permissions and health. Nothing was acknowledged.")
    package static let storeFull = ErrorCode(
        4002, "store.full", .retryLater, "The disk has no room for more.",
        remedy: "Free disk space, or shorten retention. Nothing was acknowledged.")
    package static let appendQueueFull = ErrorCode(
        4003, "events.appendQueueFull", .retryLater, "More is being appended than the disk takes.",
        remedy: "Send again after the time named.")
    package static let versionConflict = ErrorCode(
        4004, "events.versionConflict", .reject, "The stream has moved on since it was read.",
        remedy: "Read the stream again and decide anew.")
    package static let notFound = ErrorCode(
        4005, "store.notFound", .reject, "There is nothing of that name.", remedy: "Check the identifier.")
    package static let alreadyExists = ErrorCode(
        4006, "store.alreadyExists", .reject, "There is one of that name already.",
        remedy: "Use another identifier, or change the one that is there.")
    package static let eventOverLimit = ErrorCode(
        4007, "events.overLimit", .reject, "It is larger, or there are more of it, than may be kept.",
        remedy: "Send less at once; keep large content elsewhere and send its address; remove what is not needed.")
    package static let logClosed = ErrorCode(
        4008, "events.logClosed", .retryLater, "The log is shutting down.",
        remedy: "Send again once the server is up. Nothing was acknowledged.")
    package static let cursorInvalid = ErrorCode(
        4009, "events.cursorInvalid", .reject, "The cursor is not one that a page gave.",
        remedy: "Start from the first page.")
    package static let storeIncompatible = ErrorCode(
        4010, "store.incompatible", .reject, "The store was written by a newer version.",
        remedy: "Run the version that wrote it, or a later one.")
    package static let leaseLost = ErrorCode(
        4020, "events.leaseLost", .reject, "Another node has taken this work over.",
        remedy: "Nothing is to be done: the other node goes on with it.")
    package static let runUnderWay = ErrorCode(
        4030, "events.runUnderWay", .retryLater, "The work that was asked for is under way already.",
        remedy: "Send again after the time named.")
    package static let schemaIncompatible = ErrorCode(
        4032, "events.schemaIncompatible", .reject, "The schema does not get along with those before it.",
        remedy: "Change it at the places named, or relax the compatibility of its event type.")
    package static let schemaViolated = ErrorCode(
        4033, "events.schemaViolated", .reject, "An event does not fit the schema of its type.",
        remedy: "Correct the payload at the places named.")
    package static let eventsPruned = ErrorCode(
        4031, "events.pruned", .reject, "What was asked for is no longer kept.",
        remedy: "Read from where the stream begins.")
    package static let filterInvalid = ErrorCode(
        4011, "events.filterInvalid", .reject, "A filter cannot be used.",
        remedy: "Correct the filter at the place named.")
    package static let leaseUnknown = ErrorCode(
        4012, "events.leaseUnknown", .reject, "The lease has run out, or there was none.",
        remedy: "Lease messages again; settle them before the lease runs out, or extend it.")
    package static let subscriptionInvalid = ErrorCode(
        4013, "events.subscriptionInvalid", .reject, "A subscription cannot be used as it is.",
        remedy: "Correct what is named.")
    package static let projectionBehind = ErrorCode(
        4050, "events.projectionBehind", .retryLater, "A projection has not come to the place asked for.",
        remedy: "Ask again, or let it be waited for longer with 'waitSeconds'.")
    package static let projectionStopped = ErrorCode(
        4052, "events.projectionStopped", .reject, "A projection has stopped before the place asked for.",
        remedy: "See its last error, mend the fold, and resume or rebuild it.")
    package static let positionAhead = ErrorCode(
        4051, "events.positionAhead", .reject, "The log has not come to the place asked for.",
        remedy: "Ask for a position that an answer to a publisher, an event or a state has named.")
    package static let backlogFull = ErrorCode(
        4014, "events.backlogFull", .retryLater, "As much is waiting for a destination as may.",
        remedy: "Mend the destination, or raise 'backlog' of its delivery. Nothing was acknowledged.")

    package static let routingChanged = ErrorCode(
        4036, "events.routingChanged", .retryLater, "Subscriptions change too quickly for the event to be routed.",
        remedy: "Send again after the time named. Nothing was acknowledged.")
    package static let storeDamaged = ErrorCode(
        4035, "store.damaged", .reject, "What is kept does not fit together, or was changed.",
        remedy: "Keep a copy for the inquiry, and restore a backup.")

    // Connectors
    package static let connectFailed = ErrorCode(
        5001, "connector.connectFailed", .reconnect, "The system could not be reached.",
        remedy: "Check that the system is up and that its address is right.")
    package static let timedOut = ErrorCode(
        5002, "connector.timedOut", .retryLater, "The system did not answer in time.",
        remedy: "Check the system's load, or raise the timeout named.")
    package static let refusedByPeer = ErrorCode(
        5003, "connector.refused", .reject, "The system refused the message.",
        remedy: "See the system's answer; correct the message or the mapping.")
    package static let peerUnavailable = ErrorCode(
        5004, "connector.unavailable", .retryLater, "The system answered that it cannot serve now.",
        remedy: "Wait; the delivery is tried again by itself.")
    package static let addressForbidden = ErrorCode(
        5005, "connector.addressForbidden", .reject, "Outbound calls to that address are not allowed.",
        remedy: "Use an allowed address, or allow its range in the server's settings.")
    package static let answerUnusable = ErrorCode(
        5006, "connector.answerUnusable", .retryLater, "The system's answer is not what was agreed.",
        remedy: "Compare the answer with the contract, and tell the system's owner.")

    package static let connectorSettings = ErrorCode(
        5007, "connector.settings", .reject, "A connector cannot be made from its settings.",
        remedy: "Correct the setting named.")
    package static let requestInvalid = ErrorCode(
        5008, "connector.requestInvalid", .reject, "The request cannot be made from what was given.",
        remedy: "Correct the parameter, header or body named.")
    package static let tlsFailed = ErrorCode(
        5009, "connector.tlsFailed", .reconnect, "No trusted connection to the system could be made.",
        remedy: "Check the system's certificate, and the authorities that are trusted for it.")
    package static let connectorBusy = ErrorCode(
        5010, "connector.busy", .retryLater, "The connector has as many calls under way as it may.",
        remedy: "Wait; or raise the limit named.")
    package static let answerTooLong = ErrorCode(
        5011, "connector.answerTooLong", .reject, "The system's answer is longer than the limit named.",
        remedy: "Ask for less at once, or raise the limit named.")
    package static let authenticationFailed = ErrorCode(
        5012, "connector.authenticationFailed", .retryLater, "No access token could be had.",
        remedy: "Check the client's id, secret and scope with the system's owner.")

    package static let fileTrouble = ErrorCode(
        5013, "connector.fileTrouble", .retryLater, "A file or folder could not be read or written.",
        remedy: "Check that the folder is there, its permissions, and the room on its disk.")
    package static let fileRefused = ErrorCode(
        5014, "connector.fileRefused", .reject, "The file cannot be taken or written as it is.",
        remedy: "Change the file's name or size, or the setting named.")
    package static let sandboxFault = ErrorCode(
        5050, "sandbox.faultUnknown", .reject, "The sandbox cannot play the fault that was declared.",
        remedy: "Use ok, '503, Retry-After 1', delay 2s, drop, malformed, garbage, hang, drip 100ms, AE or AR.")

    // Security
    package static let unauthenticated = ErrorCode(
        6001, "security.unauthenticated", .reject, "No valid key was given.",
        remedy: "Send 'Authorization: Bearer <key>' with a key that has not expired.")
    package static let forbidden = ErrorCode(
        6002, "security.forbidden", .reject, "The key lacks the scope for this.",
        remedy: "Use a key with the scope named.")
    package static let secretMissing = ErrorCode(
        6003, "security.secretMissing", .reject, "A secret that is referred to is not there.",
        remedy: "Store the secret under the name given.")
    package static let secretUnsafe = ErrorCode(
        6004, "security.secretUnsafe", .reject, "A secret is not kept as it must be.",
        remedy: "Make it a plain file of the server's own user with mode 0600.")
    package static let secretNameInvalid = ErrorCode(
        6005, "security.secretNameInvalid", .reject, "A secret's name is not of the form it should be.",
        remedy: "Use small letters, digits and hyphens, at most 64, with a letter or digit at both ends.")
    package static let keyLimit = ErrorCode(
        6006, "security.keyLimit", .reject, "There are as many keys as there may be.",
        remedy: "Use fewer keys.")
    package static let lastAdminKey = ErrorCode(
        6008, "security.lastAdminKey", .reject, "No other key with scope admin is valid.",
        remedy: "Make another admin key first, then revoke this one with it.")
    package static let tooManyFailures = ErrorCode(
        6007, "security.tooManyFailures", .retryLater, "Too many wrong keys came from this address.",
        remedy: "Wait for the time named, then send a valid key.")

    // Flows
    package static let pointUnusable = ErrorCode(
        7001, "flow.pointUnusable", .reject, "The integration point cannot run as written.",
        remedy: "Run 'junction check' and correct what it names.")
    package static let deliveryExhausted = ErrorCode(
        7002, "flow.deliveryExhausted", .reject, "Every attempt allowed has been used.",
        remedy: "See the last answer of the destination; retry by hand once it is mended.")

    package static let sagaUnusable = ErrorCode(
        7010, "flow.sagaUnusable", .reject, "The saga cannot run as written.",
        remedy: "Run 'junction check' and correct what it names.")
    package static let sagaRefused = ErrorCode(
        7011, "flow.sagaRefused", .reject, "The instance does not stand where that can be done.",
        remedy: "Look at the instance's status and history, and decide anew.")
    package static let sagaFailed = ErrorCode(
        7012, "flow.sagaFailed", .reject, "A step of a saga cannot be done.",
        remedy: "See the instance's history; correct its state, then retry or skip the step.")

    // API
    package static let badRequest = ErrorCode(
        8001, "api.badRequest", .reject, "The request cannot be understood.",
        remedy: "Correct the request at the place named.")
    package static let bodyTooLarge = ErrorCode(
        8002, "api.bodyTooLarge", .reject, "The body is larger than the limit named.",
        remedy: "Send less at once, or raise the limit named.")
    package static let idempotencyConflict = ErrorCode(
        8003, "api.idempotencyConflict", .reject, "The Idempotency-Key was used for another request.",
        remedy: "Use a new key for a new request.")
    package static let idempotencyBusy = ErrorCode(
        8004, "api.idempotencyBusy", .retryLater, "The first request with this Idempotency-Key goes on.",
        remedy: "Send again after the time named.")
    package static let routeUnknown = ErrorCode(
        8005, "api.routeUnknown", .reject, "There is nothing at this address.",
        remedy: "See /openapi.json for the addresses there are.")
    package static let methodNotAllowed = ErrorCode(
        8006, "api.methodNotAllowed", .reject, "This address does not take that method.",
        remedy: "Use a method named in the Allow header.")
    package static let mediaTypeUnsupported = ErrorCode(
        8007, "api.mediaTypeUnsupported", .reject, "This address does not take content of that type.",
        remedy: "Send Content-Type as /openapi.json names it.")
    package static let fieldInvalid = ErrorCode(
        8008, "api.fieldInvalid", .reject, "The request does not have the form it should have.",
        remedy: "Correct the request at the places named.")
    package static let listCursorInvalid = ErrorCode(
        8009, "api.cursorInvalid", .reject, "The cursor was not made by this list.",
        remedy: "Send the nextCursor of the page before, with the same filters, or leave cursor out.")
    package static let requestTimedOut = ErrorCode(
        8010, "api.requestTimedOut", .retryLater, "The request took longer than it may.",
        remedy: "Send again with the same Idempotency-Key.")
    package static let upgradeRequired = ErrorCode(
        8011, "api.upgradeRequired", .reject, "This address speaks WebSocket only.",
        remedy: "Connect with a WebSocket client (RFC 6455, version 13), over HTTP/1.1.")
    package static let originRefused = ErrorCode(
        8012, "api.originRefused", .reject, "Pages of that origin may not connect.",
        remedy: "Start the server with --allow-origin and the origin, such as https://app.example.org.")
    package static let headersTooLarge = ErrorCode(
        8013, "api.headersTooLarge", .reject, "The address and the header fields are larger than the limit named.",
        remedy: "Send fewer or shorter header fields, and what is long in the body.")
    package static let bodyTooSlow = ErrorCode(
        8014, "api.bodyTooSlow", .reject, "The body came too slowly, and its end was not waited for.",
        remedy: "Send again, with the same ids or Idempotency-Key; send what takes long as lines, or in parts.")

    // Application
    package static let settingInvalid = ErrorCode(
        9001, "app.settingInvalid", .reject, "A setting cannot be used.", remedy: "Correct the setting named.")
    package static let portTaken = ErrorCode(
        9002, "app.portTaken", .reject, "The port is in use.",
        remedy: "Stop what uses the port, or choose another.")
    package static let internalFault = ErrorCode(
        9003, "app.internalFault", .bug, "Something that should be impossible happened.",
        remedy: "Report it with the reference given.")
}
