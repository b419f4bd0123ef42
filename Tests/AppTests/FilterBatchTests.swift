import App
import Testing

struct FilterBatchTests {
    @Test(arguments: [
        (#"{"id":1,"expression":"1 + 1"}"#, #"{"id":1,"result":2}"#),
        (
            #"{"id":"a","expression":"source LIKE 'w%'","event":{"source":"ward","data":{"source":"x"}}}"#,
            #"{"id":"a","result":true}"#
        ),
        (#"{"id":2,"expression":"n + 1","event":{"n":4,"flag":true,"none":null}}"#, #"{"id":2,"result":5}"#),
        (
            #"{"id":2,"expression":"EXISTS data OR EXISTS none","event":{"none":null,"data":1}}"#,
            #"{"id":2,"result":false}"#
        ),
        (#"{"id":3,"expression":true}"#, #"{"id":3,"result":true}"#),
        (
            #"{"id":4,"expression":"1 / 0"}"#,
            #"{"id":4,"error":"math","message":"/: division by zero","result":0}"#
        ),
        (
            #"{"id":5,"expression":"1 /"}"#,
            #"{"id":5,"error":"parse","message":"a value belongs here, and the expression ends, at character 4","result":false}"#
        ),
        // What every event has is there, whatever the line says of it.
        (
            #"{"id":7,"expression":"EXISTS id AND subject = 's' AND type LIKE '%'","event":{"subject":"s"}}"#,
            #"{"id":7,"result":true}"#
        ),
        (
            #"{"id":8,"expression":"missingAttribute"}"#,
            #"{"id":8,"error":"missingAttribute","message":"the event has no attribute 'missingAttribute'","result":false}"#
        ),
        (
            #"{"id":9,"expression":1.5}"#,
            #"{"id":9,"error":"parse","message":"this character has no meaning here, at character 2","result":false}"#
        ),
        (#"{"id":6}"#, #"{"id":6,"error":"line","message":"the line has no 'expression'"}"#),
        ("nonsense", #"{"id":null,"error":"line","message":"the line is not a JSON object"}"#),
    ])
    func answers(_ line: String, _ wanted: String) {
        #expect(String(decoding: FilterBatch().answer(Array(line.utf8)), as: UTF8.self) == wanted)
    }
}
