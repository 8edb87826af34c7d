using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Alice's runs propose commands, which others try to approve. Ann answers for acme.</summary>
internal static class ApprovalCases
{
    private const string List = "/api/v1/approvals";
    private const string Absent = "a00000000000000000000000000000000";

    internal static IEnumerable<DemoCase> All =>
    [
        new("approval, what waits", $"GET {List}?status=pending", Expectation.Allowed(), static w => w.SendAsync("GET", $"{List}?status=pending", w.Tokens.Approver)),
        Refused("approval, without the scope", "scope_missing", "acme", static w => AnswerAsync(w, w.Tokens.Acme, w.First)),
        Refused("approval, one's own request", "policy_forbid", "acme", static w => AnswerAsync(w, w.Tokens.SelfApprover, w.First)),
        new("approval, another tenant's", Route, Expectation.Denied(404, "not_found", trail: "globex"), static w => AnswerAsync(w, w.Tokens.GlobexApprover, w.First)),
        new("approval, foreign like absent", "both, byte for byte", Expectation.Denied(404, "not_found", trail: "globex") with { Times = 2 }, CompareAsync),
        new("approval, of another run", Route, Expectation.Denied(404, "not_found"), static w => AnswerAsync(w, w.Tokens.Approver, w.First with { Run = w.AcmeRun })),
        new("approval, another tenant's list", $"GET {List}", new(200, "-", "globex", Reason: null), ListElsewhereAsync),
        new("approval, the body says approved", Route, Expectation.Denied(400, "invalid_request"), static w => w.SendAsync(
            "POST", PathOf(w.First), w.Tokens.Approver, $$"""{"approval_id":"{{w.First.Id}}","decision":"allow-once","approved":true}""")),
        new("approval, said in a chat", "POST /api/v1/chat", Expectation.Allowed(), SayAsync),
        new("approval, by somebody of acme", Route, new(200, "-", "acme", "none") { Times = 2 }, static w => AllowAsync(w, w.First, "allow-once", applied: true, "succeeded")),
        new("approval, a second answer", Route, new(200, "-", "acme", "policy_forbid"), static w => AllowAsync(w, w.First, "deny", applied: false, "succeeded")),
        new("approval, no decision at all", Route, new(200, "-", "acme", "none"), static w => AllowAsync(w, w.Second, "yes please", applied: true, "succeeded", "denied")),
    ];

    private static string Route => "POST /v1/runs/{run}/approval";

    private static DemoCase Refused(string name, string code, string trail, Func<DemoWorld, Task<DemoAnswer>> play) =>
        new(name, Route, Expectation.Denied(403, code, trail: trail), play);

    private static string PathOf(DemoApproval approval) => $"/v1/runs/{approval.Run}/approval";

    private static Task<DemoAnswer> AnswerAsync(DemoWorld world, string token, DemoApproval approval, string decision = "allow-once") =>
        world.SendAsync("POST", PathOf(approval), token, $$"""{"approval_id":"{{approval.Id}}","decision":"{{decision}}"}""");

    private static async Task<DemoAnswer> CompareAsync(DemoWorld world)
    {
        DemoAnswer absent = await AnswerAsync(world, world.Tokens.GlobexApprover, world.First with { Id = Absent });
        DemoAnswer foreign = await AnswerAsync(world, world.Tokens.GlobexApprover, world.First);
        return foreign with { Finding = foreign.IsLike(absent) ? null : "differs" };
    }

    private static async Task<DemoAnswer> ListElsewhereAsync(DemoWorld world)
    {
        DemoAnswer answer = await world.SendAsync("GET", List, world.Tokens.GlobexApprover);
        return answer with { Finding = answer.Body.Contains(world.First.Id, StringComparison.Ordinal) ? "holds foreign text" : null };
    }

    private static async Task<DemoAnswer> SayAsync(DemoWorld world)
    {
        DemoAnswer answer = await world.SendAsync("POST", "/api/v1/chat", world.Tokens.Approver, $$"""{"message":"/approve {{world.First.Id}} allow-once"}""");
        DemoAnswer waiting = await world.SendAsync("GET", $"{List}?status=pending", world.Tokens.Approver);
        return answer with { Finding = waiting.Body.Contains(world.First.Id, StringComparison.Ordinal) ? null : "it was approved" };
    }

    // Waits for the run's end, so that all that comes of the answer is in the trail.
    private static async Task<DemoAnswer> AllowAsync(DemoWorld world, DemoApproval approval, string decision, bool applied, string run, string status = "allowed")
    {
        DemoAnswer answer = await AnswerAsync(world, world.Tokens.Approver, approval, decision);
        DemoAnswer ended = await world.EndOfAsync(approval);
        JsonElement body = JsonDocument.Parse(answer.Body).RootElement;
        bool right = answer.Status == 200 && body.GetProperty("applied").GetBoolean() == applied
            && body.GetProperty("approval").GetProperty("status").GetString() == status && ended.Member("status") == run;
        return answer with { Finding = right ? null : "another outcome" };
    }
}
