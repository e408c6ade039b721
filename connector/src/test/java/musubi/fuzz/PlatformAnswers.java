package musubi.fuzz;

import java.util.List;
import java.util.Map;

/**
 * What a platform answers, and the calls to Musubi that make it answer.
 *
 * @param bodies right answers, of success and of errors
 * @param statuses their statuses, and others
 * @param calls method and path below a connection, with the body
 */
record PlatformAnswers(List<String> bodies, List<Integer> statuses, List<Call> calls) {

    /** A call to Musubi; empty: a friend acts. */
    record Call(String method, String path, Object body) {}

    private static final Call FRIEND = new Call("", "", "");

    static final PlatformAnswers HUBSPOT = new PlatformAnswers(
            List.of("""
                    {"total":1,"results":[{"id":"701","properties":{"line_user_id":"U1","email":"a@example.com","lastmodifieddate":\
                    "2026-11-01T00:00:00.000Z","hs_object_id":"701"},"createdAt":"2026-11-01T00:00:00.000Z",\
                    "updatedAt":"2026-11-01T00:00:00.000Z","archived":false}],"paging":{"next":{"after":"100","link":"x"}}}""", """
                    {"completedAt":"2026-11-01T00:00:00.000Z","startedAt":"2026-11-01T00:00:00.000Z","status":"COMPLETE","numErrors":1,\
                    "results":[{"id":"701","properties":{"line_user_id":"U1"},"createdAt":"2026-11-01T00:00:00.000Z",\
                    "updatedAt":"2026-11-01T00:00:00.000Z","archived":false,"new":true,"objectWriteTraceId":"0"}],\
                    "errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"x","context":{"ids":["702"],\
                    "objectWriteTraceId":["1"]}}]}""", """
                    {"status":"error","message":"x","correlationId":"c","category":"RATE_LIMITS","policyName":"TEN_SECONDLY_ROLLING",\
                    "context":{"id":["1"]},"errors":[{"message":"x","in":"email","code":"INVALID_EMAIL","context":{"propertyName":["email"]}}]}""", """
                    {"results":[{"name":"firstname","label":"名","type":"string","fieldType":"text","groupName":"g","options":[],\
                    "modificationMetadata":{"readOnlyValue":false}}]}""", """
                    {"lists":[{"listId":"1","name":"x","objectTypeId":"0-1","processingType":"DYNAMIC","additionalProperties":\
                    {"hs_list_size":"5"}}],"hasMore":false,"offset":0,"total":1}""", """
                    {"portalId":1,"accountType":"STANDARD","timeZone":"Asia/Tokyo","utcOffset":"+09:00","companyCurrency":"JPY","uiDomain":"app.hubspot.com"}"""),
            List.of(200, 201, 207, 400, 401, 403, 404, 409, 414, 423, 429, 477, 500, 502, 503, 504, 521, 204, 302),
            List.of(
                    FRIEND,
                    new Call("GET", "/friends", ""),
                    new Call("POST", "/friends/search", Map.of("query", "a")),
                    new Call("GET", "/contact-properties", ""),
                    new Call("GET", "/lists", ""),
                    new Call("POST", "/check", ""),
                    new Call(
                            "POST",
                            "/messages/preview",
                            Map.of(
                                    "contactId",
                                    "701",
                                    "message",
                                    Map.of(
                                            "bubbles",
                                            List.of(Map.of("type", "text", "text", "{{ contact.firstname }}")))))));

    static final PlatformAnswers LINE = new PlatformAnswers(
            List.of("""
                    {"userId":"U1","displayName":"名前","pictureUrl":"https://profile.line-scdn.net/x","statusMessage":"x","language":"ja"}""", """
                    {"userId":"U1","basicId":"@x","displayName":"x","pictureUrl":"https://x","chatMode":"bot","markAsReadMode":"auto"}""", """
                    {"userIds":["U0123456789abcdef0123456789abcdef"],"next":"y"}""", """
                    {"message":"x","details":[{"message":"May not be empty","property":"messages[0].text"}],"sentMessages":[{"id":"1","quoteToken":"q"}]}""", """
                    {"endpoint":"https://x.example.com/webhooks/line/x","active":true,"success":true,"timestamp":"2026-11-01T00:00:00Z","statusCode":200,"reason":"OK","detail":"200"}""", """
                    {"type":"limited","value":1000,"totalUsage":500,"status":"ready","followers":10,"targetedReaches":9,"blocks":1}"""),
            List.of(200, 202, 400, 401, 403, 404, 409, 410, 413, 415, 429, 500, 502, 503, 504, 204, 302),
            List.of(
                    FRIEND,
                    new Call("POST", "/check", ""),
                    new Call("GET", "", ""),
                    new Call("GET", "/webhook", ""),
                    new Call("GET", "/backlog", ""),
                    new Call("POST", "/imports", Map.of("source", "followers"))));
}
