using Gateway.Tests.Boundary;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets;

/// <summary>Requests to every route, with a canary in each place where one fits.</summary>
public static class CanaryCalls
{
    /// <summary>Plays every route with a credential. What is said is content: of a session, of a message.</summary>
    public static async Task<List<Answer>> PlayAsync(RunningGateway gateway, Canaries canaries, string? token, Chatted own, string said)
    {
        var answers = new List<Answer>();
        foreach (string route in ListedRoutes.Names)
        {
            string[] words = route.Split(' ');
            string id = words[1].Contains("sessions", StringComparison.Ordinal) ? own.Session : words[1].StartsWith("/v1/runs", StringComparison.Ordinal) ? own.Run : "acme";
            string pattern = words[1].Replace("{name}", "{id}", StringComparison.Ordinal);
            string path = pattern.Replace("{id}", id, StringComparison.Ordinal);
            string valid = Body(route, canaries, own, said);

            // As it is meant, then with each fault, of which every one is a secret in a wrong place.
            answers.Add(await SendAsync(path, valid));
            answers.Add(await SendAsync($"{path}?api_key={canaries.Query}&password={canaries.Member}", valid));
            answers.Add(await SendAsync(path + "?q=" + Uri.EscapeDataString($"Bearer {canaries.Query}"), valid));
            answers.Add(await SendAsync(path, $$"""{"password":"{{canaries.Member}}","api_key":"{{canaries.Body}}"}"""));
            answers.Add(await SendAsync(path, $$"""{"{{canaries.Body}}":1,"message":{{canaries.Body}}"""));
            answers.Add(await SendAsync(path, $"-----BEGIN PRIVATE KEY-----\n{canaries.Pem}\n-----END PRIVATE KEY-----"));
            answers.Add(await SendAsync(pattern.Replace("{id}", canaries.Segment, StringComparison.Ordinal), valid));
            answers.Add(await SendAsync(pattern.Replace("{id}", $"{canaries.Segment}%20{Uri.EscapeDataString("\n")}{canaries.Segment}", StringComparison.Ordinal), valid));
            answers.Add(await SendAsync($"{path}/{canaries.Segment}", valid));
            answers.Add(await SendAsync(path, valid, ("X-Tenant-Id", canaries.Header)));

            Task<Answer> SendAsync(string target, string body, params (string Name, string Value)[] more) => gateway.SendAsync(
                words[0], target, token, words[0] is "GET" or "DELETE" ? null : body,
                [("X-Api-Key", canaries.Header), ("Cookie", $"session={canaries.Cookie}"), ("X-Request-Id", canaries.Header), ("tracestate", "k=v"), ("User-Agent", canaries.Header), .. more]);
        }

        return answers;
    }

    private static string Body(string route, Canaries canaries, Chatted own, string said) => route switch
    {
        "POST /api/v1/sessions" => $$"""{"title":"{{said}}"}""",
        "POST /api/v1/chat" => $$"""{"message":"my key is {{said}}","session_id":"{{own.Session}}"}""",
        "PUT /api/v1/secrets/{name}" => SecretCalls.Body(canaries.Stored),
        "POST /api/v1/secrets/{name}/rotate" => SecretCalls.Body(canaries.Rotated),
        "POST /v1/runs/{id}/approval" => $$"""{"approval_id":"{{canaries.Segment}}","decision":"{{canaries.Body}}"}""",
        "POST /api/v1/tenants" => $$"""{"name":"{{canaries.Reason}}"}""",
        "PATCH /api/v1/tenants/{id}" => $$"""{"name":"{{canaries.Reason}}"}""",
        "POST /api/v1/members" => $$"""{"issuer":"dev","subject":"{{canaries.Reason}}","role":"member"}""",
        "POST /api/v1/keys" => $$"""{"label":"{{canaries.Reason}}"}""",
        "POST /api/v1/invitations" => """{"role":"member"}""",
        "POST /api/v1/break-glass" => $$"""{"ticket":"INC-7","reason":"{{canaries.Reason}}","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":60}""",
        "POST /api/v1/break-glass/{id}/review" => $$"""{"note":"{{canaries.Reason}}"}""",
        _ => "{}",
    };
}
